package stream

import (
	"strings"

	"carrel/internal/study"
)

const ownGUID = "carrel:"

// OwnGUID is the guid a note of Carrel's own is written with, in formats that
// give notes one.
func OwnGUID(id study.ID) string { return ownGUID + id.String() }

// OwnNote returns the identity that OwnGUID wrote; ok is false for any other
// guid.
func OwnNote(guid string) (id study.ID, ok bool) {
	rest, ok := strings.CutPrefix(guid, ownGUID)
	if !ok {
		return id, false
	}
	id, err := study.ParseID(rest)
	return id, err == nil && !id.IsZero()
}
