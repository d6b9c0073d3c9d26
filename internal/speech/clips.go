package speech

import (
	"context"
	"sync"
	"time"

	"carrel/internal/audio"
	"carrel/internal/study"
)

// ClipsConfig configures the engines and the caches.
type ClipsConfig struct {
	// Engines are the voice engines, the preferred one first.
	Engines []Synthesizer
	// Dir keeps clips between runs. If it is "" or cannot be written, no clips are kept
	// on disk.
	Dir string
	// MaxMemory and MaxDisk limit the caches, in bytes. The defaults are 32 and 256 MiB.
	MaxMemory, MaxDisk int64
	// Remove removes a kept file when the cache is wiped; nil means os.Remove.
	Remove func(path string) error
}

// knownClips is how many plans are remembered, by which a key alone is enough to make a
// clip.
const knownClips = 4096

// Clip is speech that is ready to be played.
type Clip struct {
	Key      string
	WAV      []byte // 16-bit mono; must not be changed
	Duration time.Duration
}

// Clips makes clips of Speech and caches them. The key of a clip is derived from
// everything that can be heard in it, so that equal clips are made only once, even if
// they are requested at the same time. It is safe for concurrent use.
type Clips struct {
	engines []Synthesizer
	life    context.Context // ends the work in the background
	end     context.CancelFunc
	working sync.WaitGroup

	mu     sync.Mutex
	closed bool
	plans  *recent[plan] // by key, so that a key alone is enough
	memory *recent[Clip]
	flying map[string]*flight
	ahead  []string // keys to make in the background, the next one first
	busy   bool     // a goroutine is making them
	erased int      // number of calls of Wipe

	diskMu sync.Mutex
	disk   *diskCache
}

// NewClips starts nothing and reads nothing before the first clip.
func NewClips(config ClipsConfig) *Clips {
	if config.MaxMemory <= 0 {
		config.MaxMemory = 32 << 20
	}
	if config.MaxDisk <= 0 {
		config.MaxDisk = 256 << 20
	}
	life, end := context.WithCancel(context.Background())
	return &Clips{
		engines: config.Engines,
		life:    life,
		end:     end,
		plans:   newRecent(knownClips, func(plan) int64 { return 1 }),
		memory:  newRecent(config.MaxMemory, func(c Clip) int64 { return int64(len(c.WAV)) }),
		flying:  map[string]*flight{},
		disk:    newDiskCache(config.Dir, config.MaxDisk, config.Remove),
	}
}

// Close stops the work in the background. After it, Get still returns cached clips, but
// no new ones are made.
func (c *Clips) Close() error {
	c.mu.Lock()
	c.closed = true
	c.ahead = nil
	c.mu.Unlock()
	c.end()
	c.working.Wait()
	return nil
}

// Voices lists the voices of all engines.
func (c *Clips) Voices() []Voice {
	var all []Voice
	for _, e := range c.engines {
		all = append(all, e.Voices()...)
	}
	return all
}

// Check returns nil if a Speech can be spoken, else an error of kind study.Unavailable
// that names the language without a voice.
func (c *Clips) Check(s study.Speech, settings Settings) error {
	segments, err := arrange(c.engines, s, settings)
	if err != nil {
		return err
	}
	return gap(segments)
}

// Parts splits a Speech into parts that a page plays one after another: clips, which it
// gets by their keys, and recordings of the deck. A Speech without anything to hear has
// no parts. Errors are those of Check.
func (c *Clips) Parts(s study.Speech, settings Settings) ([]Part, error) {
	if err := c.Check(s, settings); err != nil {
		return nil, err
	}
	return c.PartsOrText(s, settings)
}

