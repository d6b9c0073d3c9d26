package voice

import (
	"context"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"
	"sync"

	"carrel/internal/session"
	"carrel/internal/speech"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

// Voice combines the built-in speech engine with the program and the Wyoming
// server that the learner may have chosen instead.
type Voice struct {
	cache   string
	builtin speech.Synthesizer
	why     string // why there is no built-in voice; "" if there is one

	mu       sync.RWMutex
	command  []string
	program  speech.Synthesizer
	server   string             // address of a Wyoming server; "" for none
	remote   speech.Synthesizer // the server's synthesizer; nil until it is reached
	leave    func()             // cancels the request for voices; nil if none runs
	clipsOf  *speech.Clips
	wanted   Settings
	warmed   bool
	settings speech.Settings
	answers  map[string]string // voices of the answer side
}

// Config says where a voice gets its engine and keeps its clips.
type Config struct {
	Assets  fs.FS              // the built page, which contains the built-in engine
	Cache   string             // folder of the cache; "" keeps clips in memory only
	Builtin speech.Synthesizer // replaces the built-in engine; nil keeps it
}

// New returns a voice with its built-in engine.
func New(c Config) *Voice {
	v := &Voice{cache: c.Cache}
	if c.Builtin != nil {
		v.builtin = c.Builtin
	} else {
		v.builtin, v.why = builtinVoice(c.Assets, c.Cache)
	}
	v.rebuild()
	return v
}

// rebuild creates the clips of the present engines. Clips of other engines stay
// in the cache, because a key names its engine.
func (v *Voice) rebuild() {
	var engines []speech.Synthesizer
	if v.remote != nil {
		engines = append(engines, v.remote)
	}
	if v.program != nil {
		engines = append(engines, v.program)
	}
	if v.builtin != nil {
		engines = append(engines, v.builtin)
	}
	old := v.clipsOf
	dir := ""
	if v.cache != "" {
		dir = filepath.Join(v.cache, "clips")
	}
	v.clipsOf = speech.NewClips(speech.ClipsConfig{Engines: engines, Dir: dir, MaxMemory: clipMemory, Remove: home.Shred})
	if old != nil {
		old.Close()
	}
}

// Configure applies the learner's settings.
func (v *Voice) Configure(s Settings) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if strings.Join(s.Command, "\x00") != strings.Join(v.command, "\x00") {
		v.command = s.Command
		v.program = programVoice(s.Command)
		v.rebuild()
	}
	if s.Server != v.server {
		v.server = s.Server
		if v.leave != nil {
			v.leave() // stop asking the previous server
			v.leave = nil
		}
		if v.remote != nil {
			v.remote = nil
			v.rebuild()
		}
		if v.server != "" {
			v.seek()
		}
	}
	v.wanted = s
	v.choose()
}

// seek asks the server for its voices in the background, with one request at a
// time. The caller must hold v.mu.
func (v *Voice) seek() {
	if v.leave != nil {
		return
	}
	ctx, leave := context.WithCancel(context.Background())
	v.leave = leave
	go v.reach(ctx, v.server)
}

// reach asks a Wyoming server for its voices, and switches to them if it answers.
func (v *Voice) reach(ctx context.Context, address string) {
	v.mu.RLock()
	otherwise := v.builtin
	if v.program != nil {
		otherwise = v.program
	}
	lang := v.wanted.Lang
	v.mu.RUnlock()
	remote := remoteVoice(ctx, address, lang, otherwise)
	v.mu.Lock()
	defer v.mu.Unlock()
	if ctx.Err() != nil {
		return
	}
	v.leave()
	v.leave = nil
	if remote == nil || v.server != address || v.remote != nil {
		return
	}
	v.remote = remote
	v.rebuild()
	v.choose()
}

// choose derives the speech settings from the learner's settings and the
// available voices.
func (v *Voice) choose() {
	s := v.wanted
	v.settings = speech.Settings{Lang: s.Lang, Rate: s.Rate, Pitch: s.Pitch, Pronounce: s.Pronounce, Voices: map[string]string{}}
	if s.Voice != "" {
		for _, known := range v.clipsOf.Voices() {
			if known.ID() == s.Voice || known.Name == s.Voice {
				base, _, _ := strings.Cut(strings.ToLower(known.Lang), "-")
				v.settings.Voices[base] = known.ID()
			}
		}
	}
	maps.Copy(v.settings.Voices, s.Voices)
	v.answers = nil
	if len(s.AnswerVoices) > 0 {
		v.answers = maps.Clone(v.settings.Voices)
		maps.Copy(v.answers, s.AnswerVoices)
	}
}

