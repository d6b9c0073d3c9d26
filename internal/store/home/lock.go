package home

import (
	"errors"

	"carrel/internal/study"
)

const lockName = "lock"

// ErrInUse is the cause of the error for a home that another process has open.
var ErrInUse = errors.New("the home is in use")

func inUse(home string) error {
	return study.Because(ErrInUse, study.Conflict, "another Carrel is using the collection in %s. Close it (perhaps “carrel serve” is running), or choose another folder with --home", home)
}
