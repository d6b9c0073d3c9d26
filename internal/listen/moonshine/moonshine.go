//go:build !js

package moonshine

import (
	"context"
	"encoding/binary"
	"math"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"carrel/internal/listen"
	"carrel/internal/study"
)

// Moonshine computes how likely phrases are, given a sound. It is not safe for concurrent
// use.
type Moonshine struct {
	runtime wazero.Runtime
	module  api.Module
	text    uint32
	sound   uint32
	likely  uint32
	fits    int
	tags    []string
}

// Load compiles the program and loads the model, about 50 MB.
func Load(ctx context.Context, wasm, model []byte) (*Moonshine, error) {
	m := &Moonshine{runtime: wazero.NewRuntime(ctx)}
	if err := m.load(ctx, wasm, model); err != nil {
		m.runtime.Close(ctx)
		return nil, study.Because(err, study.Internal, "the second recogniser did not start; run make build")
	}
	return m, nil
}

func (m *Moonshine) load(ctx context.Context, wasm, model []byte) (err error) {
	if m.module, err = m.runtime.Instantiate(ctx, wasm); err != nil {
		return err
	}
	at, err := m.call(ctx, "place", uint64(len(model)))
	if err != nil {
		return err
	}
	if !m.module.Memory().Write(uint32(at), model) {
		return study.Errorf(study.Internal, "the second recogniser has no room for its model")
	}
	ok, err := m.call(ctx, "open", at, uint64(len(model)))
	if err != nil {
		return err
	}
	if ok == 0 {
		return study.Errorf(study.Unreadable, "the second recogniser does not know its model")
	}
	for _, where := range []struct {
		name string
		to   *uint32
	}{{"textAt", &m.text}, {"soundAt", &m.sound}, {"likelyAt", &m.likely}} {
		at, err := m.call(ctx, where.name)
		if err != nil {
			return err
		}
		*where.to = uint32(at)
	}
	fits, err := m.call(ctx, "soundFits")
	m.fits = int(fits)
	return err
}

// Close frees the program and its memory.
func (m *Moonshine) Close(ctx context.Context) error { return m.runtime.Close(ctx) }

// SetPhrases sets the phrases for the following calls of Hear.
func (m *Moonshine) SetPhrases(ctx context.Context, phrases []listen.Phrase) error {
	if _, err := m.call(ctx, "clear"); err != nil {
		return err
	}
	numbers := map[string]int{}
	m.tags = m.tags[:0]
	for _, p := range phrases {
		n, ok := numbers[p.Tag]
		if !ok && len(m.tags) >= listen.Shared.Opinion.MostMeanings {
			continue
		}
		if !ok {
			n = len(m.tags)
			numbers[p.Tag] = n
			m.tags = append(m.tags, p.Tag)
		}
		for _, text := range []string{p.Say, p.Text} {
			if len(text) > listen.Shared.Opinion.LongestText || !m.module.Memory().WriteString(m.text, text) {
				continue
			}
			if _, err := m.call(ctx, "add", uint64(n), uint64(len(text))); err != nil {
				return err
			}
		}
	}
	return nil
}

// Hear returns the likelihood of each meaning, given a sound, 16 kHz mono. It returns nil
// for a sound that is empty, too long, or has samples that are not numbers.
func (m *Moonshine) Hear(ctx context.Context, pcm []float32) (*listen.Likelihoods, error) {
	pad := listen.Shared.Opinion.Pad
	if len(pcm) == 0 || len(pcm)+2*pad > m.fits {
		return nil, nil
	}
	padded := make([]byte, 4*(len(pcm)+2*pad))
	for i, x := range pcm {
		binary.LittleEndian.PutUint32(padded[4*(pad+i):], math.Float32bits(x))
	}
	if !m.module.Memory().Write(m.sound, padded) {
		return nil, study.Errorf(study.Internal, "the second recogniser has no room for the sound")
	}
	bits, err := m.call(ctx, "hear", uint64(len(pcm)+2*pad))
	if err != nil {
		return nil, err
	}
	free := float64(math.Float32frombits(uint32(bits)))
	if !(free <= 0) {
		return nil, nil
	}
	likely, ok := m.module.Memory().Read(m.likely, uint32(4*len(m.tags)))
	if !ok {
		return nil, study.Errorf(study.Internal, "the second recogniser lost its answer")
	}
	out := &listen.Likelihoods{Free: free, Of: make([]listen.Likelihood, len(m.tags))}
	for i, tag := range m.tags {
		out.Of[i] = listen.Likelihood{Tag: tag, Log: float64(math.Float32frombits(binary.LittleEndian.Uint32(likely[4*i:])))}
	}
	return out, nil
}

func (m *Moonshine) call(ctx context.Context, name string, args ...uint64) (uint64, error) {
	f := m.module.ExportedFunction(name)
	if f == nil {
		return 0, study.Errorf(study.Internal, "the second recogniser has no function %s", name)
	}
	out, err := f.Call(ctx, args...)
	if err != nil {
		return 0, study.Because(err, study.Internal, "the second recogniser failed in %s", name)
	}
	if len(out) == 0 {
		return 0, nil
	}
	return out[0], nil
}
