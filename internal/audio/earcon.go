package audio

import (
	"math"
	"time"

	"carrel/internal/study"
)

// Earcon names one of the four sounds that signal an event. None of them is the only
// signal of its event.
type Earcon string

// The earcons.
const (
	YourTurn Earcon = "your-turn" // the question is over, the learner may speak
	Heard    Earcon = "heard"     // the answer was heard
	Saved    Earcon = "saved"     // the review is recorded
	Paused   Earcon = "paused"    // nothing will happen until the learner resumes
)

// Earcons lists all earcons.
var Earcons = []Earcon{YourTurn, Heard, Saved, Paused}

// earconLoudness, in LUFS, keeps earcons well below speech.
const earconLoudness = -24.0

// note is one struck tone: frequency in Hz, start and length in seconds.
type note struct{ hz, at, length float64 }

// The tunes use the notes of one chord, so that any two in a row sound good together.
// They differ in direction and not only in pitch: YourTurn rises, Heard is a single note,
// Saved rises by a fifth in three quick notes, Paused falls.
var earconNotes = map[Earcon][]note{
	YourTurn: {{587.33, 0, 0.13}, {880.00, 0.09, 0.19}},                         // D5 A5
	Heard:    {{739.99, 0, 0.12}},                                               // F#5
	Saved:    {{880.00, 0, 0.09}, {1108.73, 0.06, 0.09}, {1318.51, 0.12, 0.16}}, // A5 C#6 E6
	Paused:   {{587.33, 0, 0.15}, {440.00, 0.11, 0.18}},                         // D5 A4
}

// Synthesize makes the earcon at a rate in Hz. It lasts at most 300 ms, begins and ends
// in silence, and is softer than speech.
func (e Earcon) Synthesize(rate int) (PCM, error) {
	notes, ok := earconNotes[e]
	if !ok {
		return PCM{}, study.Errorf(study.NotFound, "there is no earcon called %q; there are your-turn, heard, saved and paused", string(e))
	}
	if rate < MinRate || rate > MaxRate {
		return PCM{}, study.Errorf(study.Invalid, "a sampling rate of %d Hz is out of range", rate)
	}
	end := 0.0
	for _, n := range notes {
		end = math.Max(end, n.at+n.length)
	}
	out := Silence(rate, time.Duration(end*float64(time.Second)))
	for _, n := range notes {
		n.strike(out)
	}
	return Normalize(out, earconLoudness), nil
}

// strike adds the note to p: three partials of a soft mallet instrument, of which the
// upper ones decay sooner, with smoothed ends.
func (n note) strike(p PCM) {
	rate := float64(p.Rate)
	first := int(n.at * rate)
	count := min(len(p.Samples)-first, int(n.length*rate))
	for i := 0; i < count; i++ {
		t := float64(i) / rate
		left := n.length - t
		v := math.Sin(2*math.Pi*n.hz*t)*math.Exp(-t/0.07) +
			0.30*math.Sin(2*math.Pi*2*n.hz*t)*math.Exp(-t/0.035)
		if 4*n.hz < rate/2 {
			v += 0.10 * math.Sin(2*math.Pi*4*n.hz*t) * math.Exp(-t/0.015)
		}
		p.Samples[first+i] += float32(0.3 * v * ramp(t, 0.006) * ramp(left, 0.040))
	}
}

// ramp rises from 0 at t = 0 to 1 at t = length along half a cosine.
func ramp(t, length float64) float64 {
	if t >= length {
		return 1
	}
	return 0.5 - 0.5*math.Cos(math.Pi*math.Max(0, t)/length)
}
