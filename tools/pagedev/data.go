package main

import (
	"fmt"
	"math"
	"time"

	"carrel/internal/session"
	"carrel/internal/study"
)

// id returns the ID of a deck, note or card of the fake.
func id(name string) string { return study.DeriveID(name).String() }

func settings() object {
	return object{
		"profile": "desk", "listening": false, "headphones": false, "voice": "", "rate": 1, "answer_gap_ms": 6000, "new_per_day": 20,
		"retention": 0.9, "rollover_hour": 4, "zone": "Europe/Paris", "lang": "en", "earcons": true, "theme": "auto", "bury_siblings": true, "control_words": false, "push_to_talk": false,
		"easy_days":  object{"monday": "normal", "tuesday": "normal", "wednesday": "normal", "thursday": "normal", "friday": "normal", "saturday": "fewer", "sunday": "minimum"},
		"two_button": false, "learning_steps": []int{60, 600}, "relearning_steps": []int{600},
		"pitch": 1, "voices": object{}, "answer_voices": object{}, "pronounce": []object{}, "recogniser": "carrel", "wyoming_hear": "", "wyoming_speak": "",
		"buttons": object{"next": "knew", "previous": "missed", "playpause": "pause"}, "voice_command": nil,
		"keys": object{" ": "show", "Enter": "show", "1": "again", "2": "hard", "3": "good", "4": "easy", "ArrowRight": "knew", "ArrowLeft": "missed", "r": "repeat", "s": "skip", "p": "pause", "u": "undo", "h": "help", "Escape": "stop"},
	}
}

var profiles = []object{
	{"id": "desk", "title": "At the desk", "about": "Screen, keyboard and voice. Nothing moves on by itself."},
	{"id": "hands-free", "title": "Hands-free", "about": "In the kitchen or on a walk: you are asked aloud and answer aloud."},
	{"id": "driving", "title": "Driving", "about": "Listen, and grade with two buttons: next means you knew it, previous that you did not."},
	{"id": "one-switch", "title": "One switch", "about": "Press once if you knew it, twice if you did not, hold to pause."},
}

func init() {
	for _, p := range profiles {
		p["modes"] = []string{"due", "daily", "weekly", "topic", "challenge", "duel"}
	}
}

var packs = []object{
	{"id": "spelling", "title": "Spelling alphabet and Morse", "about": "Alfa to Zulu, and the dots and dashes of each.", "cards": 78, "installed": true},
	{"id": "elements", "title": "The chemical elements", "about": "All 118: symbol, number and name.", "cards": 354, "installed": false},
	{"id": "capitals", "title": "Capitals of the world", "about": "With other names they go by; contested ones are left out.", "cards": 180, "installed": false},
}

var decks = []object{
	{"id": id("d1"), "name": "Geography", "depth": 0, "cards": 320, "new": 8, "learning": 1, "review": 21, "lang": "en", "retention": 0, "deadline": ""},
	{"id": id("d2"), "name": "Geography::Capitals of Europe and the islands around it", "depth": 1, "cards": 47, "new": 5, "learning": 1, "review": 12, "lang": "en", "retention": 0.93, "deadline": "2027-02-01"},
	{"id": id("d3"), "name": "Geography::Rivers", "depth": 1, "cards": 60, "new": 3, "learning": 0, "review": 9, "lang": "en", "retention": 0, "deadline": ""},
	{"id": id("d4"), "name": "Vocabulaire", "depth": 0, "cards": 900, "new": 4, "learning": 2, "review": 20, "lang": "fr", "retention": 0, "deadline": ""},
	{"id": id("d5"), "name": "Chemistry", "depth": 0, "cards": 118, "new": 0, "learning": 0, "review": 0, "lang": "en", "retention": 0, "deadline": ""},
}

