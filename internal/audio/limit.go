package audio

import (
	"math"
	"sync"
)

// The times of the limiter. The attack is also its look-ahead.
const (
	limitAttack  = 0.004 // seconds
	limitRelease = 0.060 // seconds
	// Ceiling is the true peak that Normalize leaves, in dBTP.
	Ceiling = -1.0
	// maxGain, in dB, keeps Normalize from raising the noise of a nearly silent sound to
	// the loudness of speech.
	maxGain = 40.0
)

// Normalize brings the sound to a loudness in LUFS and limits its true peak to Ceiling.
// Because limiting reduces the loudness, it measures and corrects the result a few times;
// a sound that consists only of clicks may stay below the target. Silence stays silence.
func Normalize(p PCM, lufs float64) PCM {
	gain := lufs - Loudness(p)
	if math.IsInf(gain, 0) || len(p.Samples) == 0 {
		return p
	}
	gain = math.Min(gain, maxGain)
	out := p
	for range 6 {
		out = Limit(Gain(p, gain), Ceiling)
		short := lufs - Loudness(out)
		if math.Abs(short) < 0.05 || gain+short > maxGain {
			break
		}
		gain += short
	}
	return out
}

// Limit keeps the true peak at or below a ceiling in dB of full scale. The true peak
// includes the peaks between the samples (ITU-R BS.1770-5, annex 2, by four-fold
// oversampling). Limit looks ahead and lowers the gain before a peak, so nothing is
// clipped.
func Limit(p PCM, ceiling float64) PCM {
	top := math.Pow(10, ceiling/20)
	wanted, needed := make([]float64, len(p.Samples)), false
	for i, peak := range truePeaks(p.Samples) {
		wanted[i] = 1
		if peak > top {
			wanted[i], needed = top/peak, true
		}
	}
	if !needed {
		return p
	}
	ahead := max(1, int(limitAttack*float64(p.Rate)))
	gains := smooth(release(lowestAhead(wanted, ahead), p.Rate), ahead)
	out := PCM{Rate: p.Rate, Samples: make([]float32, len(p.Samples))}
	for i, s := range p.Samples {
		out.Samples[i] = float32(float64(s) * gains[i])
	}
	return out
}

// TruePeak returns the largest true peak in dB of full scale, or -Inf for silence.
func TruePeak(p PCM) float64 {
	top := 0.0
	for _, peak := range truePeaks(p.Samples) {
		top = math.Max(top, peak)
	}
	return 20 * math.Log10(top)
}

const (
	oversample = 4
	peakTaps   = 12 // per phase, as in the filter of BS.1770 annex 2
)

var peakFilter = sync.OnceValue(func() (phases [oversample][peakTaps]float64) {
	for f := range phases {
		sum := 0.0
		for t := range phases[f] {
			x := float64(t-peakTaps/2+1) - float64(f)/oversample
			phases[f][t] = sinc(x) * kaiser(x/(peakTaps/2+0.5), 5)
			sum += phases[f][t]
		}
		for t := range phases[f] {
			phases[f][t] /= sum
		}
	}
	return phases
})

// truePeaks returns for each sample the highest absolute value between it and the next.
func truePeaks(x []float32) []float64 {
	phases := peakFilter()
	peaks := make([]float64, len(x))
	for i := range x {
		peak := math.Abs(float64(x[i]))
		first := i - peakTaps/2 + 1
		around := x[max(0, first):min(len(x), first+peakTaps)]
		skipped := max(0, -first)
		for f := 1; f < oversample; f++ {
			sum, taps := 0.0, phases[f][skipped:]
			for t, s := range around {
				sum += taps[t] * float64(s)
			}
			peak = math.Max(peak, math.Abs(sum))
		}
		peaks[i] = peak
	}
	return peaks
}

// lowestAhead returns for each value the minimum of it and the n-1 values after it.
func lowestAhead(x []float64, n int) []float64 {
	out := make([]float64, len(x))
	var queue []int // indexes of rising values: the first is the minimum
	for i := len(x) - 1; i >= 0; i-- {
		for len(queue) > 0 && x[queue[len(queue)-1]] >= x[i] {
			queue = queue[:len(queue)-1]
		}
		queue = append(queue, i)
		if queue[0] >= i+n {
			queue = queue[1:]
		}
		out[i] = x[queue[0]]
	}
	return out
}

// release lets the gain fall at once and rise slowly.
func release(x []float64, rate int) []float64 {
	rise := 1 - math.Exp(-1/(limitRelease*float64(rate)))
	gain := 1.0
	for i, v := range x {
		gain = math.Min(v, gain+(1-gain)*rise)
		x[i] = gain
	}
	return x
}

// smooth returns the running mean of n values; values before the start equal the first
// one. The averaged values are minima that already include the current sample, so the
// mean never exceeds the gain that this sample allows.
func smooth(x []float64, n int) []float64 {
	if len(x) == 0 {
		return x
	}
	out := make([]float64, len(x))
	sum := x[0] * float64(n)
	for i := range x {
		old := x[0]
		if i >= n {
			old = x[i-n]
		}
		sum += x[i] - old
		out[i] = sum / float64(n)
	}
	return out
}
