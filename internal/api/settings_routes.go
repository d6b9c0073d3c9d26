package api

import (
	"encoding/json"
	"io"
	"net/http"

	"carrel/internal/intent"
	"carrel/internal/library"
	"carrel/internal/session"
	"carrel/internal/study"
)

func (a *API) getSettings(r *http.Request) (SettingsAnswer, error) {
	s, err := a.lib.Settings(r.Context())
	return settingsAnswer(s), err
}

func (a *API) putSettings(r *http.Request) (SettingsAnswer, error) {
	b, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return SettingsAnswer{}, study.Because(err, study.Invalid, "the settings sent are too long")
	}
	s, err := a.lib.ChangeSettings(r.Context(), json.RawMessage(b), true)
	return settingsAnswer(s), err
}

// SettingsAnswer holds what the settings page needs.
type SettingsAnswer struct {
	Values    library.Settings `json:"values"`
	Profiles  []Profile        `json:"profiles"`
	Languages []string         `json:"languages"`
}

// Profile is a profile with its description in the learner's language.
type Profile struct {
	ID    session.ProfileID `json:"id"`
	Title string            `json:"title"`
	About string            `json:"about"`
	Modes []session.Mode    `json:"modes"`
	Ears  bool              `json:"ears"` // the profile is meant to be used by voice
}

func settingsAnswer(s library.Settings) SettingsAnswer {
	p := SettingsAnswer{Values: s, Languages: intent.Languages()}
	for _, prof := range session.Profiles {
		title, about := prof.Text(s.Lang)
		p.Profiles = append(p.Profiles, Profile{prof.Name, title, about, prof.Modes, prof.NeedsEars()})
	}
	return p
}
