package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"carrel/internal/api"
	"carrel/internal/library"
	"carrel/internal/session"
	"carrel/internal/study"
	"carrel/internal/voice"
)

type object = map[string]any

// fake answers the calls of docs/api.md with fixed data.
type fake struct {
	http.ServeMux
	mu       sync.Mutex
	settings object
	turn     int
	// events has the events that the page sent to the session, for tests.
	events []object
	// down ends connections without an answer, as a stopped program does.
	down atomic.Bool
	// hangs takes calls and answers none until it is false again.
	hangs atomic.Bool
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.down.Load() {
		panic(http.ErrAbortHandler)
	}
	for f.hangs.Load() && r.Context().Err() == nil {
		time.Sleep(20 * time.Millisecond)
	}
	f.ServeMux.ServeHTTP(w, r)
}

func newFake() *fake {
	f := &fake{settings: settings()}
	f.get("/api/status", func(r *http.Request) any {
		s := scene(r)
		return api.Status{Version: "0.1.0-dev", Host: library.Native, Empty: s == "empty", Voice: voice.Status{Engine: "flite", Ready: true}}
	})
	f.get("/api/decks", func(r *http.Request) any {
		if scene(r) == "empty" {
			return api.Decks{}
		}
		return as[api.Decks](object{"decks": decks})
	})
	f.get("/api/packs", func(*http.Request) any { return as[api.Packs](object{"packs": packs}) })
	f.get("/api/due", func(r *http.Request) any {
		if scene(r) == "nothing" {
			return library.DueCounts{Next: study.At(time.Now().Add(20 * time.Hour))}
		}
		return library.DueCounts{New: 12, Learning: 3, Review: 41}
	})
	f.get("/api/cards", func(*http.Request) any { return as[library.CardPage](object{"total": 118, "cards": cards()}) })
	f.get("/api/progress", func(*http.Request) any { return as[library.Progress](progress()) })
	f.get("/api/workload", func(*http.Request) any { return as[api.Workload](workload()) })
	f.get("/api/enrolment", func(*http.Request) any { return library.Enrolment{} })
	f.get("/api/voices", func(*http.Request) any { return as[api.Voices](object{"voices": voices}) })
	f.get("/api/what-leaves", func(*http.Request) any { return api.WhatLeaves{Lines: leaves} })
	f.get("/api/settings", func(*http.Request) any { return f.settingsAnswer() })
	f.HandleFunc("PUT /api/settings", func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		json.NewDecoder(r.Body).Decode(&f.settings)
		f.mu.Unlock()
		reply(w, f.settingsAnswer())
	})
	f.get("/api/session", func(r *http.Request) any {
		if v := views[scene(r)]; v != nil {
			return api.Turn{Turn: 1, View: v}
		}
		return api.Turn{}
	})
	f.HandleFunc("POST /api/session", f.session)
	f.HandleFunc("POST /api/import", importing)
	f.HandleFunc("POST /api/packs/{id}", importing)
	f.HandleFunc("POST /api/cards/{id}/{what}", func(w http.ResponseWriter, r *http.Request) { reply(w, object{}) })
	f.HandleFunc("POST /api/decks/{id}", func(w http.ResponseWriter, r *http.Request) {
		c := object{}
		json.NewDecoder(r.Body).Decode(&c)
		reply(w, c)
	})
	f.HandleFunc("GET /api/earcon/{name}", func(w http.ResponseWriter, r *http.Request) { tone(w, 660, 180) })
	f.HandleFunc("GET /api/clip/{key}", func(w http.ResponseWriter, r *http.Request) {
		ms := 700
		if r.PathValue("key") == "long.wav" {
			ms = 60000 // long enough to be still playing when a slow test presses a key
		}
		tone(w, 220, ms)
	})
	f.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		reply(w, api.Failure{Error: api.Problem{Kind: study.NotFound, Message: "There is no such thing here."}})
	})
	return f
}

func (f *fake) get(path string, answer func(*http.Request) any) {
	f.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { reply(w, answer(r)) })
}

// scene reads the cookie that pageHandler sets from the page's address. The page sends no
// referrer, so requests to the API do not have that address.
func scene(r *http.Request) string {
	if c, err := r.Cookie("scene"); err == nil {
		return c.Value
	}
	return ""
}

