package table

import (
	"crypto/rand"

	"carrel/internal/study"
)

// NewID returns a random ID.
func NewID() study.ID {
	var id study.ID
	rand.Read(id[:]) // never fails
	return id
}
