package voice

import "slices"

// Live describes what the voice would use at this moment besides the
// built-in engine.
type Live struct {
	Command []string // the program that speaks; nil for none
	Server  string   // address of the Wyoming server that speaks; "" for none
}

// Live returns what the voice would use at this moment.
func (v *Voice) Live() Live {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return Live{slices.Clone(v.command), v.server}
}

// Reset drops every clip, on the disk and in memory, and replaces all settings by
// s. A clip that is being rendered is stored neither with the old clips nor with
// the new ones.
func (v *Voice) Reset(s Settings) error {
	err := v.wipe()
	v.mu.Lock()
	v.warmed = false
	v.mu.Unlock()
	v.Configure(s)
	if werr := v.wipe(); err == nil {
		err = werr
	}
	return err
}
