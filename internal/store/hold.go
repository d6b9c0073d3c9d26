package store

// Hold keeps other processes out of a home, whose collection need not be
// readable, until release is called. Nothing in the home is changed.
func Hold(home string) (release func(), err error) { return lockCopy(home) }
