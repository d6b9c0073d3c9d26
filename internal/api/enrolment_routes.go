package api

import (
	"net/http"

	"carrel/internal/intent"
	"carrel/internal/library"
)

func (a *API) putEnrolment(r *http.Request) (empty, error) {
	var e library.Enrolment
	if err := readJSON(r, &e); err != nil {
		return empty{}, err
	}
	return empty{}, a.lib.PutEnrolment(r.Context(), e)
}

// getEnrolmentWords returns the phrases to say, in the form used by the
// microphone check.
func (a *API) getEnrolmentWords(r *http.Request) (MicCheck, error) {
	s, err := a.lib.Settings(r.Context())
	if err != nil {
		return MicCheck{}, err
	}
	return commandsToSay(s.Lang, intent.Taught(s.Lang))
}
