//go:build !js

package rnnoise

import (
	"context"
	"math"

	"carrel/internal/listen"
	"carrel/internal/listen/emscripten"
	"carrel/internal/listen/exports"
)

const (
	frame = listen.FrameSize
	taps  = 97 // odd, so that both filters together delay by taps − 1 samples at 48 kHz
	ratio = 3  // RNNoise works at 48 kHz, the recogniser at 16
	big   = ratio * frame
)

// RNNoise cleans one stream of sound.
type RNNoise struct {
	c       *emscripten.Module
	state   float64
	at      uint32
	filter  [taps]float64
	low     [frame + (taps+ratio-1)/ratio]float64
	high    [big + taps - 1]float64
	history [listen.DenoiseDelay + frame]float32
}

// Load starts the noise reducer from its wasm.
func Load(ctx context.Context, wasm []byte) (*RNNoise, error) {
	names, err := exports.RNNoise()
	if err != nil {
		return nil, err
	}
	c, err := emscripten.Start(ctx, wasm, names)
	if err != nil {
		return nil, err
	}
	r := &RNNoise{c: c, filter: lowpass()}
	if err := r.Reset(ctx); err != nil {
		c.Close(ctx)
		return nil, err
	}
	return r, nil
}

// Reset forgets the stream, so that the next recording starts afresh.
func (r *RNNoise) Reset(ctx context.Context) error {
	if r.state != 0 {
		if _, err := r.c.Call(ctx, "rnnoise_destroy", r.state); err != nil {
			return err
		}
	}
	state, err := r.c.Call(ctx, "rnnoise_create", 0)
	if err == nil && r.at == 0 {
		r.at, err = r.c.Malloc(ctx, big*4)
	}
	r.state = float64(state)
	clear(r.low[:])
	clear(r.high[:])
	clear(r.history[:])
	return err
}

// Close frees the noise reducer.
func (r *RNNoise) Close(ctx context.Context) error { return r.c.Close(ctx) }

// Frame processes 160 samples at 16 kHz. It writes the cleaned and the original sound,
// both delayed by listen.DenoiseDelay samples, and returns the probability that the frame
// contains a voice.
func (r *RNNoise) Frame(ctx context.Context, pcm, cleaned, original []float32) (float64, error) {
	const keep = len(r.low) - frame
	copy(r.low[:], r.low[frame:])
	for i, x := range pcm {
		r.low[keep+i] = float64(x)
	}
	var wide [big]float32
	for i := range wide {
		sum := 0.0
		at := keep + i/ratio
		for k := i % ratio; k < taps; k += ratio {
			sum += r.filter[k] * r.low[at]
			at--
		}
		wide[i] = float32(sum * ratio * 32768)
	}
	r.c.PutFloats(r.at, wide[:])
	bits, err := r.c.Call(ctx, "rnnoise_process_frame", r.state, float64(r.at), float64(r.at))
	if err != nil {
		return 0, err
	}
	r.c.Floats(r.at, wide[:])
	copy(r.high[:], r.high[big:])
	for i, x := range wide {
		r.high[taps-1+i] = float64(x) / 32768
	}
	for i := range cleaned {
		sum := 0.0
		for k := range taps {
			sum += r.filter[k] * r.high[taps-1+ratio*i-k]
		}
		cleaned[i] = float32(sum)
	}
	copy(r.history[:], r.history[frame:])
	copy(r.history[listen.DenoiseDelay:], pcm)
	copy(original, r.history[:frame])
	return float64(math.Float32frombits(bits)), nil
}

// lowpass returns a windowed sinc that passes the frequencies that exist at 16 kHz.
func lowpass() (f [taps]float64) {
	const middle, cut = (taps - 1) / 2, 0.94 / ratio
	total := 0.0
	for i := range f {
		x := float64(i-middle) * cut
		sinc := 1.0
		if x != 0 {
			sinc = math.Sin(math.Pi*x) / (math.Pi * x)
		}
		f[i] = sinc * (0.42 - 0.5*math.Cos(2*math.Pi*float64(i)/(taps-1)) + 0.08*math.Cos(4*math.Pi*float64(i)/(taps-1)))
		total += f[i]
	}
	for i := range f {
		f[i] /= total
	}
	return f
}
