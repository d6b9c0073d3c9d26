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

func (a *API) getSettings(r *http.Request) (SettingsPage, error) {
	s, err := a.lib.Settings(r.Context())
	return settingsPage(s), err
}

func (a *API) putSettings(r *http.Request) (SettingsPage, error) {
	b, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return SettingsPage{}, study.Because(err, study.Invalid, "the settings sent are too long")
	}
	s, err := a.lib.ChangeSettings(r.Context(), json.RawMessage(b), true)
	return settingsPage(s), err
}

// SettingsPage holds what the settings page needs.
type SettingsPage struct {
	Values    library.Settings `json:"values"`
	Profiles  []ProfileLine    `json:"profiles"`
	Languages []string         `json:"languages"`
}

// ProfileLine is a profile with its description in the learner's language.
type ProfileLine struct {
	ID    string         `json:"id"`
	Title string         `json:"title"`
	About string         `json:"about"`
	Modes []session.Mode `json:"modes"`
}

func settingsPage(s library.Settings) SettingsPage {
	p := SettingsPage{Values: s, Languages: intent.Languages()}
	for _, prof := range session.Profiles {
		title, about := prof.Text(s.Lang)
		p.Profiles = append(p.Profiles, ProfileLine{prof.Name, title, about, prof.Modes})
	}
	return p
}
