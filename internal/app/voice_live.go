package app

import "slices"

// liveVoice describes what the voice would use at this moment besides the
// built-in engine.
type liveVoice struct {
	Command []string // the program that speaks; nil for none
	Server  string   // address of the Wyoming server that speaks; "" for none
}

func (v *voice) live() liveVoice {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return liveVoice{slices.Clone(v.command), v.server}
}

// inForce returns the settings that the voice follows.
func (v *voice) inForce() Settings {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.wanted
}

// reset drops every clip, on the disk and in memory, and replaces all settings by
// s. A clip that is being rendered is stored neither with the old clips nor with
// the new ones.
func (v *voice) reset(s Settings) error {
	err := v.wipe()
	v.configure(s)
	if werr := v.wipe(); err == nil {
		err = werr
	}
	return err
}
