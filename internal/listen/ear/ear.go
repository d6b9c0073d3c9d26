//go:build !js

package ear

import (
	"context"
	"errors"
	"sync"
	"time"

	"carrel/internal/listen"
	"carrel/internal/listen/moonshine"
	"carrel/internal/listen/rnnoise"
	"carrel/internal/listen/sphinx"
)

// Ear recognises speech in one language. It is not safe for concurrent use.
type Ear struct {
	sphinx      *sphinx.Sphinx
	beside      *sphinx.Sphinx // a second instance, for the phone loop
	noise       *rnnoise.RNNoise
	second      *moonshine.Moonshine
	interpreter *listen.Interpreter
	// Enrolment holds how the learner says some phrases. It may be nil.
	Enrolment *listen.Enrolment
	// Clock measures the recogniser's work. If it is nil, the wall clock does.
	Clock func() time.Duration
}

// Open loads the recogniser, which takes about 200 MB of memory.
func Open(ctx context.Context, p Parts) (*Ear, error) {
	e := &Ear{}
	if err := e.open(ctx, p); err != nil {
		e.Close(ctx)
		return nil, err
	}
	return e, nil
}

func (e *Ear) open(ctx context.Context, p Parts) error {
	model, err := sphinx.ReadModel(p.Model)
	if err != nil {
		return err
	}
	var loading sync.WaitGroup
	var besideErr error
	loading.Go(func() { e.beside, besideErr = sphinx.Load(ctx, p.Sphinx, model) })
	e.sphinx, err = sphinx.Load(ctx, p.Sphinx, model)
	loading.Wait()
	if err = errors.Join(err, besideErr); err != nil {
		return err
	}
	if p.RNNoise != nil {
		if e.noise, err = rnnoise.Load(ctx, p.RNNoise); err != nil {
			return err
		}
	}
	if e.interpreter, err = listen.NewInterpreter(ctx, e.sphinx, listen.NewDictionary(string(p.Dictionary)), p.Lang); err != nil {
		return err
	}
	if err := e.interpreter.Beside(ctx, e.beside); err != nil {
		return err
	}
	if p.Moonshine != nil {
		if e.second, err = moonshine.Load(ctx, p.Moonshine, p.MoonshineModel); err != nil {
			return err
		}
		e.interpreter.Ask(e.second)
	}
	return nil
}

// Close frees the recogniser.
func (e *Ear) Close(ctx context.Context) error {
	var errs []error
	if e.sphinx != nil {
		errs = append(errs, e.sphinx.Close(ctx))
	}
	if e.beside != nil {
		errs = append(errs, e.beside.Close(ctx))
	}
	if e.second != nil {
		errs = append(errs, e.second.Close(ctx))
	}
	if e.noise != nil {
		errs = append(errs, e.noise.Close(ctx))
	}
	return errors.Join(errs...)
}

// Hear plays a recording, 16 kHz mono, to the recogniser and returns the first outcome,
// heard or no match. Without an outcome it returns silence. A longer recording may
// contain several utterances: see HearAll.
func (e *Ear) Hear(ctx context.Context, g listen.Grammar, pcm []float32) (listen.Event, error) {
	all, err := e.hear(ctx, g, pcm, true)
	if err != nil || len(all) == 0 {
		return listen.Event{Kind: listen.Silence}, err
	}
	return all[0], nil
}

// HearAll plays a recording and returns the outcome of every utterance in it.
func (e *Ear) HearAll(ctx context.Context, g listen.Grammar, pcm []float32) ([]listen.Event, error) {
	return e.hear(ctx, g, pcm, false)
}

func (e *Ear) hear(ctx context.Context, g listen.Grammar, pcm []float32, first bool) ([]listen.Event, error) {
	var noise listen.Denoiser
	if e.noise != nil {
		if err := e.noise.Reset(ctx); err != nil {
			return nil, err
		}
		noise = e.noise
	}
	clock := e.Clock
	if clock == nil {
		start := time.Now()
		clock = func() time.Duration { return time.Since(start) }
	}
	r := listen.NewRecogniser(e.interpreter, noise, clock)
	r.Enrolment = e.Enrolment
	if _, err := r.Listen(ctx, g, 0); err != nil {
		return nil, err
	}
	var out []listen.Event
	take := func(events []listen.Event, err error) error {
		for _, ev := range events {
			if ev.Kind != listen.SpeechStart {
				out = append(out, ev)
			}
		}
		return err
	}
	const step = 2 * listen.FrameSize // the chunk size of the AudioWorklet
	for at := 0; at < len(pcm); at += step {
		if err := take(r.Push(ctx, pcm[at:min(at+step, len(pcm))])); err != nil {
			return nil, err
		}
		if len(out) > 0 && first {
			return out, nil
		}
		if !r.Listening() {
			if _, err := r.Listen(ctx, g, 0); err != nil {
				return nil, err
			}
		}
	}
	err := take(r.Flush(ctx))
	return out, err
}
