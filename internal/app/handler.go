package app

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"carrel/internal/backups"
	"carrel/internal/intent"
	"carrel/internal/session"
	"carrel/internal/study"
)

// Handler serves every route under /api/. docs/api.md describes the routes; a
// golden test holds their list.
func (a *App) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range a.routes() {
		mux.HandleFunc(r.pattern, r.serve)
	}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, study.Errorf(study.NotFound, "there is no %s %s here", r.Method, r.URL.Path))
	})
	return mux
}

type route struct {
	pattern string
	serve   http.HandlerFunc
}

type empty struct{}

// routes lists the whole API. No route lets one person see another's data:
// whoever holds the device is the learner.
func (a *App) routes() []route {
	return []route{
		{"GET /api/status", handle(func(r *http.Request) (Status, error) { return a.Status(r.Context()) })},
		{"GET /api/decks", handle(func(r *http.Request) (map[string][]DeckLine, error) {
			d, err := a.Decks(r.Context())
			return map[string][]DeckLine{"decks": d}, err
		})},
		{"POST /api/decks/{id}", handle(a.postDeck)},
		{"POST /api/decks/{id}/erase", handle(func(r *http.Request) (empty, error) {
			return empty{}, a.EraseDeck(r.Context(), r.PathValue("id"))
		})},
		{"GET /api/packs", handle(func(r *http.Request) (map[string][]PackLine, error) {
			p, err := a.Packs(r.Context())
			return map[string][]PackLine{"packs": p}, err
		})},
		{"POST /api/packs/{id}", a.postPack},
		{"POST /api/import", a.postImport},
		{"GET /api/backups", handle(func(r *http.Request) (BackupList, error) { return a.Backups(r.Context()) })},
		{"POST /api/backups", handle(func(r *http.Request) (BackupList, error) {
			if _, err := a.BackUp(r.Context(), backups.Asked, nil); err != nil {
				return BackupList{}, err
			}
			return a.Backups(r.Context())
		})},
		{"GET /api/backups/{name}", a.getBackup},
		{"DELETE /api/backups", handle(func(r *http.Request) (BackupList, error) {
			if err := a.EraseBackups(r.Context()); err != nil {
				return BackupList{}, err
			}
			return a.Backups(r.Context())
		})},
		{"GET /api/export", a.getExport},
		{"GET /api/due", handle(func(r *http.Request) (DueCounts, error) {
			return a.Due(r.Context(), a.now(), r.URL.Query().Get("deck"))
		})},
		{"GET /api/cards", handle(a.getCards)},
		{"POST /api/cards/{id}/suspend", handle(a.postSuspend)},
		{"POST /api/cards/{id}/retention", handle(a.postRetention)},
		{"POST /api/cards/{id}/erase", handle(func(r *http.Request) (empty, error) {
			id, err := study.ParseID(r.PathValue("id"))
			if err != nil {
				return empty{}, err
			}
			return empty{}, a.EraseCard(r.Context(), id)
		})},
		{"GET /api/readings", handle(func(r *http.Request) (map[string][]ReadingLine, error) {
			l, err := a.Readings(r.Context())
			return map[string][]ReadingLine{"readings": l}, err
		})},
		{"GET /api/readings/{id}", handle(func(r *http.Request) (ReadingPage, error) { return a.Reading(r.Context(), r.PathValue("id")) })},
		{"POST /api/readings/{id}", handle(a.postReading)},
		{"POST /api/readings/{id}/erase", handle(func(r *http.Request) (empty, error) {
			return empty{}, a.EraseReading(r.Context(), r.PathValue("id"))
		})},
		{"GET /api/session", handle(a.getSession)},
		{"POST /api/session", handle(a.postSession)},
		{"GET /api/clip/{key}", a.getClip},
		{"POST /api/speak", a.postSpeak},
		{"POST /api/transcribe", handle(a.postTranscribe)},
		{"POST /api/transcript", handle(a.postTranscript)},
		{"POST /api/wyoming", handle(a.postWyoming)},
		{"GET /api/mic-check", handle(a.getMicCheck)},
		{"GET /api/enrolment", handle(func(r *http.Request) (Enrolment, error) { return a.Enrolment(r.Context()) })},
		{"GET /api/enrolment/words", handle(a.getEnrolmentWords)},
		{"PUT /api/enrolment", handle(a.putEnrolment)},
		{"DELETE /api/enrolment", handle(func(r *http.Request) (empty, error) { return empty{}, a.PutEnrolment(r.Context(), Enrolment{}) })},
		{"GET /api/voices", handle(a.getVoices)},
		{"GET /api/earcon/{name}", a.getEarcon},
		{"GET /api/media/{name...}", a.getMedia},
		{"GET /api/progress", handle(func(r *http.Request) (Progress, error) { return a.Progress(r.Context(), a.now()) })},
		{"GET /api/workload", handle(func(r *http.Request) (map[string][]WorkloadPoint, error) {
			p, err := a.Workload(r.Context(), WorkloadOptions{NewPerDay: -1, Step: 0.02}, a.now())
			return map[string][]WorkloadPoint{"points": p}, err
		})},
		{"GET /api/settings", handle(a.getSettings)},
		{"PUT /api/settings", handle(a.putSettings)},
		{"GET /api/what-leaves", handle(func(r *http.Request) (map[string][]string, error) {
			l, err := a.WhatLeaves(r.Context())
			return map[string][]string{"lines": l}, err
		})},
		{"POST /api/erase", handle(a.postErase)},
	}
}