// current returns the clips and the settings to speak with at a rate; 0 stands for
// the learner's.
func (v *Voice) current(rate float64) (*speech.Clips, speech.Settings) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	s := v.settings
	if rate > 0 {
		s.Rate = rate
	}
	return v.clipsOf, s
}

// side returns the settings for a side of a card: the answer side may have its
// own voice.
func (v *Voice) side(role session.Role, s speech.Settings) speech.Settings {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.answers != nil && role == session.RoleAnswer {
		s.Voices = v.answers
	}
	return s
}

// Warm loads the engine in the background, once, so that the first question of a
// session need not wait for it. Errors show when the voice is needed.
func (v *Voice) Warm() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.warmed {
		return
	}
	v.warmed = true
	if w, ok := v.builtin.(interface{ Warm(context.Context) error }); ok {
		go w.Warm(context.Background())
	}
	if v.server != "" && v.remote == nil {
		v.seek() // the server may be reachable by now
	}
}

// Status reports whether speech is available here.
type Status struct {
	Engine string `json:"engine"`
	Ready  bool   `json:"ready"`
	Why    string `json:"why"` // why there is no voice; "" if there is one
}

// Status returns which engine speaks.
func (v *Voice) Status() Status {
	voices := v.Voices()
	if len(voices) == 0 {
		return Status{Why: v.why}
	}
	return Status{Engine: voices[0].Engine, Ready: true}
}

// Voices lists the voices of all engines.
func (v *Voice) Voices() []speech.Voice {
	c, _ := v.current(0)
	if voices := c.Voices(); voices != nil {
		return voices
	}
	return []speech.Voice{}
}

// Parts splits a speech into what is played one after another: clips, recordings,
// and text that no voice here can speak. role is the side of the card; rate 0
// stands for the learner's speed.
func (v *Voice) Parts(role session.Role, s study.Speech, rate float64) []speech.Part {
	c, set := v.current(rate)
	set = v.side(role, set)
	parts, err := c.PartsOrText(s, set)
	if err != nil {
		return []speech.Part{{Text: s.Text(), Lang: set.Lang}}
	}
	return parts
}

// Prefetch starts rendering the clips of some speeches in the background, and
// returns their keys.
func (v *Voice) Prefetch(speeches []study.Speech, rate float64) []string {
	c, set := v.current(rate)
	sides := []speech.Settings{set}
	if answer := v.side(session.RoleAnswer, set); v.answersDiffer() {
		sides = append(sides, answer) // the side of a speech is not known before it is spoken
	}
	var keys []string
	for _, s := range speeches {
		for _, side := range sides {
			parts, err := c.PartsOrText(s, side)
			if err != nil {
				continue
			}
			for _, p := range parts {
				if p.Clip != "" {
					keys = append(keys, p.Clip)
				}
			}
		}
	}
	c.Prefetch(keys...)
	return keys
}

func (v *Voice) answersDiffer() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.answers != nil
}

// Clip returns a clip as WAV. key is one of those that Parts or Prefetch returned.
// An unknown key is a NotFound error.
func (v *Voice) Clip(ctx context.Context, key string) ([]byte, error) {
	c, _ := v.current(0)
	clip, err := c.Get(ctx, key)
	return clip.WAV, err
}

// Speak renders a text as WAV. voice is a voice's ID, or "" for the default
// voice.
func (v *Voice) Speak(ctx context.Context, text, lang, voice string, rate float64) ([]byte, error) {
	c, set := v.current(rate)
	key, err := c.Key(study.Speech{{Text: text, Lang: lang, Voice: voice}}, set)
	if err != nil {
		return nil, err
	}
	if key == "" {
		return nil, study.Errorf(study.Invalid, "there is nothing to say in %q", text)
	}
	return v.Clip(ctx, key)
}

// Remembered returns how many clips are in memory.
func (v *Voice) Remembered() int {
	c, _ := v.current(0)
	return c.Remembered()
}

func (v *Voice) wipe() error {
	c, _ := v.current(0)
	return c.Wipe()
}

// Close stops the engines.
func (v *Voice) Close() {
	v.mu.Lock()
	if v.leave != nil {
		v.leave()
		v.leave = nil
	}
	v.mu.Unlock()
	c, _ := v.current(0)
	c.Close()
	if closer, ok := v.builtin.(interface{ Close() error }); ok {
		closer.Close()
	}
}
