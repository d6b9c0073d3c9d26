package speech

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"carrel/internal/audio"
	"carrel/internal/study"
)

// hum is a Synthesizer that hums for a tenth of a second per character. It can be delayed
// or made to fail.
type hum struct {
	engine string
	langs  []string
	rate   int
	calls  atomic.Int32
	gate   chan struct{} // if not nil, each sound waits for a value

	mu   sync.Mutex
	said []Utterance
	fail error
}

func newHum(engine string, langs ...string) *hum {
	return &hum{engine: engine, langs: langs, rate: 8000}
}

func (h *hum) Voices() []Voice {
	var voices []Voice
	for _, l := range h.langs {
		voices = append(voices, Voice{Engine: h.engine, Name: "v-" + l, Lang: l, About: "hums"})
	}
	return voices
}

func (h *hum) Speak(ctx context.Context, u Utterance) (audio.PCM, error) {
	h.calls.Add(1)
	h.mu.Lock()
	h.said = append(h.said, u)
	fail := h.fail
	h.mu.Unlock()
	if h.gate != nil {
		select {
		case <-h.gate:
		case <-ctx.Done():
			return audio.PCM{}, stopped(ctx)
		}
	}
	if fail != nil {
		return audio.PCM{}, fail
	}
	p := audio.Silence(h.rate, time.Duration(utf8.RuneCountInString(u.Text))*100*time.Millisecond)
	for i := range p.Samples {
		p.Samples[i] = float32(0.3 * math.Sin(float64(i)*0.2))
	}
	return p, nil
}

func (h *hum) texts() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var texts []string
	for _, u := range h.said {
		texts = append(texts, u.Voice+": "+u.Text)
	}
	return texts
}

func (h *hum) failWith(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fail = err
}

var errHoarse = study.Errorf(study.Unavailable, "hoarse")