func (f *fake) settingsAnswer() api.SettingsAnswer {
	f.mu.Lock()
	defer f.mu.Unlock()
	return as[api.SettingsAnswer](object{"values": f.settings, "profiles": profiles, "languages": []string{"en", "fr"}})
}

// session answers every event with the view of the scene; stop ends the session.
func (f *fake) session(w http.ResponseWriter, r *http.Request) {
	var e object
	json.NewDecoder(r.Body).Decode(&e)
	f.mu.Lock()
	f.turn++
	turn := f.turn
	f.events = append(f.events, e)
	f.mu.Unlock()
	if e["command"] == "stop" {
		sum := session.Summary{Reviews: 17, Right: 14, Minutes: 6, Skipped: 2}
		reply(w, api.Turn{Turn: turn, View: &session.View{Phase: session.Finished, Profile: session.Desk, Mode: session.Due, Done: 17, Rate: 1},
			Effects: []api.Effect{api.Finish{Reason: session.FinishStopped, Summary: sum}}})
		return
	}
	switch {
	case scene(r) == "long" && e["event"] == "start":
		reply(w, api.Turn{Turn: turn, Effects: []api.Effect{say("long")}, View: views["asking"]})
		return
	case scene(r) == "flow", scene(r) == "long":
		reply(w, api.Turn{Turn: turn, Effects: flow(e), View: views["asking"]})
		return
	}
	v := views[scene(r)]
	if v == nil {
		v = views["asking"]
	}
	var effects []api.Effect
	if e["event"] == "start" || e["command"] == "resume" {
		effects = append(effects,
			api.Say{Role: session.RoleQuestion, Text: "What is the capital of Iceland?", Clips: []api.Clip{{URL: fmt.Sprintf("api/clip/q%d.wav", turn), Text: "What is the capital of Iceland?", Lang: "en"}}},
			yourTurn, api.Listen{})
	}
	reply(w, api.Turn{Turn: turn, Effects: effects, View: v})
}

func say(key string) api.Effect {
	return api.Say{Role: session.RoleQuestion, Text: key, Clips: []api.Clip{{URL: "api/clip/" + key + ".wav", Text: key, Lang: "en"}}}
}

var yourTurn = api.Earcon{Name: session.YourTurn, URL: "api/earcon/your-turn.wav"}

// flow is a short conversation: a question and 400 ms to answer; after silence a prompt; then
// the end.
func flow(e object) []api.Effect {
	switch {
	case e["event"] == "start":
		return []api.Effect{say("question"), yourTurn, api.Listen{TimeoutMS: 400}}
	case e["event"] == "silence":
		return []api.Effect{say("prompt")}
	case e["command"] == "repeat":
		return []api.Effect{say("again"), api.Listen{}}
	case e["event"] == "clip_ended":
		return []api.Effect{api.Finish{Reason: session.FinishDone, Summary: session.Summary{Reviews: 1, Right: 1, Minutes: 1}}}
	}
	return nil
}

func importing(w http.ResponseWriter, r *http.Request) {
	e := json.NewEncoder(w)
	for i := 0; i <= 10; i++ {
		e.Encode(api.ImportLine{Progress: &api.ImportProgress{Done: int64(i * 100), Total: 1000, What: "notes"}})
		http.NewResponseController(w).Flush()
		time.Sleep(50 * time.Millisecond)
	}
	name, _ := url.QueryUnescape(r.URL.Query().Get("name"))
	e.Encode(api.ImportLine{Result: &study.ImportResult{File: name, Format: "apkg", Notes: 1000, Cards: 1280, Reviews: 5120, Media: 12, Duplicates: 3,
		Skipped: []study.Skip{{What: "note 17", Why: "It has no field that could be asked."}, {What: "map.svg", Why: "The package names it but does not hold it."}}}})
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(api.Listed(v))
}

// as reads an answer into the type that the API sends, so that the fake cannot send anything
// else.
func as[T any](answer any) T {
	var out T
	text, err := json.Marshal(answer)
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		err = d.Decode(&out)
	}
	if err != nil {
		panic(fmt.Sprintf("the fake's answer is no %T: %v", out, err))
	}
	return out
}
