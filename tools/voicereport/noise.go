package main

import (
	"math"
	"math/rand/v2"

	"carrel/internal/listen"
)

// noise is a kind of noise and the signal-to-noise ratio of speech in it. Both levels are
// the power of the whole band; the level of speech is measured over its active frames.
type noise struct {
	kind string
	snr  float64
}

// noises are the noises in which phrases are spoken. Clean recordings have the noise of a
// quiet room, 45 dB below speech, because no microphone is digitally silent.
var noises = append([]noise{{"none", 45}}, levels("white", "car", "kitchen", "babble")...)

func levels(kinds ...string) []noise {
	var out []noise
	for _, k := range kinds {
		for _, snr := range []float64{20, 10, 5, 0} {
			out = append(out, noise{k, snr})
		}
	}
	return out
}

const (
	rate   = 16000
	level  = 0.1 // level of speech: −20 dB of full scale
	before = rate / 2
	after  = rate * 4 / 5
)

// framed normalises the level of a recording and adds silence before and after it. begin
// and end bound the speech: the frames within 30 dB of the loudest.
func framed(pcm []float32) (out []float32, begin, end int) {
	loud, first, last := 0.0, -1, 0
	var power []float64
	for i := 0; i+listen.FrameSize <= len(pcm); i += listen.FrameSize {
		p := math.Pow(10, listen.EnergyDB(pcm[i:i+listen.FrameSize])/10)
		power = append(power, p)
		loud = math.Max(loud, p)
	}
	sum, n := 0.0, 0
	for i, p := range power {
		if p > loud/1000 {
			sum, n, last = sum+p, n+1, i+1
			if first < 0 {
				first = i
			}
		}
	}
	out = make([]float32, before+len(pcm)+after)
	gain := float32(level / math.Sqrt(sum/float64(max(n, 1))+1e-12))
	for i, x := range pcm {
		out[before+i] = x * gain
	}
	return out, before + max(first, 0)*listen.FrameSize, before + last*listen.FrameSize
}

// in adds the noise to a recording.
func (n noise) in(pcm []float32, seed uint64) []float32 {
	x := sound(n.kind, len(pcm), rand.New(rand.NewPCG(seed, hash(n.kind))))
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	gain := level * math.Pow(10, -n.snr/20) / math.Sqrt(sum/float64(len(x))+1e-12)
	out := make([]float32, len(pcm))
	for i := range out {
		out[i] = float32(math.Max(-1, math.Min(1, float64(pcm[i])+x[i]*gain)))
	}
	return out
}

// sound synthesises noise: white noise; a car, mostly low frequencies; a kitchen with a
// fan and crockery; babble of eight voices; and music.
func sound(kind string, n int, r *rand.Rand) []float64 {
	x := make([]float64, n)
	switch kind {
	case "none", "white":
		for i := range x {
			x[i] = r.NormFloat64()
		}
	case "car":
		slow, low := 0.0, 0.0
		for i := range x {
			slow = .985*slow + r.NormFloat64()
			low += .05 * (slow - low)
			x[i] = low + .02*r.NormFloat64()
		}
	case "kitchen":
		slow := 0.0
		for i := range x {
			slow = .9*slow + r.NormFloat64()
			x[i] = slow + .4*r.NormFloat64() + .8*math.Sin(2*math.Pi*120*float64(i)/rate)
		}
		for range n / 6000 { // plates, spoons
			at, f, fall, loud := r.IntN(n), 1500+4500*r.Float64(), .01+.05*r.Float64(), 4+10*r.Float64()
			for i := at; i < min(n, at+rate/5); i++ {
				t := float64(i-at) / rate
				x[i] += loud * math.Exp(-t/fall) * math.Sin(2*math.Pi*f*t)
			}
		}
	case "babble":
		for range 8 {
			v := babbler(r)
			for i := range x {
				x[i] += v()
			}
		}
	case "music":
		music(x, r)
	}
	return x
}

// babbler returns one talker in a crowd: a buzz through two moving formants, in
// syllables.
func babbler(r *rand.Rand) func() float64 {
	pitch := 90 + 130*r.Float64()
	phase, syllable, left := 0.0, 0.0, 0
	var f [2]float64
	var y [2][2]float64
	return func() float64 {
		if left--; left <= 0 {
			left = rate/12 + r.IntN(rate/6)
			syllable = r.Float64()
			if r.IntN(4) == 0 {
				syllable = 0
			}
			f = [2]float64{300 + 600*r.Float64(), 900 + 1600*r.Float64()}
		}
		if phase += pitch / rate; phase > 1 {
			phase--
		}
		in := syllable * (phase - .5 + .1*r.NormFloat64())
		out := 0.0
		for i := range y {
			c := 2 * .97 * math.Cos(2*math.Pi*f[i]/rate)
			v := in + c*y[i][0] - .9409*y[i][1]
			y[i][1], y[i][0] = y[i][0], v
			out += v
		}
		return out
	}
}

// noiseTrials returns minutes of noise in which nobody speaks.
func noiseTrials(g listen.Grammar, minutes int) []trial {
	var out []trial
	for _, kind := range []string{"white", "car", "kitchen", "babble", "music"} {
		for range minutes {
			out = append(out, trial{voice: "nobody", kind: "noise alone", text: kind, noise: noise{kind, 15}, pcm: make([]float32, rate*60), grammar: g, outside: true})
		}
	}
	return out
}
