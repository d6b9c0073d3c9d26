package library

// Follower is told of changes that affect what it keeps in memory.
type Follower interface {
	// Hold blocks the follower's work until release is called. It takes a lock that
	// comes after the lock of the settings.
	Hold() (release func())
	// Reset drops everything in memory. The caller holds the follower.
	Reset()
	// Forget drops what is cached about decks, cards and readings.
	Forget()
	// SettingsChanged is called after a change of the settings.
	SettingsChanged(before, after Settings)
}

// nobody is the follower of a library that nobody follows.
type nobody struct{}

func (nobody) Hold() func()                  { return func() {} }
func (nobody) Reset()                        {}
func (nobody) Forget()                       {}
func (nobody) SettingsChanged(_, _ Settings) {}

// Follow lets f follow the changes of the library. It must be called before the
// library is used.
func (l *Library) Follow(f Follower) { l.follower = f }
