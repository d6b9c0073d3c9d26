package listen

import "math"

// Cepstra are the mel-frequency cepstral coefficients of an utterance: one row per 10 ms,
// Enrolling.Cepstra values per row. Each coefficient has its mean over the utterance
// subtracted, which reduces the influence of the microphone and its distance. After Davis
// and Mermelstein, IEEE Trans. ASSP 28(4), 1980.
type Cepstra [][]float64

// spectrumSize is the length of the Fourier transform: the next power of two above the
// 400 samples of a 25 ms window.
const spectrumSize = 512

// CepstraOf computes the cepstra of sound, 16 kHz mono, −1 to 1: pre-emphasis, Hamming
// windows of 25 ms every 10 ms, triangular filters evenly spaced on the mel scale,
// logarithm, cosine transform. Energy far below that of the loudest filter is cut off, so
// that silence is the same in every room. Sound shorter than one window has no rows. The
// page has the same computation in cepstrum.ts.
func CepstraOf(pcm []float32) Cepstra {
	k := Enrolling
	n := (len(pcm)-k.Window)/k.Step + 1
	if len(pcm) < k.Window {
		return nil
	}
	bank := melBank(k.Filters, k.LowHz, k.HighHz)
	energies := make([][]float64, n)
	loudest := 0.0
	re, im := make([]float64, spectrumSize), make([]float64, spectrumSize)
	for i := range energies {
		clear(re)
		clear(im)
		for j := range k.Window {
			at := i*k.Step + j
			x := float64(pcm[at])
			if at > 0 {
				x -= k.Emphasis * float64(pcm[at-1])
			}
			re[j] = x * (0.54 - 0.46*math.Cos(2*math.Pi*float64(j)/float64(k.Window-1)))
		}
		fourier(re, im)
		row := make([]float64, k.Filters)
		for f, filter := range bank {
			for b, weight := range filter {
				row[f] += weight * (re[b]*re[b] + im[b]*im[b])
			}
			loudest = math.Max(loudest, row[f])
		}
		energies[i] = row
	}
	floor := math.Max(loudest*k.Floor, 1e-12)
	out := make(Cepstra, n)
	mean := make([]float64, k.Cepstra)
	for i, row := range energies {
		out[i] = make([]float64, k.Cepstra)
		for c := range out[i] {
			scale := math.Sqrt(2 / float64(k.Filters))
			if c == 0 {
				scale = math.Sqrt(1 / float64(k.Filters))
			}
			for f, e := range row {
				out[i][c] += scale * math.Log(e+floor) * math.Cos(math.Pi*float64(c)*(float64(f)+0.5)/float64(k.Filters))
			}
			mean[c] += out[i][c] / float64(n)
		}
	}
	for _, row := range out {
		for c := range row {
			row[c] -= mean[c]
		}
	}
	return out
}

// melBank returns the weight of each bin of the spectrum in each filter.
func melBank(filters int, lowHz, highHz float64) [][]float64 {
	mel := func(hz float64) float64 { return 2595 * math.Log10(1+hz/700) }
	low, high := mel(lowHz), mel(highHz)
	edge := func(i int) float64 { return low + (high-low)*float64(i)/float64(filters+1) }
	bank := make([][]float64, filters)
	for f := range bank {
		bank[f] = make([]float64, spectrumSize/2+1)
		for b := range bank[f] {
			m := mel(float64(b*Shared.Rate) / spectrumSize)
			up, down := (m-edge(f))/(edge(f+1)-edge(f)), (edge(f+2)-m)/(edge(f+2)-edge(f+1))
			bank[f][b] = math.Max(0, math.Min(up, down))
		}
	}
	return bank
}

// fourier is the in-place fast Fourier transform for a length that is a power of two
// (Cooley and Tukey, Math. Comp. 19, 1965).
func fourier(re, im []float64) {
	n := len(re)
	for i, j := 1, 0; i < n; i++ {
		bit := n >> 1
		for ; j&bit != 0; bit >>= 1 {
			j ^= bit
		}
		j ^= bit
		if i < j {
			re[i], re[j] = re[j], re[i]
			im[i], im[j] = im[j], im[i]
		}
	}
	for size := 2; size <= n; size *= 2 {
		for k := range size / 2 {
			c, s := math.Cos(-2*math.Pi*float64(k)/float64(size)), math.Sin(-2*math.Pi*float64(k)/float64(size))
			for a := k; a < n; a += size {
				b := a + size/2
				x, y := re[b]*c-im[b]*s, re[b]*s+im[b]*c
				re[b], im[b] = re[a]-x, im[a]-y
				re[a], im[a] = re[a]+x, im[a]+y
			}
		}
	}
}
