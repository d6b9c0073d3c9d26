// Package packs owns the sample packs, small decks written for Carrel. Each is a
// tab-separated table in this folder. The package also owns the strict reader of these
// tables.
package packs

import (
	"embed"
	"sync"

	"carrel/internal/study"
)

//go:embed *.tsv
var files embed.FS

// ids lists the packs in the order in which they are offered. Each id is the name of a
// file.
var ids = []string{"spelling", "elements", "capitals"}

// Pack describes one sample pack.
type Pack struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	About string `json:"about"`
	Deck  string `json:"deck"` // name of the deck made from it
	Lang  string `json:"lang"`
	Cards int    `json:"cards"`
}

// read parses every pack once. The tables are embedded, so one that does not parse is a
// defect of the build; a test checks them.
var read = sync.OnceValue(func() map[string]table {
	m := map[string]table{}
	for _, id := range ids {
		data, err := Open(id)
		if err != nil {
			panic(err)
		}
		t, err := parse(id+".tsv", data)
		if err != nil {
			panic(err)
		}
		m[id] = t
	}
	return m
})

// All lists the packs.
func All() []Pack {
	out := make([]Pack, len(ids))
	for i, id := range ids {
		out[i] = read()[id].pack
	}
	return out
}

// Open returns the table of a pack as a file. The error is NotFound if there is no such
// pack.
func Open(id string) ([]byte, error) {
	for _, known := range ids {
		if known == id {
			return files.ReadFile(id + ".tsv")
		}
	}
	return nil, study.Errorf(study.NotFound, "there is no sample pack %q; there are spelling, elements and capitals", id)
}

// Entries returns a pack as entries to import: a deck and, for each row, a note with a
// short question and its card. Identities are derived from the ids of the pack and the
// row, so that installing a pack again changes nothing, and installing a later version
// updates the existing notes. The error is NotFound if there is no such pack.
func Entries(id string) (study.Entries, error) {
	if _, err := Open(id); err != nil {
		return nil, err
	}
	return read()[id].entries(), nil
}
