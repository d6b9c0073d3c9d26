package audio

import (
	"math"
	"time"
)

// Sample rates that Carrel works with, in Hz.
const (
	MinRate = 4000
	MaxRate = 192000
)

// PCM is mono sound: samples in [-1, 1] at Rate samples per second. The zero PCM is
// empty.
type PCM struct {
	Rate    int
	Samples []float32
}

// Duration returns the length of the sound.
func (p PCM) Duration() time.Duration {
	if p.Rate <= 0 {
		return 0
	}
	return time.Duration(float64(len(p.Samples)) / float64(p.Rate) * float64(time.Second))
}

// Peak returns the largest absolute sample; 1 is full scale.
func (p PCM) Peak() float64 {
	peak := 0.0
	for _, s := range p.Samples {
		peak = math.Max(peak, math.Abs(float64(s)))
	}
	return peak
}

// Silence returns silence of length d at a rate in Hz.
func Silence(rate int, d time.Duration) PCM {
	if d < 0 {
		d = 0
	}
	return PCM{Rate: rate, Samples: make([]float32, samplesIn(rate, d))}
}

// Join concatenates the parts, resampled to the highest rate among them.
func Join(parts ...PCM) PCM {
	rate, total := 0, 0
	for _, p := range parts {
		rate = max(rate, p.Rate)
	}
	same := make([]PCM, len(parts))
	for i, p := range parts {
		same[i] = Resample(p, rate)
		total += len(same[i].Samples)
	}
	joined := PCM{Rate: rate, Samples: make([]float32, 0, total)}
	for _, p := range same {
		joined.Samples = append(joined.Samples, p.Samples...)
	}
	return joined
}

// Gain changes the level by the given number of decibels. It does not limit; see Limit.
func Gain(p PCM, db float64) PCM {
	factor := float32(math.Pow(10, db/20))
	out := PCM{Rate: p.Rate, Samples: make([]float32, len(p.Samples))}
	for i, s := range p.Samples {
		out.Samples[i] = s * factor
	}
	return out
}

func samplesIn(rate int, d time.Duration) int {
	return int(math.Round(float64(rate) * d.Seconds()))
}
