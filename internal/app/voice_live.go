package app

import "slices"

// liveVoice is what the voice would use at this moment beside the built-in
// engine.
type liveVoice struct {
	Command []string // the program that speaks, nil for none
	Server  string   // address of the Wyoming server that speaks, "" for none
}

func (v *voice) live() liveVoice {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return liveVoice{slices.Clone(v.command), v.server}
}

// inForce are the settings the voice follows.
func (v *voice) inForce() Settings {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.wanted
}

// reset forgets every clip, on the disk and in memory, and all that was set but
// these settings. Clips in the making are kept by neither the old clips nor the
// new ones.
func (v *voice) reset(s Settings) error {
	err := v.wipe()
	v.configure(s)
	if werr := v.wipe(); err == nil {
		err = werr
	}
	return err
}