func cards() []object {
	out := []object{
		{"question": "What is the capital of Iceland?", "answer": "Reykjavik", "kind": "short", "phase": "review", "voice": true, "due": time.Now().Add(72 * time.Hour).UnixMilli()},
		{"question": "Which of these is a noble gas?", "answer": "argon", "choices": []string{"argon", "chlorine", "nitrogen"}, "kind": "choice", "phase": "new", "voice": true, "due": 0},
		{"question": "Name the bone in the picture.", "answer": "tibia", "kind": "recall", "phase": "learning", "voice": false, "why_not": "the question is a picture", "due": time.Now().Add(9 * time.Minute).UnixMilli()},
		{"question": "A very long question that goes on and on, to see how the list copes with text that does not end where one would like it to end, in Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "answer": "yes", "kind": "recall", "phase": "review", "voice": true, "suspended": true, "due": 0},
	}
	for i, c := range out {
		c["id"], c["note"], c["deck"] = id(fmt.Sprint("c", i)), id(fmt.Sprint("n", i)), "Geography"
		for _, k := range []string{"choices", "why_not", "suspended"} {
			if _, ok := c[k]; !ok {
				c[k] = map[string]any{"choices": nil, "why_not": "", "suspended": false}[k]
			}
		}
	}
	return out
}

func progress() object {
	var forecast, history []object
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for i := range 60 {
		forecast = append(forecast, object{"day": day.AddDate(0, 0, i).Format("2006-01-02"), "due": int(20 + 15*math.Sin(float64(i)/4)), "recall": 0.94 * math.Exp(-float64(i)/160)})
	}
	for i := -29; i <= 0; i++ {
		n := int(30 + 20*math.Sin(float64(i)*1.7))
		if i%6 == 0 {
			n = 0
		}
		history = append(history, object{"day": day.AddDate(0, 0, i).Format("2006-01-02"), "reviews": n, "minutes": float64(n) / 6})
	}
	return object{"known": 1042.3, "cards": 1398, "reviews": 20511, "days": 21, "minutes": 143.5, "forecast": forecast, "history": history,
		"fit": object{"at": day.UnixMilli(), "reviews": 20400, "accepted": true, "tried": 3120, "before": 0.3461, "after": 0.3312, "why": "New parameters are taken."}}
}

func workload() object {
	var points []object
	for i := 70; i <= 99; i++ {
		cost := 8 + 200/float64(101-i)
		points = append(points, object{"retention": float64(i) / 100, "minutes_per_day": cost, "reviews_per_day": cost * 7, "yours": i == 90})
	}
	return object{"points": points}
}

var voices = []object{
	{"engine": "flite", "name": "slt", "lang": "en", "about": "female, American"},
	{"engine": "flite", "name": "rms", "lang": "en", "about": "male, American"},
}

var leaves = []string{
	"Nothing leaves this device by itself. Carrel contacts no other host.",
	"A backup or an export goes where you save it.",
}

var allCan = []string{"show", "repeat", "skip", "pause", "undo", "stop", "help", "slower", "faster", "suspend"}

func view(phase string, more object) *session.View {
	v := object{
		"phase": phase, "profile": "desk", "mode": "due", "done": 3, "left": 17, "right": 2, "rate": 1, "listening": false, "can": allCan,
		"card": object{"id": id("c1"), "deck": "Capitals of Europe", "kind": "short", "front": "<p>What is the capital of <b>Iceland</b>?</p>", "text": "What is the capital of Iceland?", "lang": "en", "voice": true},
	}
	for k, x := range more {
		v[k] = x
	}
	seen := as[session.View](v)
	return &seen
}

var four = []object{
	{"grade": 1, "command": "again", "label": "again", "in": "10 min"}, {"grade": 2, "command": "hard", "label": "hard", "in": "2 days"},
	{"grade": 3, "command": "good", "label": "good", "in": "5 days"}, {"grade": 4, "command": "easy", "label": "easy", "in": "11 days"},
}
var two = []object{{"grade": 1, "command": "missed", "label": "missed it"}, {"grade": 3, "command": "knew", "label": "knew it"}}

// views are the views of the session by scene.
var views = map[string]*session.View{
	"asking":    view("asking", nil),
	"answering": view("answering", nil),
	"choice": view("answering", object{"card": object{"id": id("c2"), "deck": "Chemistry", "kind": "choice", "front": "<p>Which of these is a noble gas?</p>", "text": "", "lang": "en", "voice": true,
		"choices": []string{"argon", "chlorine", "nitrogen"}}}),
	"several": view("answering", object{"card": object{"id": id("c3"), "deck": "Chemistry", "kind": "multiple", "front": "<p>Which of these are metals?</p>", "text": "", "lang": "en", "voice": true,
		"choices": []string{"iron", "sulphur", "sodium"}}}),
	"confirming": view("confirming", object{"heard": "reykjavik", "prompt": "I heard Reykjavik. Is that right?", "can": []string{"yes", "no", "show", "repeat", "skip", "pause", "undo", "stop", "help"}}),
	"revealed": view("revealed", object{"back": "<p>Reykjavik</p><p><small>On the Seltjarnarnes peninsula.</small></p>", "heard": "reykjavik",
		"verdict": object{"outcome": "right", "why": "That is the answer.", "suggested": 3}, "grades": four, "can": []string{"repeat", "explain", "skip", "pause", "undo", "stop", "help", "slower", "faster", "suspend"}}),
	"feedback":  view("feedback", object{"back": "<p>Reykjavik</p>", "heard": "oslo", "verdict": object{"outcome": "wrong", "why": "", "suggested": 1}, "grades": four, "can": []string{"repeat", "pause", "undo", "stop"}}),
	"driving":   view("revealed", object{"profile": "driving", "back": "<p>Reykjavik</p>", "grades": two, "can": []string{"repeat", "skip", "pause", "undo", "stop"}}),
	"handsfree": view("answering", object{"profile": "hands-free"}),
	"switch":    view("answering", object{"profile": "one-switch"}),
	"paused":    view("paused", object{"can": []string{"resume", "undo", "stop"}, "message": "It is quiet, so I pause here. Nothing is marked."}),
	"duel":      view("answering", object{"mode": "duel", "player": 2, "scores": []int{3, 4}}),
	"rich": view("revealed", object{"grades": four, "card": object{"id": id("c9"), "deck": "Anything", "kind": "recall", "lang": "en", "voice": false, "why_not": "it has a picture", "text": "",
		"front": `<style>body{display:none}</style><script>document.title="owned"</script><div style="position:fixed;inset:0" onclick="alert(1)" class="skip cloze">Solve <math><mrow><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></math> <img src="x" onerror="document.title='owned'"></div><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>`},
		"back": `<ul><li>first</li><li><code>second := 2</code></li></ul><a href="javascript:alert(1)">a link</a>` + "<p>" + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" + "</p>"}),
}
