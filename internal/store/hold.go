package store

// Hold keeps other processes out of a home until release is called. The collection need
// not be readable, and nothing in the home changes.
func Hold(home string) (release func(), err error) { return lockCopy(home) }
