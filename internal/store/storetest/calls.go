package storetest

import (
	"context"
	"encoding/json"

	"carrel/internal/store"
	"carrel/internal/study"
)

// AppendReview commits a step with a single review row and returns the card.
func AppendReview(ctx context.Context, s *store.Store, r study.Review, session json.RawMessage) (study.Card, error) {
	cards, err := s.Commit(ctx, store.Step{Reviews: []study.Review{r}, Session: session})
	if err != nil {
		return study.Card{}, err
	}
	return cards[0], nil
}

// Undo commits a Cancel row for a review and returns the card.
func Undo(ctx context.Context, s *store.Store, card, review study.ID, at study.Time, how string, session json.RawMessage) (study.Card, error) {
	return AppendReview(ctx, s, study.Review{Card: card, At: at, Kind: study.Cancel, Cancels: review, How: how}, session)
}

// Reviews returns the rows of a card in order. The error is NotFound where there is no such
// card.
func Reviews(ctx context.Context, s *store.Store, card study.ID) (rows []study.Review, err error) {
	if _, err := s.Card(ctx, card); err != nil {
		return nil, err
	}
	err = s.EachReview(ctx, func(r study.Review) error {
		if r.Card == card {
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}

// Note returns a note from an export. The error is NotFound where there is none.
func Note(ctx context.Context, s *store.Store, id study.ID) (study.Note, error) {
	for e, err := range s.Export(ctx, store.ExportOptions{}) {
		if err != nil {
			return study.Note{}, err
		}
		if e.Note != nil && e.Note.ID == id {
			return *e.Note, nil
		}
	}
	return study.Note{}, study.Errorf(study.NotFound, "there is no note %s in the export", id)
}

// NoteType returns a note type from an export. The error is NotFound where there is none.
func NoteType(ctx context.Context, s *store.Store, id study.ID) (study.NoteType, error) {
	for e, err := range s.Export(ctx, store.ExportOptions{}) {
		if err != nil {
			return study.NoteType{}, err
		}
		if e.NoteType != nil && e.NoteType.ID == id {
			return *e.NoteType, nil
		}
	}
	return study.NoteType{}, study.Errorf(study.NotFound, "there is no note type %s in the export", id)
}
