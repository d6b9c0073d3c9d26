// Package packs owns the sample packs: small decks written for Carrel, each a
// tab-separated table in this folder, and the strict reader of those tables.
package packs

import (
	"embed"
	"sync"

	"carrel/internal/study"
)

//go:embed *.tsv
var files embed.FS

// ids lists the packs in the order they are offered. Each is a file.
var ids = []string{"spelling", "elements", "capitals"}

// Pack describes one sample pack.
type Pack struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	About string `json:"about"`
	Deck  string `json:"deck"` // name of the deck it becomes
	Lang  string `json:"lang"`
	Cards int    `json:"cards"`
}

// read parses every pack once. The tables are part of the program, so one
// that does not parse is a fault of the build; a test holds them right.
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

// Open returns the table of a pack as it was written. The error is NotFound
// for a pack there is none of.
func Open(id string) ([]byte, error) {
	for _, known := range ids {
		if known == id {
			return files.ReadFile(id + ".tsv")
		}
	}
	return nil, study.Errorf(study.NotFound, "there is no sample pack %q; there are spelling, elements and capitals", id)
}

// Entries returns a pack as entries to import: a deck, and for each row a note
// that holds a short question, with its card. Identities come from the pack's
// id and the row's, so that installing a pack again changes nothing, and a
// later version of it updates the notes there are. The error is NotFound for a
// pack there is none of.
func Entries(id string) (study.Entries, error) {
	if _, err := Open(id); err != nil {
		return nil, err
	}
	return read()[id].entries(), nil
}
