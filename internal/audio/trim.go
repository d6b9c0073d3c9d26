package audio

import (
	"math"
	"time"
)

// Trim removes the silence at both ends, except head before the first sound and tail
// after the last. Silence is sound whose level relative to the loudest 10 ms is lower
// than below, a negative number of decibels. The result fades in and out over a few
// milliseconds, so that a cut does not click. A silent sound becomes empty.
func Trim(p PCM, below float64, head, tail time.Duration) PCM {
	frame := max(1, p.Rate/100)
	levels := frameLevels(p.Samples, frame)
	loudest := 0.0
	for _, l := range levels {
		loudest = math.Max(loudest, l)
	}
	threshold := loudest * math.Pow(10, below/20)
	first, last := -1, -1
	for i, l := range levels {
		if l > 0 && l >= threshold {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return PCM{Rate: p.Rate}
	}
	from := max(0, first*frame-samplesIn(p.Rate, head))
	to := min(len(p.Samples), (last+1)*frame+samplesIn(p.Rate, tail))
	out := PCM{Rate: p.Rate, Samples: append([]float32(nil), p.Samples[from:to]...)}
	fadeEnds(out.Samples, samplesIn(p.Rate, 3*time.Millisecond))
	return out
}

// frameLevels returns the root mean square of each frame of n samples.
func frameLevels(x []float32, n int) []float64 {
	levels := make([]float64, 0, len(x)/n+1)
	for at := 0; at < len(x); at += n {
		end, sum := min(len(x), at+n), 0.0
		for _, s := range x[at:end] {
			sum += float64(s) * float64(s)
		}
		levels = append(levels, math.Sqrt(sum/float64(end-at)))
	}
	return levels
}

// fadeEnds fades n samples at each end from and to zero along half a cosine.
func fadeEnds(x []float32, n int) {
	n = min(n, len(x)/2)
	for i := 0; i < n; i++ {
		g := float32(0.5 - 0.5*math.Cos(math.Pi*float64(i)/float64(n)))
		x[i] *= g
		x[len(x)-1-i] *= g
	}
}
