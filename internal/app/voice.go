package app

import (
	"context"
	"encoding/json"
	"io/fs"
	"maps"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"carrel/internal/audio"
	"carrel/internal/session"
	"carrel/internal/speech"
	"carrel/internal/store"
	"carrel/internal/study"
)

// voice combines the built-in speech engine with the program and the Wyoming
// server that the learner may have chosen instead.
type voice struct {
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
	settings speech.Settings
	answers  map[string]string // voices of the answer side
}

func newVoice(assets fs.FS, cache string, given speech.Synthesizer) *voice {
	v := &voice{cache: cache}
	if given != nil {
		v.builtin = given
	} else {
		v.builtin, v.why = builtinVoice(assets, cache)
	}
	v.rebuild()
	return v
}

// rebuild creates the clips of the present engines. Clips of other engines stay
// in the cache, because a key names its engine.
func (v *voice) rebuild() {
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
	v.clipsOf = speech.NewClips(speech.ClipsConfig{Engines: engines, Dir: dir, MaxMemory: clipMemory, Remove: store.Shred})
	if old != nil {
		old.Close()
	}
}

// configure applies the learner's settings.
func (v *voice) configure(s Settings) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if strings.Join(s.VoiceCommand, "\x00") != strings.Join(v.command, "\x00") {
		v.command = s.VoiceCommand
		v.program = programVoice(s.VoiceCommand)
		v.rebuild()
	}
	if s.WyomingSpeak != v.server {
		v.server = s.WyomingSpeak
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
func (v *voice) seek() {
	if v.leave != nil {
		return
	}
	ctx, leave := context.WithCancel(context.Background())
	v.leave = leave
	go v.reach(ctx, v.server)
}

// reach asks a Wyoming server for its voices, and switches to them if it answers.
func (v *voice) reach(ctx context.Context, address string) {
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
func (v *voice) choose() {
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

// current returns the clips and the settings to speak with at a rate.
func (v *voice) current(rate float64) (*speech.Clips, speech.Settings) {
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
func (v *voice) side(role string, s speech.Settings) speech.Settings {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.answers != nil && role == session.RoleAnswer {
		s.Voices = v.answers
	}
	return s
}

// warm loads the voice in the background, so that the first question of a session
// need not wait for it. Errors show when the voice is needed.
func (v *voice) warm() {
	if w, ok := v.builtin.(interface{ Warm(context.Context) error }); ok {
		go w.Warm(context.Background())
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.server != "" && v.remote == nil {
		v.seek() // the server may be reachable by now
	}
}

func (v *voice) status() VoiceStatus {
	c, _ := v.current(0)
	voices := c.Voices()
	if len(voices) == 0 {
		return VoiceStatus{Why: v.why}
	}
	return VoiceStatus{Engine: voices[0].Engine, Ready: true}
}

// clips returns what to play for a speech. What no voice here can speak is
// returned as text, for a local voice of the browser or for the screen.
func (v *voice) clips(role string, s study.Speech, rate float64) []Clip {
	c, set := v.current(rate)
	set = v.side(role, set)
	parts, err := c.PartsOrText(s, set)
	if err != nil {
		return []Clip{{Text: s.Text(), Lang: set.Lang}}
	}
	var out []Clip
	for _, p := range parts {
		switch {
		case p.Sound != "":
			out = append(out, Clip{URL: mediaURL(p.Sound), Sound: p.Sound})
		case p.Clip != "":
			out = append(out, Clip{URL: clipURL(p.Clip)})
		default:
			out = append(out, Clip{Text: p.Text, Lang: p.Lang})
		}
	}
	return out
}

func clipURL(key string) string { return "api/clip/" + key + ".wav" }

// prefetch starts rendering clips in the background and returns their names.
func (v *voice) prefetch(speeches []study.Speech, rate float64) []string {
	c, set := v.current(rate)
	sides := []speech.Settings{set}
	if answer := v.side(session.RoleAnswer, set); v.answersDiffer() {
		sides = append(sides, answer) // the side of a speech is not known before it is spoken
	}
	var urls, keys []string
	for _, s := range speeches {
		for _, side := range sides {
			parts, err := c.PartsOrText(s, side)
			if err != nil {
				continue
			}
			for _, p := range parts {
				if p.Clip != "" {
					keys = append(keys, p.Clip)
					urls = append(urls, clipURL(p.Clip))
				}
			}
		}
	}
	c.Prefetch(keys...)
	return urls
}

func (v *voice) answersDiffer() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.answers != nil
}

func (v *voice) wipe() error {
	c, _ := v.current(0)
	return c.Wipe()
}

func (v *voice) close() {
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

func (a *App) getClip(w http.ResponseWriter, r *http.Request) {
	key, ok := strings.CutSuffix(r.PathValue("key"), ".wav")
	if !ok {
		fail(w, study.Errorf(study.NotFound, "there is no clip of that name"))
		return
	}
	c, _ := a.voice.current(0)
	clip, err := c.Get(r.Context(), key)
	if err != nil {
		fail(w, err)
		return
	}
	// A clip's key covers everything that affects its sound, so the clip never
	// changes.
	writeWAV(w, clip.WAV, "private, max-age=86400, immutable")
}

func writeWAV(w http.ResponseWriter, wav []byte, caching string) {
	w.Header().Set("Content-Type", "audio/wav")
	w.Header().Set("Content-Length", strconv.Itoa(len(wav)))
	w.Header().Set("Cache-Control", caching)
	w.Write(wav)
}

// mostTried bounds the text of a voice trial, in characters.
const mostTried = 500

func (a *App) postSpeak(w http.ResponseWriter, r *http.Request) {
	var b struct {
		Text  string  `json:"text"`
		Lang  string  `json:"lang"`
		Voice string  `json:"voice"`
		Rate  float64 `json:"rate"`
	}
	if err := readJSON(r, &b); err != nil {
		fail(w, err)
		return
	}
	if len(b.Text) > mostTried {
		fail(w, study.Errorf(study.Invalid, "a trial may have %d characters at most", mostTried))
		return
	}
	wav, err := a.Speak(r.Context(), b.Text, b.Lang, b.Voice, b.Rate)
	if err != nil {
		fail(w, err)
		return
	}
	writeWAV(w, wav, "no-store")
}

// Speak renders a text as WAV. voice is a voice's ID, or "" for the default
// voice.
func (a *App) Speak(ctx context.Context, text, lang, voice string, rate float64) ([]byte, error) {
	c, set := a.voice.current(rate)
	key, err := c.Key(study.Speech{{Text: text, Lang: lang, Voice: voice}}, set)
	if err != nil {
		return nil, err
	}
	if key == "" {
		return nil, study.Errorf(study.Invalid, "there is nothing to say in %q", text)
	}
	clip, err := c.Get(ctx, key)
	return clip.WAV, err
}

func (a *App) getVoices(*http.Request) (map[string][]speech.Voice, error) {
	c, _ := a.voice.current(0)
	voices := c.Voices()
	if voices == nil {
		voices = []speech.Voice{}
	}
	return map[string][]speech.Voice{"voices": voices}, nil
}

// earconRate is the sample rate of the earcons, in Hz.
const earconRate = 24000

func (a *App) getEarcon(w http.ResponseWriter, r *http.Request) {
	name, _ := strings.CutSuffix(r.PathValue("name"), ".wav")
	pcm, err := audio.Earcon(name).Synthesize(earconRate)
	if err != nil {
		fail(w, study.Errorf(study.NotFound, "there is no sound %q", name))
		return
	}
	writeWAV(w, audio.WAV(pcm), "private, max-age=86400")
}

// assetNamed reads one file of the built page by its name in the manifest.
func assetNamed(assets fs.FS, name string) ([]byte, error) {
	if assets == nil {
		return nil, study.Errorf(study.Unavailable, "this program was built without its voice: run \"make build\"")
	}
	raw, err := fs.ReadFile(assets, "assets.json")
	if err != nil {
		return nil, study.Because(err, study.Unavailable, "the page was not built into this program: run \"make build\"")
	}
	var names map[string]string
	if err := json.Unmarshal(raw, &names); err != nil {
		return nil, study.Because(err, study.Internal, "the list of the page's files is damaged: run \"make build\" again")
	}
	file, ok := names[name]
	if !ok {
		return nil, study.Errorf(study.Unavailable, "%s is missing from this program: run \"make build\" again", name)
	}
	return fs.ReadFile(assets, file)
}
