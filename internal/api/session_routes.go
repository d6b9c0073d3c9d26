package api

import (
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"

	"carrel/internal/session"
	"carrel/internal/study"
)

func (a *API) getSession(r *http.Request) (Turn, error) {
	t, ok, err := a.conv.Resume(r.Context())
	if err != nil || !ok {
		return Turn{}, err
	}
	return a.turn(r.Context(), t)
}

// pageEvents has an event of each type that the page may send: all but those with which the
// host hands over what a session asked for.
var pageEvents = []session.Event{
	session.Start{}, session.Played{}, session.ClipEnded{}, session.Heard{}, session.NoMatch{}, session.Silence{},
	session.Button{}, session.Command{}, session.Choose{}, session.Typed{}, session.Interrupted{}, session.Resumed{},
	session.Ears{},
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
	if !slices.ContainsFunc(pageEvents, func(p session.Event) bool { return p.Kind() == e.Kind() }) {
		return nil, study.Errorf(study.Invalid, "the page cannot hand out cards")
	}
	return e, nil
}

// eventRoute returns the route that takes the events of the page.
func (a *API) eventRoute(pattern string) Route {
	return gets(pattern, a.postSession).taking(reflect.TypeFor[session.Event]())
}

func (a *API) postSession(r *http.Request) (Turn, error) {
	e, err := readEvent(r)
	if err != nil {
		return Turn{}, err
	}
	// The program's clock decides, not the page's.
	t, err := a.conv.Step(r.Context(), session.Timed(e, a.lib.Now()))
	if err != nil {
		return Turn{}, err
	}
	return a.turn(r.Context(), t)
}
