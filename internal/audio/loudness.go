package audio

import "math"

// SpeechLoudness is the loudness of Carrel's speech, in LUFS, for every voice.
const SpeechLoudness = -16.0

// Blocks and gates of ITU-R BS.1770-5, annex 1: blocks of 400 ms that overlap by three
// quarters, an absolute gate at -70 LUFS, and a relative gate 10 LU below the mean of the
// blocks above the absolute gate.
const (
	blockSeconds = 0.4
	blockStep    = 0.1
	absoluteGate = -70.0
	relativeGate = -10.0
	// loudnessOffset cancels the gain of the K-weighting at 997 Hz.
	loudnessOffset = -0.691
)

// Loudness returns the integrated loudness of the sound as one channel, in LUFS (ITU-R
// BS.1770-5, annex 1), or -Inf for silence. The standard does not define the loudness of
// less than one block of 400 ms; Loudness measures such a sound as a single block of its
// own length.
func Loudness(p PCM) float64 {
	powers := blockPowers(kWeighted(p), p.Rate)
	loud := gate(powers, absoluteGate)
	if len(loud) == 0 {
		return math.Inf(-1)
	}
	return toLUFS(mean(gate(loud, toLUFS(mean(loud))+relativeGate)))
}

func toLUFS(power float64) float64 { return loudnessOffset + 10*math.Log10(power) }

func gate(powers []float64, threshold float64) []float64 {
	var kept []float64
	for _, p := range powers {
		if toLUFS(p) > threshold {
			kept = append(kept, p)
		}
	}
	return kept
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// blockPowers returns the mean square of each block.
func blockPowers(x []float64, rate int) []float64 {
	if len(x) == 0 {
		return nil
	}
	// Prefix sums make overlapping blocks cheap.
	sums := make([]float64, len(x)+1)
	for i, v := range x {
		sums[i+1] = sums[i] + v*v
	}
	block := int(math.Round(blockSeconds * float64(rate)))
	step := int(math.Round(blockStep * float64(rate)))
	if len(x) < block {
		return []float64{sums[len(x)] / float64(len(x))}
	}
	var powers []float64
	for at := 0; at+block <= len(x); at += step {
		powers = append(powers, (sums[at+block]-sums[at])/float64(block))
	}
	return powers
}

// biquad is a second-order filter with a0 = 1.
type biquad struct{ b0, b1, b2, a1, a2 float64 }

func (f biquad) run(x []float64) {
	var x1, x2, y1, y2 float64
	for i, v := range x {
		y := f.b0*v + f.b1*x1 + f.b2*x2 - f.a1*y1 - f.a2*y2
		x2, x1, y2, y1 = x1, v, y1, y
		x[i] = y
	}
}

func kWeighted(p PCM) []float64 {
	x := make([]float64, len(p.Samples))
	for i, s := range p.Samples {
		x[i] = float64(s)
	}
	shelf, highPass := kWeighting(p.Rate)
	shelf.run(x)
	highPass.run(x)
	return x
}

// kWeighting returns the two filters of BS.1770 for any rate in Hz. The standard lists
// coefficients only for 48 kHz and requires the same response at other rates. These are
// the analogue prototypes of the listed filters, as recovered by B. De Man, "Evaluation
// of implementations of the EBU R128 loudness measurement", AES convention 145 (2018),
// after the bilinear transform. At 48 kHz they agree with the standard to ten digits.
func kWeighting(rate int) (shelf, highPass biquad) {
	fs := float64(max(rate, MinRate))

	k := math.Tan(math.Pi * 1681.974450955533 / fs)
	q := 0.7071752369554196
	high := math.Pow(10, 3.999843853973347/20)
	band := math.Pow(high, 0.4996667741545416)
	a0 := 1 + k/q + k*k
	shelf = biquad{
		b0: (high + band*k/q + k*k) / a0,
		b1: 2 * (k*k - high) / a0,
		b2: (high - band*k/q + k*k) / a0,
		a1: 2 * (k*k - 1) / a0,
		a2: (1 - k/q + k*k) / a0,
	}

	k = math.Tan(math.Pi * 38.13547087602444 / fs)
	q = 0.5003270373238773
	a0 = 1 + k/q + k*k
	highPass = biquad{b0: 1, b1: -2, b2: 1, a1: 2 * (k*k - 1) / a0, a2: (1 - k/q + k*k) / a0}
	return shelf, highPass
}
