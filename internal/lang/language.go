package lang

import (
	"maps"
	"slices"
	"sync"

	"carrel/internal/lang/en"
	"carrel/internal/lang/fr"
	"carrel/internal/lang/table"
)

// Language is everything that Carrel knows of a language.
type Language = table.Language

// The parts of a Language, each described in package table.
type (
	Words      = table.Words
	Signs      = table.Signs
	Utterances = table.Utterances
	Forms      = table.Forms
	Numerals   = table.Numerals
	Rule       = table.Rule
	Sounds     = table.Sounds
	Judging    = table.Judging
	Messages   = table.Messages
	Spans      = table.Spans
)

var (
	mu    sync.RWMutex
	known = map[string]*Language{en.Language.Code: &en.Language, fr.Language.Code: &fr.Language}
)

// Of returns a language by any of its tags ("fr", "fr-CA", "fra"), or nil.
func Of(tag string) *Language {
	mu.RLock()
	defer mu.RUnlock()
	return known[Base(tag)]
}

// Known returns the codes of the languages that Carrel knows, in order.
func Known() []string {
	mu.RLock()
	defer mu.RUnlock()
	return slices.Sorted(maps.Keys(known))
}

// Add adds a language until remove is called. Tests use it to show that a language
// needs nothing but a folder.
func Add(l *Language) (remove func()) {
	mu.Lock()
	defer mu.Unlock()
	known[l.Code] = l
	return func() {
		mu.Lock()
		defer mu.Unlock()
		delete(known, l.Code)
	}
}
