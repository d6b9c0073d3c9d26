package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
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
		return object{"version": "0.1.0-dev", "host": "native", "empty": s == "empty", "voice": object{"engine": "flite", "ready": true, "why": ""}, "session": false}
	})
	f.get("/api/decks", func(r *http.Request) any {
		if scene(r) == "empty" {
			return object{"decks": []any{}}
		}
		return object{"decks": decks}
	})
	f.get("/api/packs", func(*http.Request) any { return object{"packs": packs} })
	f.get("/api/due", func(r *http.Request) any {
		if scene(r) == "nothing" {
			return object{"new": 0, "learning": 0, "review": 0, "next": time.Now().Add(20 * time.Hour).UnixMilli()}
		}
		return object{"new": 12, "learning": 3, "review": 41, "next": 0}
	})
	f.get("/api/cards", func(*http.Request) any { return object{"total": 118, "cards": cards()} })
	f.get("/api/progress", func(*http.Request) any { return progress() })
	f.get("/api/workload", func(*http.Request) any { return workload() })
	f.get("/api/enrolment", func(*http.Request) any { return object{"templates": []any{}} })
	f.get("/api/voices", func(*http.Request) any { return object{"voices": voices} })
	f.get("/api/what-leaves", func(*http.Request) any { return object{"lines": leaves} })
	f.get("/api/settings", func(*http.Request) any { return f.settingsPage() })
	f.HandleFunc("PUT /api/settings", func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		json.NewDecoder(r.Body).Decode(&f.settings)
		f.mu.Unlock()
		reply(w, f.settingsPage())
	})
	f.get("/api/session", func(r *http.Request) any {
		if v := views[scene(r)]; v != nil {
			return object{"turn": 1, "effects": []any{}, "view": v}
		}
		return object{"view": nil}
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
		reply(w, object{"error": object{"kind": "not_found", "message": "There is no such thing here."}})
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

func (f *fake) settingsPage() object {
	f.mu.Lock()
	defer f.mu.Unlock()
	return object{"values": f.settings, "profiles": profiles, "languages": []string{"en", "fr"}}
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
		sum := object{"reviews": 17, "right": 14, "minutes": 6, "skipped": 2}
		reply(w, object{"turn": turn, "view": object{"phase": "finished", "profile": "desk", "mode": "due", "can": []any{}, "done": 17, "left": 0, "rate": 1},
			"effects": []any{object{"effect": "finish", "reason": "stopped", "summary": sum}}})
		return
	}
	switch {
	case scene(r) == "long" && e["event"] == "start":
		reply(w, object{"turn": turn, "effects": []any{say("long")}, "view": views["asking"]})
		return
	case scene(r) == "flow", scene(r) == "long":
		reply(w, object{"turn": turn, "effects": flow(e), "view": views["asking"]})
		return
	}
	v := views[scene(r)]
	if v == nil {
		v = views["asking"]
	}
	effects := []any{}
	if e["event"] == "start" || e["command"] == "resume" {
		effects = append(effects,
			object{"effect": "say", "role": "question", "text": "What is the capital of Iceland?", "clips": []any{object{"url": fmt.Sprintf("api/clip/q%d.wav", turn), "text": "What is the capital of Iceland?", "lang": "en"}}},
			object{"effect": "earcon", "name": "your-turn", "url": "api/earcon/your-turn.wav"},
			object{"effect": "listen", "timeout_ms": 0})
	}
	reply(w, object{"turn": turn, "effects": effects, "view": v})
}

func say(key string) object {
	return object{"effect": "say", "role": "question", "text": key, "clips": []any{object{"url": "api/clip/" + key + ".wav", "text": key, "lang": "en"}}}
}

// flow is a short conversation: a question and 400 ms to answer; after silence a prompt; then
// the end.
func flow(e object) []any {
	switch {
	case e["event"] == "start":
		return []any{say("question"), object{"effect": "earcon", "name": "your-turn", "url": "api/earcon/your-turn.wav"}, object{"effect": "listen", "timeout_ms": 400}}
	case e["event"] == "silence":
		return []any{say("prompt")}
	case e["command"] == "repeat":
		return []any{say("again"), object{"effect": "listen", "timeout_ms": 0}}
	case e["event"] == "clip_ended":
		return []any{object{"effect": "finish", "reason": "done", "summary": object{"reviews": 1, "right": 1, "minutes": 1}}}
	}
	return []any{}
}

func importing(w http.ResponseWriter, r *http.Request) {
	e := json.NewEncoder(w)
	for i := 0; i <= 10; i++ {
		e.Encode(object{"progress": object{"done": i * 100, "total": 1000, "what": "notes"}})
		http.NewResponseController(w).Flush()
		time.Sleep(50 * time.Millisecond)
	}
	name, _ := url.QueryUnescape(r.URL.Query().Get("name"))
	e.Encode(object{"result": object{"file": name, "format": "apkg", "notes": 1000, "cards": 1280, "reviews": 5120, "media": 12, "duplicates": 3, "updated": 0,
		"skipped": []object{{"what": "note 17", "why": "It has no field that could be asked."}, {"what": "map.svg", "why": "The package names it but does not hold it."}}}})
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
