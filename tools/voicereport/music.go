package main

import (
	"math"
	"math/rand/v2"
)

// music adds a piece of music to x: chords, a bass, a drum, and a melody that is randomly
// either played on an instrument or sung on vowels.
func music(x []float64, r *rand.Rand) {
	beat := int(rate * (.35 + .35*r.Float64()))
	key := 98 * math.Pow(2, float64(r.IntN(12))/12)
	scale := []float64{0, 2, 4, 5, 7, 9, 11}
	tone := func(step int) float64 {
		return key * math.Pow(2, (scale[((step%7)+7)%7]+12*math.Floor(float64(step)/7))/12)
	}
	sung, drums := r.IntN(2) == 0, r.IntN(3) > 0
	step, chord := 7, 0
	for at, n := 0, 0; at < len(x); at, n = at+beat, n+1 {
		if n%4 == 0 {
			chord = []int{0, 3, 4, 5}[r.IntN(4)]
			for _, s := range []int{chord - 7, chord, chord + 2, chord + 4} {
				pluck(x, at, 4*beat, tone(s), .25, 1.2)
			}
		}
		if drums {
			hit(x, at, .5, r)
		}
		if r.IntN(5) == 0 {
			continue // a rest
		}
		step = max(3, min(14, step+r.IntN(5)-2))
		length := beat * (1 + r.IntN(2))
		if sung {
			sing(x, at, length, tone(step), r)
		} else {
			pluck(x, at, length, tone(step), .5, 3)
		}
	}
}

// pluck adds a decaying tone of six harmonics.
func pluck(x []float64, at, length int, pitch, loud, fall float64) {
	for i := at; i < min(len(x), at+length); i++ {
		t := float64(i-at) / rate
		for h := 1.0; h <= 6; h++ {
			x[i] += loud * math.Exp(-fall*t) / h * math.Sin(2*math.Pi*pitch*h*t)
		}
	}
}

// hit adds a drum: a burst of noise.
func hit(x []float64, at int, loud float64, r *rand.Rand) {
	for i := at; i < min(len(x), at+rate/10); i++ {
		x[i] += loud * math.Exp(-40*float64(i-at)/rate) * r.NormFloat64()
	}
}

// vowels holds the first two formants in Hz (Peterson and Barney 1952, men).
var vowels = [][2]float64{{730, 1090}, {530, 1840}, {270, 2290}, {570, 840}, {300, 870}}

// sing adds a vowel at a pitch, with a vibrato of 5.5 Hz and 2 %, through two resonators.
// It starts softly, or with a hiss as a consonant.
func sing(x []float64, at, length int, pitch float64, r *rand.Rand) {
	f := vowels[r.IntN(len(vowels))]
	hiss := r.IntN(2) == 0
	phase := 0.0
	var y [2][2]float64
	for i := at; i < min(len(x), at+length); i++ {
		t := float64(i-at) / rate
		if phase += pitch * (1 + .02*math.Sin(2*math.Pi*5.5*t)) / rate; phase > 1 {
			phase--
		}
		loud := math.Min(1, math.Min(t/.05, (float64(length)/rate-t)/.05))
		in := loud * .12 * (phase - .5)
		if hiss && t < .08 {
			x[i] += .1 * r.NormFloat64()
		}
		for k := range y {
			c := 2 * .97 * math.Cos(2*math.Pi*f[k]/rate)
			v := in + c*y[k][0] - .9409*y[k][1]
			y[k][1], y[k][0] = y[k][0], v
			x[i] += v
		}
	}
}
