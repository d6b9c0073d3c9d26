//go:build !js

package speech

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"carrel/internal/audio"
	"carrel/internal/lang"
	"carrel/internal/study"
)

// CommandConfig describes a program of the learner's own that speaks: it reads text from
// standard input and writes a WAV to standard output.
//
// Argv is started directly, without a shell. In its arguments
//
//	{voice}  is the name of the voice, {lang} its language ("fr-FR"),
//	{rate}   the factor of the speed ("1.25"), {length} its inverse ("0.8"),
//	{wpm}    words per minute, 175 at rate 1,
//	{pitch}  the factor of the pitch, {pitch100} the same with 50 for 1,
//	{out}    a file to write instead of standard output.
//
// If the arguments do not contain the rate or the pitch, Carrel applies it to the sound
// afterwards. The text is never an argument, so that other users of the computer cannot
// read it in the list of processes.
type CommandConfig struct {
	Name     string        // Voice.Engine: "espeak-ng"
	Argv     []string      // program and arguments
	Voices   []Voice       // Engine is filled in
	Timeout  time.Duration // for one text; a minute if not positive
	MaxBytes int64         // of sound; audio.MaxWAV if not positive
}

// Command is a Synthesizer that runs a program for each text.
type Command struct {
	config CommandConfig
	paced  bool // the program gets the rate
	tuned  bool // the program gets the pitch
	toFile bool // the program writes to {out}
}

// wordsPerMinute is the value of {wpm} at rate 1: the speed of espeak-ng and about that
// of say.
const wordsPerMinute = 175

var placeholders = []string{"{voice}", "{lang}", "{rate}", "{length}", "{wpm}", "{pitch}", "{pitch100}", "{out}"}

// NewCommand checks the configuration. It does not start the program or check that it
// exists; see Installed.
func NewCommand(config CommandConfig) (*Command, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	config.Voices = slices.Clone(config.Voices)
	for i := range config.Voices {
		config.Voices[i].Engine = config.Name
	}
	if config.Timeout <= 0 {
		config.Timeout = time.Minute
	}
	if config.MaxBytes <= 0 {
		config.MaxBytes = audio.MaxWAV
	}
	return &Command{
		config: config,
		paced:  config.takes("{rate}", "{length}", "{wpm}"),
		tuned:  config.takes("{pitch}", "{pitch100}"),
		toFile: config.takes("{out}"),
	}, nil
}

// check returns an error for the first thing that is missing or invalid.
func (c *CommandConfig) check() error {
	if len(c.Argv) == 0 || c.Argv[0] == "" {
		return study.Errorf(study.Invalid, "the voice program %q has no command; give the program and its arguments", c.Name)
	}
	if c.Name == "" || len(c.Voices) == 0 {
		return study.Errorf(study.Invalid, "the voice program %q needs a name and at least one voice with its language", c.Argv[0])
	}
	for _, v := range c.Voices {
		if tag(v.Lang) == "" {
			return study.Errorf(study.Invalid, "the voice %q of %s has no language; give a code such as en or pt-BR", v.Name, c.Name)
		}
		if !safeArgument(v.Name) {
			return study.Errorf(study.Invalid, "%q cannot be the name of a voice; use letters, digits and . _ + - /", v.Name)
		}
	}
	for _, arg := range c.Argv[1:] {
		if err := checkPlaceholders(arg); err != nil {
			return err
		}
	}
	return nil
}

// takes reports whether an argument contains one of the placeholders.
func (c *CommandConfig) takes(placeholders ...string) bool {
	for _, arg := range c.Argv[1:] {
		for _, p := range placeholders {
			if strings.Contains(arg, p) {
				return true
			}
		}
	}
	return false
}

func checkPlaceholders(arg string) error {
	for _, p := range placeholders {
		arg = strings.ReplaceAll(arg, p, "")
	}
	if strings.ContainsAny(arg, "{}") {
		return study.Errorf(study.Invalid, "%q in a voice program's arguments is not understood; there are %s", arg, strings.Join(placeholders, " "))
	}
	return nil
}

