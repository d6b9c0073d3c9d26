package api

import (
	"net/http"
	"reflect"
	"slices"
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
		mux.HandleFunc(r.Pattern, r.serve)
	}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, study.Errorf(study.NotFound, "there is no %s %s here", r.Method, r.URL.Path))
	})
	return mux
}

// routes lists the whole API. No route lets one person see another's data:
// whoever holds the device is the learner.
func (a *API) routes() []Route {
	return slices.Concat(a.collectionRoutes(), a.sessionRoutes(), a.learnerRoutes())
}

// collectionRoutes lists the routes to decks, cards, readings and files.
func (a *API) collectionRoutes() []Route {
	lib := a.lib
	return []Route{
		gets("GET /api/status", func(r *http.Request) (Status, error) { return a.Status(r.Context()) }).
			note("the page asks for it first"),
		gets("GET /api/decks", func(r *http.Request) (Decks, error) {
			d, err := lib.Decks(r.Context())
			return Decks{d}, err
		}),
		takes("POST /api/decks/{id}", func(r *http.Request, c library.DeckChange) (library.Deck, error) {
			return lib.ChangeDeck(r.Context(), r.PathValue("id"), c)
		}),
		does("POST /api/decks/{id}/erase", func(r *http.Request) error { return lib.EraseDeck(r.Context(), r.PathValue("id")) }),
		gets("GET /api/packs", func(r *http.Request) (Packs, error) {
			p, err := lib.Packs(r.Context())
			return Packs{p}, err
		}),
		sends("POST /api/packs/{id}", a.postPack).
			note("the answer is a stream of `ImportLine`, as for import"),
		sends("POST /api/import", a.postImport).with("name=FILE").
			note("body: the file's bytes. The answer is a stream of `ImportLine` (NDJSON); the last has `result` or `error`. Only preferences are taken from a file"),
		gets("GET /api/backups", func(r *http.Request) (library.BackupList, error) { return lib.Backups(r.Context()) }),
		gets("POST /api/backups", func(r *http.Request) (library.BackupList, error) {
			if _, err := lib.BackUp(r.Context(), backups.Asked, nil); err != nil {
				return library.BackupList{}, err
			}
			return lib.Backups(r.Context())
		}).note("makes a backup"),
		sends("GET /api/backups/{name}", a.getBackup).
			note("one backup as an attachment (JSON lines), with its media in it"),
		gets("DELETE /api/backups", func(r *http.Request) (library.BackupList, error) {
			if err := lib.EraseBackups(r.Context()); err != nil {
				return library.BackupList{}, err
			}
			return lib.Backups(r.Context())
		}).note("deletes all automatic backups"),
		sends("GET /api/export", a.getExport).with("format=backup&deck=ID").
			note("the backup (JSON lines) or another format, as an attachment. The last line of a backup is `{\"end\":true}`, or `{\"end\":false,\"missing\":2}` if two parts of the collection could not be read"),
		gets("GET /api/due", func(r *http.Request) (library.DueCounts, error) {
			return lib.Due(r.Context(), lib.Now(), r.URL.Query().Get("deck"))
		}).with("deck=ID"),
		gets("GET /api/cards", a.getCards).with("deck=ID&q=TEXT&offset=0&limit=50"),
		takes("POST /api/cards/{id}/suspend", a.postSuspend),
		takes("POST /api/cards/{id}/retention", a.postRetention),
		does("POST /api/cards/{id}/erase", func(r *http.Request) error {
			id, err := card(r)
			if err != nil {
				return err
			}
			return lib.EraseCard(r.Context(), id)
		}).note("erases the card's note and all of its cards permanently"),
		gets("GET /api/readings", func(r *http.Request) (Readings, error) {
			l, err := lib.Readings(r.Context())
			return Readings{l}, err
		}),
		gets("GET /api/readings/{id}", func(r *http.Request) (library.ReadingPage, error) {
			return lib.Reading(r.Context(), r.PathValue("id"))
		}),
		takes("POST /api/readings/{id}", a.postReading),
		does("POST /api/readings/{id}/erase", func(r *http.Request) error { return lib.EraseReading(r.Context(), r.PathValue("id")) }).
			note("erases the text or recording and the place permanently; its questions stay"),
	}
}

