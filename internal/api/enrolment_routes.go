package api

import (
	"net/http"

	"carrel/internal/intent"
)

// getEnrolmentWords returns the phrases to say, in the form used by the
// microphone check.
func (a *API) getEnrolmentWords(r *http.Request) (MicCheck, error) {
	s, err := a.lib.Settings(r.Context())
	if err != nil {
		return MicCheck{}, err
	}
	return commandsToSay(s.Lang, intent.Taught(s.Lang))
}
