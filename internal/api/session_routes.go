package api

import (
	"errors"
	"io"
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

// readEvent reads an event from the page, which may send all but the host's.
func readEvent(r *http.Request) (session.Event, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return nil, study.Because(err, study.Invalid, "the event sent is too long")
	}
	e, err := session.ReadEvent(body)
	var unknown *session.UnknownEvent
	switch {
	case errors.As(err, &unknown):
		return nil, study.Because(err, study.Invalid, "%v", unknown)
	case err != nil:
		return nil, study.Because(err, study.Invalid, "the request is not the event expected here: %v", err)
	}
	switch e.(type) {
	case session.Card, session.Exhausted, session.Passage:
		return nil, study.Errorf(study.Invalid, "the page cannot hand out cards")
	}
	return e, nil
}

func (a *API) postSession(r *http.Request) (any, error) {
	e, err := readEvent(r)
	if err != nil {
		return nil, err
	}
	// The program's clock decides, not the page's.
	t, err := a.conv.Step(r.Context(), session.Timed(e, a.lib.Now()))
	if err != nil {
		return nil, err
	}
	return a.pageTurn(r.Context(), t)
}
