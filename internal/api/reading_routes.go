package api

import (
	"net/http"

	"carrel/internal/library"
)

func (a *API) postReading(r *http.Request) (library.ReadingPage, error) {
	var b struct {
		Deck *string `json:"deck"`
	}
	if err := readJSON(r, &b); err != nil {
		return library.ReadingPage{}, err
	}
	if b.Deck == nil {
		return a.lib.Reading(r.Context(), r.PathValue("id"))
	}
	return a.lib.AskFrom(r.Context(), r.PathValue("id"), *b.Deck)
}