// safeArgument reports whether a name can be an argument without being taken for an
// option.
func safeArgument(name string) bool {
	return name != "" && name[0] != '-' && !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// Installed reports whether the program exists.
func (c *Command) Installed() bool {
	_, err := exec.LookPath(c.config.Argv[0])
	return err == nil
}

// Voices lists the configured voices.
func (c *Command) Voices() []Voice { return append([]Voice(nil), c.config.Voices...) }

// Speak runs the program on the text.
func (c *Command) Speak(ctx context.Context, u Utterance) (audio.PCM, error) {
	u, voice, err := u.normal(c.config.Voices)
	if err != nil {
		return audio.PCM{}, err
	}
	if base(u.Lang) != base(voice.Lang) {
		return audio.PCM{}, noVoice(u.Lang)
	}
	for _, r := range lang.Runs(u.Text, u.Lang) {
		if base(r.Lang) != base(voice.Lang) {
			return audio.PCM{}, noVoice(r.Lang)
		}
	}
	text := spoken(u.Text)
	if ctx.Err() != nil {
		return audio.PCM{}, stopped(ctx)
	}
	if text == "" {
		return audio.PCM{}, nil
	}
	wav, err := c.run(ctx, text, u, voice)
	if err != nil {
		return audio.PCM{}, err
	}
	sound, err := audio.ReadWAV(bytes.NewReader(wav), c.config.MaxBytes)
	if err != nil {
		return audio.PCM{}, study.Because(err, study.Unavailable,
			"%s wrote no WAV sound that can be read; check its command in the settings", c.config.Name)
	}
	sound = trimmed(sound)
	if !c.paced {
		sound = audio.Stretch(sound, 1/u.Rate)
	}
	if !c.tuned {
		sound = audio.Shift(sound, u.Pitch)
	}
	return audio.Normalize(sound, audio.SpeechLoudness), nil
}

// run starts the program, passes it the text and returns its sound.
func (c *Command) run(ctx context.Context, text string, u Utterance, voice Voice) ([]byte, error) {
	out := ""
	if c.toFile {
		dir, err := os.MkdirTemp("", "carrel-voice-")
		if err != nil {
			return nil, study.Errorf(study.Unavailable, "no temporary folder could be made for %s: %w", c.config.Name, err)
		}
		defer os.RemoveAll(dir)
		out = filepath.Join(dir, "speech.wav")
	}
	limited, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	cmd := exec.CommandContext(limited, c.config.Argv[0], c.arguments(u, voice, out)...)
	// A program that leaves its pipes open in a child must not block us.
	cmd.WaitDelay = time.Second
	cmd.Stdin = strings.NewReader(text + "\n")
	sound := &boundedBuffer{max: c.config.MaxBytes, full: cancel}
	messages := &boundedBuffer{max: 4 << 10}
	cmd.Stdout, cmd.Stderr = sound, messages
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, stopped(ctx)
	case sound.overflowed:
		return nil, study.Errorf(study.Unavailable, "%s made more sound than the %d bytes that are allowed; split the text", c.config.Name, c.config.MaxBytes)
	case limited.Err() != nil:
		return nil, study.Because(limited.Err(), study.Unavailable,
			"%s took longer than %v to speak; check its command in the settings", c.config.Name, c.config.Timeout)
	case errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist):
		return nil, study.Because(err, study.Unavailable, "the voice program %q is not installed; install it or choose another voice", c.config.Argv[0])
	// A program may stop reading when it has what it needs; that is not an error.
	case err != nil && !(errors.Is(err, exec.ErrWaitDelay) && len(sound.bytes) > 0):
		return nil, study.Because(fmt.Errorf("%w: %s", err, messages.bytes), study.Unavailable,
			"%s could not speak (%s); check its command in the settings", c.config.Name, firstLine(messages.bytes, err))
	}
	if c.toFile {
		return c.readFile(out)
	}
	return sound.bytes, nil
}

func (c *Command) readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, study.Because(err, study.Unavailable, "%s wrote no sound; check its command in the settings", c.config.Name)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, c.config.MaxBytes+1))
}

func (c *Command) arguments(u Utterance, voice Voice, out string) []string {
	fill := strings.NewReplacer(
		"{voice}", voice.Name,
		"{lang}", voice.Lang,
		"{rate}", fmt.Sprintf("%.3g", u.Rate),
		"{length}", fmt.Sprintf("%.3g", 1/u.Rate),
		"{wpm}", fmt.Sprintf("%.0f", wordsPerMinute*u.Rate),
		"{pitch}", fmt.Sprintf("%.3g", u.Pitch),
		"{pitch100}", fmt.Sprintf("%.0f", min(99, 50*u.Pitch)),
		"{out}", out,
	)
	args := make([]string, len(c.config.Argv)-1)
	for i, a := range c.config.Argv[1:] {
		args[i] = fill.Replace(a)
	}
	return args
}

// boundedBuffer keeps the first max bytes and calls full when more arrive.
type boundedBuffer struct {
	max        int64
	full       func()
	bytes      []byte
	overflowed bool
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	room := max(0, b.max-int64(len(b.bytes)))
	if int64(len(p)) <= room {
		b.bytes = append(b.bytes, p...)
		return len(p), nil
	}
	b.bytes = append(b.bytes, p[:room]...)
	if !b.overflowed && b.full != nil {
		b.full()
	}
	b.overflowed = true
	return len(p), nil
}

// firstLine returns the first line of a program's error messages, cut to a readable
// length.
func firstLine(messages []byte, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ToValidUTF8(string(messages), "?")), "\n")
	if line = strings.TrimSpace(line); line == "" {
		return err.Error()
	}
	if r := []rune(line); len(r) > 120 {
		line = string(r[:120]) + "…"
	}
	return line
}
