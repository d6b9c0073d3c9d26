package audio

import (
	"math"
	"time"
)

// A frame of Stretch is long enough for two periods of a deep voice.
const (
	stretchFrame  = 40 * time.Millisecond
	stretchSearch = 10 * time.Millisecond
)

// Stretch changes the length of the sound by a factor and keeps its pitch, by
// waveform-similarity overlap-add (W. Verhelst and M. Roelands, ICASSP 1993). It clamps
// the factor to [0.25, 4].
func Stretch(p PCM, factor float64) PCM {
	factor = math.Max(0.25, math.Min(4, factor))
	frame := samplesIn(p.Rate, stretchFrame) &^ 1
	if factor == 1 || frame < 4 || len(p.Samples) < 2*frame {
		return p
	}
	hop, search := frame/2, samplesIn(p.Rate, stretchSearch)
	n := int(math.Round(float64(len(p.Samples)) * factor))
	sum := make([]float64, n+frame)
	weight := make([]float64, n+frame)
	window := make([]float64, frame)
	for i := range window {
		window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/float64(frame))
	}
	last := len(p.Samples) - frame
	next := 0 // where the previous frame would continue
	for out := 0; out < n; out += hop {
		at := min(last, int(float64(out)/factor))
		if out > 0 {
			at = mostAlike(p.Samples, min(last, next), max(0, at-search), min(last, at+search), hop)
		}
		for i, w := range window {
			sum[out+i] += w * float64(p.Samples[at+i])
			weight[out+i] += w
		}
		next = at + hop
	}
	stretched := PCM{Rate: p.Rate, Samples: make([]float32, n)}
	for i := range stretched.Samples {
		if weight[i] > 1e-9 {
			stretched.Samples[i] = float32(sum[i] / weight[i])
		}
	}
	return stretched
}

// Shift raises the pitch by a factor and keeps the length. The formants move with the
// pitch, as on a tape that runs faster, so a factor far from 1 sounds like another
// person.
func Shift(p PCM, factor float64) PCM {
	factor = math.Max(0.25, math.Min(4, factor))
	if factor == 1 || p.Rate <= 0 {
		return p
	}
	n := len(p.Samples)
	// Reading the stretched sound at a higher rate restores its length.
	long := Stretch(p, factor)
	long.Rate = int(math.Round(float64(p.Rate) * factor))
	out := Resample(long, p.Rate)
	out.Samples = append(out.Samples, make([]float32, max(0, n-len(out.Samples)))...)[:n]
	return out
}

// mostAlike returns the start in [from, to] whose n samples are most similar to those at
// like, by normalised cross-correlation over every other sample.
func mostAlike(x []float32, like, from, to, n int) int {
	best, bestScore := from, math.Inf(-1)
	for at := from; at <= to; at++ {
		var dot, energy float64
		for i := 0; i < n; i += 2 {
			a, b := float64(x[at+i]), float64(x[like+i])
			dot += a * b
			energy += a * a
		}
		score := dot / math.Sqrt(energy+1e-9)
		if score > bestScore {
			best, bestScore = at, score
		}
	}
	return best
}
