package api

import (
	"net/http"

	"carrel/internal/library"
)

// AskFrom chooses the deck whose cards follow sections without questions of their own.
type AskFrom struct {
	Deck *string `json:"deck"` // its ID, or "" for none; missing changes nothing
}

func (a *API) postReading(r *http.Request, b AskFrom) (library.ReadingPage, error) {
	if b.Deck == nil {
		return a.lib.Reading(r.Context(), r.PathValue("id"))
	}
	return a.lib.AskFrom(r.Context(), r.PathValue("id"), *b.Deck)
}
