package api

import (
	"net/http"
	"net/url"
	"strconv"

	"carrel/internal/library"
	"carrel/internal/study"
)

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

// Suspension suspends a card, or brings it back.
type Suspension struct {
	Suspended bool `json:"suspended"`
}

func (a *API) postSuspend(r *http.Request, b Suspension) (Nothing, error) {
	id, err := card(r)
	if err != nil {
		return Nothing{}, err
	}
	return Nothing{}, a.lib.Suspend(r.Context(), id, b.Suspended)
}

// CardRetention is a card's own desired retention.
type CardRetention struct {
	Retention float64 `json:"retention"` // .70–.99, or 0 for its deck's
}

func (a *API) postRetention(r *http.Request, b CardRetention) (library.CardRow, error) {
	id, err := card(r)
	if err != nil {
		return library.CardRow{}, err
	}
	return a.lib.SetRetention(r.Context(), id, b.Retention)
}