// sessionRoutes lists the routes that a session needs: its turns, sounds and microphone.
func (a *API) sessionRoutes() []Route {
	lib := a.lib
	return []Route{
		gets("GET /api/session", a.getSession).
			note("resumes the session, paused"),
		a.eventRoute("POST /api/session"),
		sends("GET /api/clip/{key}", a.getClip).
			note("audio/wav"),
		sends("POST /api/speak", a.postSpeak).taking(reflect.TypeFor[Trial]()).
			note("audio/wav, to try a voice"),
		gets("POST /api/transcribe", a.postTranscribe).with("lang=en").
			note("body: one utterance, 16-bit mono PCM at 16 kHz, 15 s at most. It is sent to the Wyoming server in the settings, only if `recogniser` is `wyoming` and `wyoming_hear` is set (else 503)"),
		takes("POST /api/transcript", a.postTranscript).
			note("for text from the browser's own recogniser"),
		takes("POST /api/wyoming", a.postWyoming).
			note("asks the server at this address for its name and services"),
		gets("GET /api/mic-check", a.getMicCheck),
		gets("GET /api/enrolment", func(r *http.Request) (library.Enrolment, error) { return lib.Enrolment(r.Context()) }).
			note("templates of how the learner says some commands. They are in no backup or export"),
		gets("GET /api/enrolment/words", a.getEnrolmentWords).
			note("the commands that can be taught, in the app's language"),
		takes("PUT /api/enrolment", func(r *http.Request, e library.Enrolment) (Nothing, error) {
			return Nothing{}, lib.PutEnrolment(r.Context(), e)
		}).note("replaces the earlier templates. It takes only phrases from `api/enrolment/words`, once each, .25 to 3 s"),
		does("DELETE /api/enrolment", func(r *http.Request) error { return lib.PutEnrolment(r.Context(), library.Enrolment{}) }).
			note("deletes the templates, on the disk too"),
		gets("GET /api/voices", a.getVoices),
		sends("GET /api/earcon/{name}", a.getEarcon).
			note("audio/wav: `EarconName` and `.wav`"),
		sends("GET /api/media/{name...}", a.getMedia).
			note("a file of the collection"),
	}
}

// learnerRoutes lists the routes to the learner's progress and settings.
func (a *API) learnerRoutes() []Route {
	lib := a.lib
	return []Route{
		gets("GET /api/progress", func(r *http.Request) (library.Progress, error) { return lib.Progress(r.Context(), lib.Now()) }),
		gets("GET /api/workload", func(r *http.Request) (Workload, error) {
			p, err := lib.Workload(r.Context(), library.WorkloadOptions{NewPerDay: -1, Step: 0.02}, lib.Now())
			return Workload{p}, err
		}).note("takes about a second"),
		gets("GET /api/settings", a.getSettings),
		gets("PUT /api/settings", a.putSettings).takingPart(reflect.TypeFor[library.Settings]()),
		gets("GET /api/what-leaves", func(r *http.Request) (WhatLeaves, error) {
			l, err := lib.WhatLeaves(r.Context())
			return WhatLeaves{l}, err
		}),
		takes("POST /api/erase", a.postErase),
	}
}

const eraseWords = "erase everything"

// EraseEverything has the words that the learner types to erase everything.
type EraseEverything struct {
	Confirm string `json:"confirm"` // "erase everything"
}

func (a *API) postErase(r *http.Request, b EraseEverything) (Nothing, error) {
	if strings.ToLower(strings.TrimSpace(b.Confirm)) != eraseWords {
		return Nothing{}, study.Errorf(study.Invalid, "nothing was erased: to erase everything, type %q", eraseWords)
	}
	return Nothing{}, a.lib.Erase(r.Context())
}