// PartsOrText is Parts, except that text that no voice can speak becomes a part with the
// text and its language, so that one foreign word does not silence the rest of a card.
// Its only error is of kind study.Invalid, for text that is too long.
func (c *Clips) PartsOrText(s study.Speech, settings Settings) ([]Part, error) {
	segments, err := arrange(c.engines, s, settings)
	if err != nil {
		return nil, err
	}
	var parts []Part
	heard := false
	for _, seg := range segments {
		switch {
		case seg.sound != "":
			parts = append(parts, Part{Sound: seg.sound})
		case seg.gap.Text != "":
			parts = append(parts, Part{Text: seg.gap.Text, Lang: seg.gap.Lang})
		default:
			parts = append(parts, Part{Clip: c.remember(seg.plan)})
			heard = heard || !seg.plan.silent()
			continue
		}
		heard = true
	}
	if !heard {
		return nil, nil
	}
	return parts, nil
}

// Key returns the key of the clip of a Speech without its recordings, so that Get can
// make it. It is "" if there is nothing to say. Errors are those of Check.
func (c *Clips) Key(s study.Speech, settings Settings) (string, error) {
	segments, err := arrange(c.engines, s, settings)
	if err == nil {
		err = gap(segments)
	}
	if err != nil {
		return "", err
	}
	var whole plan
	for _, seg := range segments {
		for _, l := range seg.plan {
			whole = whole.add(l)
		}
	}
	if whole.silent() {
		return "", nil
	}
	return c.remember(whole), nil
}

func (c *Clips) remember(p plan) string {
	key := p.key()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.plans.put(key, p)
	return key
}

// Get returns the clip of a key from Parts or Key, from the cache or newly made. It
// returns study.NotFound for an unknown key (after a restart, or when thousands of others
// were requested since), and the errors of Synthesizer.Speak.
func (c *Clips) Get(ctx context.Context, key string) (Clip, error) {
	if !isKey(key) {
		return Clip{}, study.Errorf(study.NotFound, "there is no clip of that name")
	}
	if ctx.Err() != nil {
		return Clip{}, stopped(ctx)
	}
	if clip, ok := c.kept(key); ok {
		return clip, nil
	}
	f, err := c.board(key)
	if err != nil {
		return Clip{}, err
	}
	return f.wait(ctx)
}

// kept looks for a clip in memory, then on disk.
func (c *Clips) kept(key string) (Clip, bool) {
	c.mu.Lock()
	clip, ok := c.memory.get(key)
	erased := c.erased
	c.mu.Unlock()
	if ok {
		return clip, true
	}
	c.diskMu.Lock()
	wav, ok := c.disk.get(key)
	c.diskMu.Unlock()
	if !ok {
		return Clip{}, false
	}
	clip = newClip(key, wav)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.erased == erased {
		c.memory.put(key, clip)
	}
	return clip, true
}

func newClip(key string, wav []byte) Clip {
	clip := Clip{Key: key, WAV: wav}
	if p, err := audio.DecodeWAV(wav); err == nil {
		clip.Duration = p.Duration()
	}
	return clip
}

// keep caches a new clip in memory and on disk, unless Wipe was called since the work on
// it began.
func (c *Clips) keep(clip Clip, erased int) {
	c.diskMu.Lock()
	defer c.diskMu.Unlock()
	c.mu.Lock()
	fresh := c.erased == erased
	if fresh {
		c.memory.put(clip.Key, clip)
	}
	c.mu.Unlock()
	if fresh {
		c.disk.put(clip.Key, clip.WAV)
	}
}

// Wipe forgets every clip and every plan, and removes the clips from the disk. Clips that
// are being made are not cached.
func (c *Clips) Wipe() error {
	c.diskMu.Lock()
	defer c.diskMu.Unlock()
	c.mu.Lock()
	c.erased++
	c.plans.clear()
	c.memory.clear()
	c.ahead = nil
	c.mu.Unlock()
	return c.disk.wipe()
}

// Remembered returns the number of clips and of plans in memory.
func (c *Clips) Remembered() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.plans.items) + len(c.memory.items) + len(c.ahead)
}

// DiskError returns why clips are not kept on disk. It is nil if they are, or if no
// folder is configured.
func (c *Clips) DiskError() error {
	c.diskMu.Lock()
	defer c.diskMu.Unlock()
	c.disk.open()
	if c.disk.err == nil {
		return nil
	}
	return study.Because(c.disk.err, study.Unavailable, "speech is not kept between runs: the folder %s cannot be written", c.disk.dir)
}
