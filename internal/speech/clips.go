package speech

import (
	"context"
	"sync"
	"time"

	"carrel/internal/audio"
	"carrel/internal/study"
)

// ClipsConfig says who speaks and what is kept.
type ClipsConfig struct {
	// Engines, the preferred first.
	Engines []Synthesizer
	// Dir keeps clips between runs; "", or a folder that cannot be written,
	// keeps none.
	Dir string
	// MaxMemory and MaxDisk bound what is kept, in bytes; 32 and 256 MiB where
	// not positive.
	MaxMemory, MaxDisk int64
	// Remove removes a kept file when all are wiped; nil is os.Remove.
	Remove func(path string) error
}

// knownClips is how many clips can be asked for by key without being kept.
const knownClips = 4096

// Clip is speech ready to be played.
type Clip struct {
	Key      string
	WAV      []byte // 16-bit mono; not to be changed
	Duration time.Duration
}

// Clips makes clips of Speech and keeps them. A clip is named by a key of
// everything that one can hear in it, so that it is made once, and asking for
// it twice at a time makes it once too. It is safe for concurrent use.
type Clips struct {
	engines []Synthesizer
	life    context.Context // of work in the background
	end     context.CancelFunc
	working sync.WaitGroup

	mu     sync.Mutex
	closed bool
	plans  *recent[plan] // by key, so that a key alone is enough
	memory *recent[Clip]
	flying map[string]*flight
	ahead  []string // keys to make in the background, the next first
	busy   bool     // something makes them
	erased int      // times that Wipe was called

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

// Close stops the work in the background. Clips that are kept can still be
// got; nothing new is made.
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

// Check tells whether a Speech can be said: nil, or an error of kind
// study.Unavailable that names the language without a voice.
func (c *Clips) Check(s study.Speech, settings Settings) error {
	segments, err := arrange(c.engines, s, settings)
	if err != nil {
		return err
	}
	return gap(segments)
}

// Parts splits a Speech into what a page plays one after another: clips, to
// be got by their keys, and the deck's own recordings. Speech with nothing to
// hear in it has no parts. Errors are those of Check.
func (c *Clips) Parts(s study.Speech, settings Settings) ([]Part, error) {
	if err := c.Check(s, settings); err != nil {
		return nil, err
	}
	return c.PartsOrText(s, settings)
}

// PartsOrText is Parts that leaves what no voice can say as text in its
// language, so that one foreign word does not silence the rest of a card. Its
// only error is of kind study.Invalid, for text without end.
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

// Key names the clip of a Speech, recordings left out, so that Get can make
// it. It is "" when there is nothing to say. Errors are those of Check.
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

// Get gives the clip of a key from Parts or Key: kept, or made now. Errors:
// study.NotFound for a key that is not known (after a restart, or when
// thousands of others were asked for since), and those of
// Synthesizer.Speak.
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

// kept looks in memory, then on disk.
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

// keep puts a new clip in memory and on disk, unless what it was made from
// has been erased meanwhile.
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

// Wipe forgets every clip and everything needed to make it, and removes the
// kept files from the disk. Clips in the making are not kept.
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

// Remembered is how many clips, and plans to make one, are in memory.
func (c *Clips) Remembered() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.plans.items) + len(c.memory.items) + len(c.ahead)
}

// DiskError says why clips are not kept on disk, nil if they are or were not
// meant to be.
func (c *Clips) DiskError() error {
	c.diskMu.Lock()
	defer c.diskMu.Unlock()
	c.disk.open()
	if c.disk.err == nil {
		return nil
	}
	return study.Because(c.disk.err, study.Unavailable, "speech is not kept between runs: the folder %s cannot be written", c.disk.dir)
}
