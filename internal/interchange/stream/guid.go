package stream

import (
	"strings"

	"carrel/internal/study"
)

const ownGUID = "carrel:"

// OwnGUID returns the guid of a note that Carrel made, for formats in which notes have
// one.
func OwnGUID(id study.ID) string { return ownGUID + id.String() }

// OwnNote returns the identity in a guid that OwnGUID made; ok is false for any other
// guid.
func OwnNote(guid string) (id study.ID, ok bool) {
	rest, ok := strings.CutPrefix(guid, ownGUID)
	if !ok {
		return id, false
	}
	id, err := study.ParseID(rest)
	return id, err == nil && !id.IsZero()
}
