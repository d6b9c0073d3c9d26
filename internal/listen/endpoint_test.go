package listen

import (
	"fmt"
	"strings"
	"testing"
)

// play feeds frames described as "frames×dB/voice" and returns the turns as "name@frame".
func play(e *Endpointer, script string) string {
	names := map[Turn]string{Start: "start", Pause: "pause", Settle: "settle", Resume: "resume", End: "end"}
	var out []string
	at := 0
	eachFrame(script, func(db, voice float64) {
		at++
		if turn := e.Frame(db, voice); turn != Same {
			out = append(out, fmt.Sprintf("%s@%d", names[turn], at))
			if turn == End {
				e.Reset()
			}
		}
	}, onlyFrames)
	return strings.Join(out, " ")
}

var endpointCases = []struct{ name, script, want string }{
	{"a word in a quiet room", "50x-65/0 40x-20/0.95 60x-65/0", "start@55 pause@100 settle@110 end@140"},
	{"a hiss at the end is speech", "50x-65/0 30x-20/0.9 20x-40/0.1 60x-65/0", "start@55 pause@108 end@130"},
	{"in noise the voice alone decides", "50x-30/0 40x-20/0.9 60x-20/0.1", "start@55 pause@105 settle@123 end@140"},
	{"a pause inside", "50x-65/0 30x-20/0.9 15x-65/0 30x-20/0.9 60x-65/0", "start@55 pause@90 resume@96 pause@135 settle@145 end@175"},
	{"a click is no speech", "50x-65/0 3x-10/0.9 60x-65/0", ""},
	{"too quiet to be meant", "50x-80/0 40x-70/0.95 60x-80/0", ""},
	{"noise without a voice", "200x-30/0.2", ""},
	{"speech without end is cut", "10x-65/0 1200x-20/0.9", "start@15 end@1010 start@1015"},
	{"no voice model: energy decides", "50x-65/-1 40x-20/-1 60x-65/-1", "start@55 pause@100 settle@110 end@140"},
}

func TestEndpointer(t *testing.T) {
	for _, c := range endpointCases {
		if got := play(NewEndpointer(), c.script); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestHushed checks that in noise a decode is tried before it may count.
func TestHushed(t *testing.T) {
	e := NewEndpointer()
	play(e, "100x-40/0 40x-20/0.9 22x-31/0.1")
	if e.Hushed() {
		t.Error("220 ms after the voice, in sound over the floor, what was read counts already")
	}
	play(e, "13x-31/0.1")
	if !e.Hushed() {
		t.Error("350 ms after the voice what was read does not count")
	}
	play(e, "1x-20/0.9")
	if e.Hushed() {
		t.Error("while speech goes on what was read counts")
	}
}

func TestEndpointerLearnsTheRoom(t *testing.T) {
	e := NewEndpointer()
	play(e, "400x-40/0.1")
	if e.FloorDB < -41 || e.FloorDB > -39 {
		t.Errorf("after 4 s of noise at −40 dB the floor is %.1f", e.FloorDB)
	}
	play(e, "100x-15/0.9")
	if e.FloorDB > -39 {
		t.Errorf("speech moved the floor to %.1f", e.FloorDB)
	}
	play(e, "60x-62/0")
	if e.FloorDB > -60 {
		t.Errorf("a quiet room moves the floor to %.1f only", e.FloorDB)
	}
}

func TestPushToTalkBeginsAtOnce(t *testing.T) {
	e := NewEndpointer()
	e.Begin()
	if !e.Speaking {
		t.Error("push-to-talk must not wait for a voice")
	}
}
