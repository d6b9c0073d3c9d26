package api

import (
	"net/http"

	"carrel/internal/session"
	"carrel/internal/study"
)

func (a *API) getSession(r *http.Request) (any, error) {
	t, ok, err := a.conv.Resume(r.Context())
	if err != nil {
		return nil, err
	}
	if !ok {
		return map[string]any{"view": nil}, nil
	}
	return a.pageTurn(r.Context(), t)
}

func (a *API) postSession(r *http.Request) (any, error) {
	var e session.Event
	if err := readJSON(r, &e); err != nil {
		return nil, err
	}
	e.Now = a.lib.Now() // the program's clock decides, not the page's
	if e.Event == session.Card || e.Event == session.Exhausted || e.Event == session.Passage {
		return nil, study.Errorf(study.Invalid, "the page cannot hand out cards")
	}
	e.Question, e.Passage = nil, nil
	t, err := a.conv.Step(r.Context(), e)
	if err != nil {
		return nil, err
	}
	return a.pageTurn(r.Context(), t)
}
