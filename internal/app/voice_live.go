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
