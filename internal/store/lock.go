package store

import "carrel/internal/study"

const lockName = "lock"

func inUse(home string) error {
	return study.Errorf(study.Conflict, "Another Carrel is using the collection in %s. Close it (perhaps “carrel serve” is running), or choose another folder with --home.", home)
}
