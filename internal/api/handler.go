package api

import (
	"net/http"
	"strings"

	"carrel/internal/backups"
	"carrel/internal/library"
	"carrel/internal/study"
)

// Handler serves every route under /api/. docs/api.md describes the routes; a
// golden test holds their list.
func (a *API) Handler() http.Handler {
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
func (a *API) routes() []route {
	return []route{
		{"GET /api/status", handle(func(r *http.Request) (Status, error) { return a.Status(r.Context()) })},
		{"GET /api/decks", handle(func(r *http.Request) (map[string][]library.DeckLine, error) {
			d, err := a.lib.Decks(r.Context())
			return map[string][]library.DeckLine{"decks": d}, err
		})},
		{"POST /api/decks/{id}", handle(a.postDeck)},
		{"POST /api/decks/{id}/erase", handle(func(r *http.Request) (empty, error) {
			return empty{}, a.lib.EraseDeck(r.Context(), r.PathValue("id"))
		})},
		{"GET /api/packs", handle(func(r *http.Request) (map[string][]library.PackLine, error) {
			p, err := a.lib.Packs(r.Context())
			return map[string][]library.PackLine{"packs": p}, err
		})},
		{"POST /api/packs/{id}", a.postPack},
		{"POST /api/import", a.postImport},
		{"GET /api/backups", handle(func(r *http.Request) (library.BackupList, error) { return a.lib.Backups(r.Context()) })},
		{"POST /api/backups", handle(func(r *http.Request) (library.BackupList, error) {
			if _, err := a.lib.BackUp(r.Context(), backups.Asked, nil); err != nil {
				return library.BackupList{}, err
			}
			return a.lib.Backups(r.Context())
		})},
		{"GET /api/backups/{name}", a.getBackup},
		{"DELETE /api/backups", handle(func(r *http.Request) (library.BackupList, error) {
			if err := a.lib.EraseBackups(r.Context()); err != nil {
				return library.BackupList{}, err
			}
			return a.lib.Backups(r.Context())
		})},
		{"GET /api/export", a.getExport},
		{"GET /api/due", handle(func(r *http.Request) (library.DueCounts, error) {
			return a.lib.Due(r.Context(), a.lib.Now(), r.URL.Query().Get("deck"))
		})},
		{"GET /api/cards", handle(a.getCards)},
		{"POST /api/cards/{id}/suspend", handle(a.postSuspend)},
		{"POST /api/cards/{id}/retention", handle(a.postRetention)},
		{"POST /api/cards/{id}/erase", handle(func(r *http.Request) (empty, error) {
			id, err := study.ParseID(r.PathValue("id"))
			if err != nil {
				return empty{}, err
			}
			return empty{}, a.lib.EraseCard(r.Context(), id)
		})},
		{"GET /api/readings", handle(func(r *http.Request) (map[string][]library.ReadingLine, error) {
			l, err := a.lib.Readings(r.Context())
			return map[string][]library.ReadingLine{"readings": l}, err
		})},
		{"GET /api/readings/{id}", handle(func(r *http.Request) (library.ReadingPage, error) {
			return a.lib.Reading(r.Context(), r.PathValue("id"))
		})},
		{"POST /api/readings/{id}", handle(a.postReading)},
		{"POST /api/readings/{id}/erase", handle(func(r *http.Request) (empty, error) {
			return empty{}, a.lib.EraseReading(r.Context(), r.PathValue("id"))
		})},
		{"GET /api/session", handle(a.getSession)},
		{"POST /api/session", handle(a.postSession)},
		{"GET /api/clip/{key}", a.getClip},
		{"POST /api/speak", a.postSpeak},
		{"POST /api/transcribe", handle(a.postTranscribe)},
		{"POST /api/transcript", handle(a.postTranscript)},
		{"POST /api/wyoming", handle(a.postWyoming)},
		{"GET /api/mic-check", handle(a.getMicCheck)},
		{"GET /api/enrolment", handle(func(r *http.Request) (library.Enrolment, error) { return a.lib.Enrolment(r.Context()) })},
		{"GET /api/enrolment/words", handle(a.getEnrolmentWords)},
		{"PUT /api/enrolment", handle(a.putEnrolment)},
		{"DELETE /api/enrolment", handle(func(r *http.Request) (empty, error) {
			return empty{}, a.lib.PutEnrolment(r.Context(), library.Enrolment{})
		})},
		{"GET /api/voices", handle(a.getVoices)},
		{"GET /api/earcon/{name}", a.getEarcon},
		{"GET /api/media/{name...}", a.getMedia},
		{"GET /api/progress", handle(func(r *http.Request) (library.Progress, error) { return a.lib.Progress(r.Context(), a.lib.Now()) })},
		{"GET /api/workload", handle(func(r *http.Request) (map[string][]library.WorkloadPoint, error) {
			p, err := a.lib.Workload(r.Context(), library.WorkloadOptions{NewPerDay: -1, Step: 0.02}, a.lib.Now())
			return map[string][]library.WorkloadPoint{"points": p}, err
		})},
		{"GET /api/settings", handle(a.getSettings)},
		{"PUT /api/settings", handle(a.putSettings)},
		{"GET /api/what-leaves", handle(func(r *http.Request) (map[string][]string, error) {
			l, err := a.lib.WhatLeaves(r.Context())
			return map[string][]string{"lines": l}, err
		})},
		{"POST /api/erase", handle(a.postErase)},
	}
}

// Routes lists the patterns of the API's routes.
func (a *API) Routes() []string {
	var out []string
	for _, r := range a.routes() {
		out = append(out, r.pattern)
	}
	return out
}

const eraseWords = "erase everything"

func (a *API) postErase(r *http.Request) (empty, error) {
	var b struct {
		Confirm string `json:"confirm"`
	}
	if err := readJSON(r, &b); err != nil {
		return empty{}, err
	}
	if strings.ToLower(strings.TrimSpace(b.Confirm)) != eraseWords {
		return empty{}, study.Errorf(study.Invalid, "nothing was erased: to erase everything, type %q", eraseWords)
	}
	return empty{}, a.lib.Erase(r.Context())
}
