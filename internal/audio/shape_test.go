package audio

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTrimCutsBothEndsAndLeavesTheMargins(t *testing.T) {
	p := Join(Silence(16000, time.Second), tone(16000, 300, -10, 0.5), Silence(16000, time.Second))
	got := Trim(p, -45, 30*time.Millisecond, 80*time.Millisecond)
	if d := got.Duration() - 610*time.Millisecond; d.Abs() > 10*time.Millisecond {
		t.Errorf("lasts %v, want about 610ms", got.Duration())
	}
	if got.Samples[0] != 0 || got.Samples[len(got.Samples)-1] != 0 {
		t.Error("an end does not fade to nothing")
	}
	if n := len(Trim(Silence(16000, time.Second), -45, time.Second, time.Second).Samples); n != 0 {
		t.Errorf("%d samples are left of silence", n)
	}
}

func TestStretchChangesTheLengthAndKeepsThePitch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		factor := rapid.Float64Range(0.4, 2.5).Draw(t, "factor")
		p := tone(16000, 220, -6, 0.5)
		got := Stretch(p, factor)
		if want := factor / 2; math.Abs(got.Duration().Seconds()-want) > 0.001 {
			t.Fatalf("lasts %v, want %.3f s", got.Duration(), want)
		}
		if hz := crossings(got); math.Abs(hz-220) > 8 {
			t.Fatalf("pitch %.0f Hz, want 220", hz)
		}
		if db := 20 * math.Log10(rms(inner(got))/rms(inner(p))); math.Abs(db) > 1 {
			t.Fatalf("level changed by %.1f dB", db)
		}
	})
}

// crossings counts the upward zero crossings per second, which is the pitch of a sine.
func crossings(p PCM) float64 {
	n := 0
	for i := 1; i < len(p.Samples); i++ {
		if p.Samples[i-1] < 0 && p.Samples[i] >= 0 {
			n++
		}
	}
	return float64(n) / p.Duration().Seconds()
}

func TestShiftChangesThePitchAndKeepsTheLength(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		factor := rapid.Float64Range(0.5, 2).Draw(t, "factor")
		p := tone(16000, 220, -6, 0.4)
		got := Shift(p, factor)
		if got.Rate != p.Rate || len(got.Samples) != len(p.Samples) {
			t.Fatalf("%d samples at %d, want %d at %d", len(got.Samples), got.Rate, len(p.Samples), p.Rate)
		}
		if hz := crossings(got); math.Abs(hz-220*factor) > 0.04*220*factor+3 {
			t.Fatalf("pitch %.0f Hz, want %.0f", hz, 220*factor)
		}
	})
}
