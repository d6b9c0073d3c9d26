package api

import (
	"carrel/internal/library"
	"carrel/internal/speech"
)

// Each answer is an object, so that it can get further fields.

// Decks is the list of decks. The counts of a deck include its subdecks.
type Decks struct {
	Decks []library.Deck `json:"decks"`
}

// Packs is the list of sample packs.
type Packs struct {
	Packs []library.Pack `json:"packs"`
}

// Readings is the list of texts and recordings.
type Readings struct {
	Readings []library.ReadingRow `json:"readings"`
}

// Voices is the list of voices.
type Voices struct {
	Voices []speech.Voice `json:"voices"`
}

// Workload is what each desired retention costs over the next year, simulated with the
// learner's cards, parameters and pace.
type Workload struct {
	Points []library.WorkloadPoint `json:"points"`
}

// WhatLeaves lists everything that can leave the device, and where it goes.
type WhatLeaves struct {
	Lines []string `json:"lines"`
}
