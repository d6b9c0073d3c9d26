package speakable

import (
	"carrel/internal/study"
)

// Input is a card and the data needed to ask it.
type Input struct {
	NoteType *study.NoteType // nil for notes that hold an Item
	Note     *study.Note
	Card     *study.Card // nil means the note's first card, without an ID
	DeckName string      // path joined with "::"

	// Lang is the language of the deck, or else of the learner (BCP 47); "" means English.
	// It applies where the card itself does not name a language.
	Lang string
	// Seed decides the order of choices. The same seed and card give the same order.
	Seed uint64
	// HasMedia reports whether a recording or image exists; nil means that all do.
	HasMedia func(name string) bool
}

// Question prepares a card for asking. It returns an Invalid error if the input is
// inconsistent: no note, no note type for a note with fields, or a card number for
// which the note type has no template. A card that cannot be asked by voice, or at all,
// is not an error: Voice is false and WhyNot gives the reason.
func Question(in Input) (study.Question, error) {
	if in.Note == nil {
		return study.Question{}, study.Errorf(study.Invalid, "a question was asked for without a note")
	}
	if in.Lang == "" {
		in.Lang = "en"
	}
	ord := 0
	q := study.Question{Note: in.Note.ID}
	if in.Card != nil {
		ord = in.Card.Ord
		q.Card, q.Deck = in.Card.ID, in.Card.Deck
	}
	if in.Note.Item != nil {
		err := itemQuestion(&in, ord, &q)
		return q, err
	}
	if in.NoteType == nil {
		return study.Question{}, study.Errorf(study.Invalid, "the note has fields but its note type is missing")
	}
	err := templateQuestion(&in, ord, &q)
	return q, err
}
