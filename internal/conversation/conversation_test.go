package conversation

import (
	"testing"

	"carrel/internal/library"
	"carrel/internal/library/librarytest"
)

// opened is a collection with its conversation.
type opened struct {
	*library.Library
	conv *Conversation
}

func open(t *testing.T, home string) (*opened, *librarytest.Clock) {
	t.Helper()
	c := librarytest.NewClock()
	lib := librarytest.Open(t, home, c)
	return &opened{lib, New(lib)}, c
}

func install(t *testing.T, a *opened, id string) {
	t.Helper()
	librarytest.Install(t, a.Library, id)
}