// Routes lists the patterns of the API's routes.
func (a *App) Routes() []string {
	var out []string
	for _, r := range a.routes() {
		out = append(out, r.pattern)
	}
	return out
}

func (a *App) postDeck(r *http.Request) (DeckLine, error) {
	var c DeckChange
	if err := readJSON(r, &c); err != nil {
		return DeckLine{}, err
	}
	return a.ChangeDeck(r.Context(), r.PathValue("id"), c)
}

func (a *App) getCards(r *http.Request) (CardPage, error) {
	q := r.URL.Query()
	f := CardFilter{Deck: q.Get("deck"), Text: q.Get("q")}
	offset, err := number(q, "offset", 0, 1<<31)
	if err != nil {
		return CardPage{}, err
	}
	limit, err := number(q, "limit", 50, 500)
	if err != nil {
		return CardPage{}, err
	}
	return a.CardPage(r.Context(), f, offset, limit)
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

func (a *App) postSuspend(r *http.Request) (empty, error) {
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
	_, err = a.store.Suspend(r.Context(), id, b.Suspended, study.At(a.now()))
	return empty{}, err
}

func (a *App) postRetention(r *http.Request) (CardLine, error) {
	id, err := study.ParseID(r.PathValue("id"))
	if err != nil {
		return CardLine{}, err
	}
	var b struct {
		Retention float64 `json:"retention"`
	}
	if err := readJSON(r, &b); err != nil {
		return CardLine{}, err
	}
	return a.SetRetention(r.Context(), id, b.Retention)
}

func (a *App) getSession(r *http.Request) (any, error) {
	t, ok, err := a.OpenSession(r.Context())
	if err != nil {
		return nil, err
	}
	if !ok {
		return map[string]any{"view": nil}, nil
	}
	return a.pageTurn(r.Context(), t)
}

func (a *App) postSession(r *http.Request) (any, error) {
	var e session.Event
	if err := readJSON(r, &e); err != nil {
		return nil, err
	}
	e.Now = a.now() // the program's clock decides, not the page's
	if e.Event == session.Card || e.Event == session.Exhausted || e.Event == session.Passage {
		return nil, study.Errorf(study.Invalid, "the page cannot hand out cards")
	}
	e.Question, e.Passage = nil, nil
	t, err := a.Session(r.Context(), e)
	if err != nil {
		return nil, err
	}
	return a.pageTurn(r.Context(), t)
}

func (a *App) getSettings(r *http.Request) (SettingsPage, error) {
	s, err := a.Settings(r.Context())
	return settingsPage(s), err
}

func (a *App) putSettings(r *http.Request) (SettingsPage, error) {
	b, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return SettingsPage{}, study.Because(err, study.Invalid, "the settings sent are too long")
	}
	s, err := a.ChangeSettings(r.Context(), json.RawMessage(b), true)
	return settingsPage(s), err
}

// SettingsPage holds what the settings page needs.
type SettingsPage struct {
	Values    Settings      `json:"values"`
	Profiles  []ProfileLine `json:"profiles"`
	Languages []string      `json:"languages"`
}

// ProfileLine is a profile with its description in the learner's language.
type ProfileLine struct {
	ID    string         `json:"id"`
	Title string         `json:"title"`
	About string         `json:"about"`
	Modes []session.Mode `json:"modes"`
}

func settingsPage(s Settings) SettingsPage {
	p := SettingsPage{Values: s, Languages: intent.Languages()}
	for _, prof := range session.Profiles {
		title, about := prof.Text(s.Lang)
		p.Profiles = append(p.Profiles, ProfileLine{prof.Name, title, about, prof.Modes})
	}
	return p
}

const eraseWords = "erase everything"

func (a *App) postErase(r *http.Request) (empty, error) {
	var b struct {
		Confirm string `json:"confirm"`
	}
	if err := readJSON(r, &b); err != nil {
		return empty{}, err
	}
	if strings.ToLower(strings.TrimSpace(b.Confirm)) != eraseWords {
		return empty{}, study.Errorf(study.Invalid, "nothing was erased: to erase everything, type %q", eraseWords)
	}
	return empty{}, a.Erase(r.Context())
}
