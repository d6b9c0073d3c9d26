package api

import (
	"net/http"
	"net/url"
	"strconv"

	"carrel/internal/library"
	"carrel/internal/study"
)

func (a *API) postDeck(r *http.Request) (library.DeckLine, error) {
	var c library.DeckChange
	if err := readJSON(r, &c); err != nil {
		return library.DeckLine{}, err
	}
	return a.lib.ChangeDeck(r.Context(), r.PathValue("id"), c)
}

func (a *API) getCards(r *http.Request) (library.CardPage, error) {
	q := r.URL.Query()
	f := library.CardFilter{Deck: q.Get("deck"), Text: q.Get("q")}
	offset, err := number(q, "offset", 0, 1<<31)
	if err != nil {
		return library.CardPage{}, err
	}
	limit, err := number(q, "limit", 50, 500)
	if err != nil {
		return library.CardPage{}, err
	}
	return a.lib.CardPage(r.Context(), f, offset, limit)
}

func number(q url.Values, name string, otherwise, most int) (int, error) {
	s := q.Get(name)
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return 0, study.Errorf(study.Invalid, "%s is a number from 0 to %d, not %q", name, most, s)
	}
	return n, nil
}

func (a *API) postSuspend(r *http.Request) (empty, error) {
	id, err := study.ParseID(r.PathValue("id"))
	if err != nil {
		return empty{}, err
	}
	var b struct {
		Suspended bool `json:"suspended"`
	}
	if err := readJSON(r, &b); err != nil {
		return empty{}, err
	}
	return empty{}, a.lib.Suspend(r.Context(), id, b.Suspended)
}

func (a *API) postRetention(r *http.Request) (library.CardLine, error) {
	id, err := study.ParseID(r.PathValue("id"))
	if err != nil {
		return library.CardLine{}, err
	}
	var b struct {
		Retention float64 `json:"retention"`
	}
	if err := readJSON(r, &b); err != nil {
		return library.CardLine{}, err
	}
	return a.lib.SetRetention(r.Context(), id, b.Retention)
}
