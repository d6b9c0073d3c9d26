package listen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// endpointVector is a script for the endpointer and what comes of it. A script consists of
// "frames x dB / voice", "begin" and "reset"; a negative voice means that there is no
// voice model. After "end" the endpointer is reset.
type endpointVector struct {
	Script string `json:"script"`
	// Trace has an entry for each frame with a turn, or in which Hushed or Settled changes.
	Trace    string  `json:"trace"`
	FloorDB  float64 `json:"floor_db"`
	EnergyDB float64 `json:"energy_db"`
	Voice    float64 `json:"voice"`
	Quiet    int     `json:"quiet"`
	Voiced   int     `json:"voiced"`
	Speaking bool    `json:"speaking"`
}

func runEndpointer(script string) endpointVector {
	names := map[Turn]string{Same: "same", Start: "start", Pause: "pause", Settle: "settle", Resume: "resume", End: "end"}
	e := NewEndpointer()
	var trace []string
	at, flags := 0, ""
	eachFrame(script, func(db, voice float64) {
		at++
		turn, before := e.Frame(db, voice), flags
		flags = ""
		if e.Hushed() {
			flags += " hushed"
		}
		if e.Settled() {
			flags += " settled"
		}
		if turn != Same || flags != before {
			trace = append(trace, fmt.Sprintf("%s@%d%s", names[turn], at, flags))
		}
		if turn == End {
			e.Reset()
			flags = ""
		}
	}, func(word string) {
		switch word {
		case "begin":
			e.Begin()
		case "reset":
			e.Reset()
		default:
			panic(word)
		}
	})
	return endpointVector{script, strings.Join(trace, ", "), e.FloorDB, e.EnergyDB, e.Voice, e.Quiet, e.Voiced, e.Speaking}
}

// endpointScripts returns scripts for every rule, and many by chance.
func endpointScripts() []string {
	var out []string
	for _, c := range endpointCases {
		out = append(out, c.script)
	}
	out = append(out,
		"100x-40/0 40x-20/0.9 22x-31/0.1 13x-31/0.1 1x-20/0.9", // hushed only after a while
		"50x-65/0 begin 30x-65/0 40x-20/0.9 60x-65/0",          // push-to-talk
		"50x-65/0 4x-20/0.9 reset 4x-20/0.9 1x-20/0.7",         // a reset forgets the onset
		"50x-65/0 40x-20/0.7 40x-20/0.4 60x-20/0.39",           // the bounds of the voice
		"50x-65/0 20x-62/0.9 20x-62.5/0.9 60x-65/0",            // the quietest voice
		"1x-90/0 1x-30/0 50x-65/-1 10x-57/-1 10x-53/-1 60x-65/-1",
	)
	chance := rand.New(rand.NewPCG(1, 2))
	level := func() float64 { return -80 + .5*float64(chance.IntN(141)) }
	voices := []float64{0, 0, .1, .39, .4, .5, .7, .9, .9, 1}
	for i := range 40 {
		parts := []string{fmt.Sprintf("30x%g/0", level())}
		for range 6 + chance.IntN(15) {
			voice := voices[chance.IntN(len(voices))]
			if i%5 == 4 {
				voice = -1
			}
			n := 1 + chance.IntN(40)
			if chance.IntN(40) == 0 {
				n += 1000
			}
			parts = append(parts, fmt.Sprintf("%dx%g/%g", n, level(), voice))
			if chance.IntN(30) == 0 {
				parts = append(parts, []string{"begin", "reset"}[chance.IntN(2)])
			}
		}
		out = append(out, strings.Join(parts, " "))
	}
	for range 40 { // words in a room with other sounds
		room := -60 + .5*float64(chance.IntN(60))
		parts := []string{fmt.Sprintf("60x%g/0", room)}
		for range 4 {
			parts = append(parts, fmt.Sprintf("%dx%g/0.9", 5+chance.IntN(40), min(0, room+20)))
			for range 1 + chance.IntN(4) {
				parts = append(parts, fmt.Sprintf("%dx%g/0.2", 2+chance.IntN(25), room+.5*float64(chance.IntN(30))))
			}
		}
		out = append(out, strings.Join(parts, " "))
	}
	return out
}

// TestEndpointsAreThoseOfThePage uses a file that web/src/listen/endpoint.test.ts reads.
func TestEndpointsAreThoseOfThePage(t *testing.T) {
	var got []endpointVector
	all := ""
	for _, script := range endpointScripts() {
		v := runEndpointer(script)
		got = append(got, v)
		all += v.Trace + "\n"
	}
	for _, kind := range []string{"start@", "pause@", "settle@", "resume@", "end@", "same@"} {
		if strings.Count(all, kind) < 10 {
			t.Errorf("only %d vectors have %s", strings.Count(all, kind), kind)
		}
	}
	shared(t, "endpoint.json", got, func(g, w endpointVector) bool {
		same := closeTo(g.FloorDB, w.FloorDB)
		g.FloorDB = w.FloorDB
		return same && g == w
	})
}
