package listen

import "math"

// Resample converts sound from one rate to another with a windowed sinc, as the page's
// AudioWorklet does with the microphone's sound (resample.ts).
func Resample(pcm []float32, from, to int) []float32 {
	if from == to || len(pcm) == 0 {
		return pcm
	}
	step := float64(from) / float64(to)
	scale := math.Min(1, float64(to)/float64(from))
	half := int(math.Ceil(16 / scale))
	cut := scale * 0.94
	out := make([]float32, 0, int(float64(len(pcm))/step)+1)
	for n := 0; ; n++ {
		at := float64(n) * step
		middle := int(at)
		if middle >= len(pcm) {
			return out
		}
		sum := 0.0
		for i := max(0, middle-half+1); i <= min(len(pcm)-1, middle+half); i++ {
			t := at - float64(i)
			w := t / float64(half)
			if w <= -1 || w >= 1 {
				continue
			}
			sinc := 1.0
			if t != 0 {
				a := math.Pi * t * cut
				sinc = math.Sin(a) / a
			}
			sum += float64(pcm[i]) * sinc * cut * (0.5 + 0.5*math.Cos(math.Pi*w))
		}
		out = append(out, float32(sum))
	}
}
