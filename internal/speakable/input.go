package speakable

import (
	"carrel/internal/study"
)

// Input is a card and what is needed to ask it.
type Input struct {
	NoteType *study.NoteType // nil for notes that hold an Item
	Note     *study.Note
	Card     *study.Card // nil stands for the note's first card, without identity
	DeckName string      // path joined with "::"

	// Lang is the language the deck is in, or else the learner's (BCP 47);
	// "" is English. It is spoken where nothing on the card says otherwise.
	Lang string
	// Seed decides the order of choices. The same seed and card give the
	// same order.
	Seed uint64
	// HasMedia reports whether a recording or image is there; nil says that
	// all are.
	HasMedia func(name string) bool
}

// Question makes a card ready to be asked. It fails with an Invalid error
// when the input does not fit together: no note, no note type for a note with
// fields, a card number the note type has no template for. A card that cannot
// be asked by voice, or at all, is no error: Voice is false and WhyNot says
// why.
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
