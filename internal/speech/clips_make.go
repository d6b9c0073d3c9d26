package speech

import (
	"context"

	"carrel/internal/audio"
	"carrel/internal/study"
)

// flight is one clip being made, shared by all who wait for it. It is cancelled when
// nobody waits any more.
type flight struct {
	cancel  context.CancelFunc
	done    chan struct{}
	clip    Clip
	err     error
	clips   *Clips
	waiting int // guarded by clips.mu
}

// board joins the flight of a key, or starts one.
func (c *Clips) board(key string) (*flight, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f, ok := c.flying[key]; ok {
		f.waiting++
		return f, nil
	}
	p, ok := c.plans.get(key)
	if !ok {
		return nil, study.Errorf(study.NotFound, "this clip is no longer known; ask for the question again")
	}
	if c.closed {
		return nil, study.Errorf(study.Unavailable, "Carrel is stopping; start it again")
	}
	ctx, cancel := context.WithCancel(c.life)
	f := &flight{cancel: cancel, done: make(chan struct{}), clips: c, waiting: 1}
	c.flying[key] = f
	erased := c.erased
	c.working.Go(func() {
		defer cancel()
		f.clip, f.err = c.fly(ctx, key, p, erased)
		c.mu.Lock()
		if c.flying[key] == f {
			delete(c.flying, key)
		}
		c.mu.Unlock()
		close(f.done)
	})
	return f, nil
}

// wait returns the clip when it is made, or leaves the flight when ctx ends.
func (f *flight) wait(ctx context.Context) (Clip, error) {
	defer f.leave()
	select {
	case <-f.done:
		return f.clip, f.err
	case <-ctx.Done():
		return Clip{}, stopped(ctx)
	}
}

func (f *flight) leave() {
	f.clips.mu.Lock()
	defer f.clips.mu.Unlock()
	if f.waiting--; f.waiting > 0 {
		return
	}
	f.cancel()
	// Later requests start a new flight.
	for key, other := range f.clips.flying {
		if other == f {
			delete(f.clips.flying, key)
		}
	}
}

func (c *Clips) fly(ctx context.Context, key string, p plan, erased int) (Clip, error) {
	// The clip may have been made between the look into the cache and the start of this
	// flight.
	if clip, ok := c.kept(key); ok {
		return clip, nil
	}
	sound, err := p.render(ctx)
	if err != nil {
		return Clip{}, err
	}
	clip := Clip{Key: key, WAV: audio.WAV(sound), Duration: sound.Duration()}
	c.keep(clip, erased)
	return clip, nil
}

// defaultRate is the rate of a clip without sound.
const defaultRate = 16000

// render speaks the lines one after another.
func (p plan) render(ctx context.Context) (audio.PCM, error) {
	parts := []audio.PCM{}
	rate := 0
	for _, l := range p {
		if l.Text == "" {
			parts = append(parts, audio.PCM{})
			continue
		}
		sound, err := l.engine.Speak(ctx, Utterance{Text: l.Text, Lang: l.Lang, Voice: l.Voice, Rate: l.Rate, Pitch: l.Pitch})
		if err != nil {
			return audio.PCM{}, err
		}
		parts = append(parts, sound)
		if len(sound.Samples) > 0 {
			rate = max(rate, sound.Rate)
		}
	}
	if rate == 0 {
		rate = defaultRate
	}
	for i, l := range p {
		if l.Text == "" {
			parts[i] = audio.Silence(rate, l.Pause)
		}
	}
	return audio.Join(parts...), nil
}

// Prefetch makes clips in the background, in this order, so that Get returns them at
// once. It replaces the rest of an earlier call, because a card that will not come needs
// no voice. An error is returned when the clip is requested with Get.
func (c *Clips) Prefetch(keys ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.ahead = append(c.ahead[:0:0], keys...)
	if c.busy || len(c.ahead) == 0 {
		return
	}
	c.busy = true
	c.working.Go(c.workAhead)
}

// workAhead makes one clip at a time, so that the engine has capacity for a clip that
// somebody waits for.
func (c *Clips) workAhead() {
	for {
		c.mu.Lock()
		if len(c.ahead) == 0 || c.closed {
			c.busy = false
			c.mu.Unlock()
			return
		}
		key := c.ahead[0]
		c.ahead = c.ahead[1:]
		c.mu.Unlock()
		c.Get(c.life, key)
	}
}

// Waiting returns the number of clips still to be made in the background, without the one
// being made.
func (c *Clips) Waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.ahead)
}
