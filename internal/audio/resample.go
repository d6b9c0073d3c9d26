package audio

import (
	"math"
	"sync"
)

// The interpolation kernel is a sinc, limited to sincZeros zero crossings on each side by
// a Kaiser window. It is stored with sincSteps values per crossing and read with linear
// interpolation (J. O. Smith, "Digital Audio Resampling Home Page", CCRMA, 2002). Beta 9
// attenuates the stop band by about 90 dB; sincRolloff leaves room for the transition
// band below the Nyquist frequency.
const (
	sincZeros   = 32
	sincSteps   = 512
	sincBeta    = 9.0
	sincRolloff = 0.945
)

var sincTable = sync.OnceValue(func() []float64 {
	table := make([]float64, sincZeros*sincSteps+2)
	for i := range table {
		x := float64(i) / sincSteps
		if x >= sincZeros {
			break
		}
		table[i] = sinc(x) * kaiser(x/sincZeros, sincBeta)
	}
	return table
})

// Resample converts the sound to another rate in Hz without aliasing: it removes the
// frequencies above half of the lower rate. The length in seconds stays the same.
func Resample(p PCM, rate int) PCM {
	if rate == p.Rate || p.Rate <= 0 || rate <= 0 || len(p.Samples) == 0 {
		return PCM{Rate: rate, Samples: p.Samples}
	}
	ratio := float64(rate) / float64(p.Rate)
	n := int(math.Round(float64(len(p.Samples)) * ratio))
	out := PCM{Rate: rate, Samples: make([]float32, n)}
	// Downsampling stretches the kernel, so that it cuts off at the new Nyquist
	// frequency.
	cutoff := math.Min(1, ratio) * sincRolloff
	reach := sincZeros / cutoff
	table := sincTable()
	for i := range out.Samples {
		at := float64(i) / ratio
		first := max(0, int(math.Ceil(at-reach)))
		last := min(len(p.Samples)-1, int(math.Floor(at+reach)))
		sum := 0.0
		for k := first; k <= last; k++ {
			x := math.Abs(at-float64(k)) * cutoff * sincSteps
			j := int(x)
			if j >= len(table)-1 {
				continue
			}
			f := x - float64(j)
			sum += float64(p.Samples[k]) * (table[j] + f*(table[j+1]-table[j]))
		}
		out.Samples[i] = float32(sum * cutoff)
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// kaiser returns the Kaiser window at x in [-1, 1].
func kaiser(x, beta float64) float64 {
	return besselI0(beta*math.Sqrt(math.Max(0, 1-x*x))) / besselI0(beta)
}

// besselI0 returns the modified Bessel function of the first kind and order zero,
// computed by its power series.
func besselI0(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1; k < 64; k++ {
		f := x / (2 * float64(k))
		term *= f * f
		sum += term
		if term < 1e-16*sum {
			break
		}
	}
	return sum
}
