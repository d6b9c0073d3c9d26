//go:build !js

package speech_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carrel/internal/audio"
	"carrel/internal/speech"
	"carrel/internal/speech/speechtest"
	"carrel/internal/study"
)

// TestMain turns the test binary into a voice program when it is started as one.
func TestMain(m *testing.M) {
	if mode := os.Getenv("CARREL_TEST_VOICE"); mode != "" {
		os.Exit(voiceProgram(mode, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// voiceProgram stands in for espeak-ng. It hums for a tenth of a second per character and
// misbehaves on request.
func voiceProgram(mode string, args []string) int {
	text, _ := io.ReadAll(os.Stdin)
	switch mode {
	case "arguments":
		// The arguments and the text are returned in a file.
		os.WriteFile(args[0], []byte(strings.Join(args[1:], "|")+"\n"+string(text)), 0o600)
	case "hang":
		time.Sleep(time.Hour)
	case "flood":
		for {
			if _, err := os.Stdout.Write(make([]byte, 1<<16)); err != nil {
				return 1
			}
		}
	case "fail":
		fmt.Fprintln(os.Stderr, "no such voice: xx")
		return 3
	case "silent":
		return 0
	case "page":
		fmt.Println("<!doctype html>")
		return 0
	case "child":
		// Its child keeps the pipes open after the program has ended.
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "CARREL_TEST_VOICE=hang-briefly")
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		child.Start()
	case "hang-briefly":
		time.Sleep(3 * time.Second)
	}
	wav := audio.WAV(hum(string(text), args))
	if mode == "file" {
		os.WriteFile(args[len(args)-1], wav, 0o600)
		return 0
	}
	os.Stdout.Write(wav)
	return 0
}

func hum(text string, args []string) audio.PCM {
	rate := 1.0
	hz := 150.0
	for i, a := range args {
		if a == "--rate" {
			fmt.Sscan(args[i+1], &rate)
		}
		if a == "--voice" && args[i+1] == "high" {
			hz = 250
		}
	}
	p := audio.PCM{Rate: 22050}
	for i, r := range strings.TrimSpace(text) {
		n := int(2205 / rate)
		for k := range n {
			t := float64(k) / 22050
			v := 0.2 * math.Sin(2*math.Pi*(hz+float64(r%16)*10)*t) * math.Sin(math.Pi*float64(k)/float64(n))
			p.Samples = append(p.Samples, float32(v+0.001*float64(i%2)))
		}
	}
	return p
}

// fakeVoice configures the stand-in. The mode is in the environment, which commands
// inherit.
func fakeVoice(t *testing.T, mode string, config speech.CommandConfig) *speech.Command {
	t.Helper()
	t.Setenv("CARREL_TEST_VOICE", mode)
	config.Name = "hum"
	if config.Argv == nil {
		config.Argv = []string{"--rate", "{rate}", "--voice", "{voice}"}
	}
	config.Argv = append([]string{os.Args[0]}, config.Argv...)
	if config.Voices == nil {
		config.Voices = []speech.Voice{{Name: "low", Lang: "en-GB", About: "low"}, {Name: "high", Lang: "en-US", About: "high"}}
	}
	c, err := speech.NewCommand(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCommandThatIsToldTheRate(t *testing.T) {
	speechtest.Run(t, speechtest.Engine{
		New:     func(t *testing.T) speech.Synthesizer { return fakeVoice(t, "hum", speech.CommandConfig{}) },
		Foreign: "привет", ForeignName: "Russian", Quick: true,
	})
}

func TestCommandThatIsNotToldTheRateAndWritesAFile(t *testing.T) {
	speechtest.Run(t, speechtest.Engine{
		New: func(t *testing.T) speech.Synthesizer {
			return fakeVoice(t, "file", speech.CommandConfig{Argv: []string{"--voice", "{voice}", "-o", "{out}"}})
		},
		Foreign: "привет", ForeignName: "Russian", Quick: true,
	})
}

func TestEspeakNG(t *testing.T) {
	c, err := speech.NewCommand(speech.EspeakNG())
	if err != nil {
		t.Fatal(err)
	}
	if !c.Installed() {
		t.Skip("SKIPPED, NOT TESTED: espeak-ng is not installed (apt-get install espeak-ng)")
	}
	speechtest.Run(t, speechtest.Engine{
		New:     func(*testing.T) speech.Synthesizer { return c },
		Foreign: "猫はどこですか", ForeignName: "Japanese", Quick: true,
	})
	t.Run("French", func(t *testing.T) {
		p, err := c.Speak(t.Context(), speech.Utterance{Text: "Quelle est la capitale de la Finlande ?", Lang: "fr-FR", Voice: "fr-fr"})
		if err != nil || p.Duration() < time.Second {
			t.Errorf("%v, %v", p.Duration(), err)
		}
	})
}

func TestCommandGivesArgumentsWithoutAShellAndTheTextOnStandardInput(t *testing.T) {
	seen := filepath.Join(t.TempDir(), "seen")
	c := fakeVoice(t, "arguments", speech.CommandConfig{
		Argv:   []string{seen, "{voice}", "{lang}", "x{rate}", "{length}", "{wpm}", "{pitch}", "{pitch100}", "$HOME `id`; *"},
		Voices: []speech.Voice{{Name: "a voice; with $signs", Lang: "pt-BR", About: "x"}},
	})
	_, err := c.Speak(t.Context(), speech.Utterance{Text: "olá [[x]] \x1b $(id)\nsegunda", Lang: "pt_PT", Rate: 1.25, Pitch: 1.2})
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(seen)
	if err != nil {
		t.Fatal(err)
	}
	want := "a voice; with $signs|pt-BR|x1.25|0.8|219|1.2|60|$HOME `id`; *\nolá [ [x] ]   $(id)\nsegunda\n"
	if string(got) != want {
		t.Errorf("the program got\n%q, want\n%q", got, want)
	}
}

func TestCommandThatFails(t *testing.T) {
	for _, c := range []struct{ mode, says string }{
		{"fail", "no such voice: xx"},
		{"silent", "no WAV sound"},
		{"page", "no WAV sound"},
		{"hang", "longer than"},
		{"flood", "more sound than"},
	} {
		t.Run(c.mode, func(t *testing.T) {
			// The timeout is long unless it is what is tested.
			limit := time.Minute
			if c.mode == "hang" {
				limit = 200 * time.Millisecond
			}
			voice := fakeVoice(t, c.mode, speech.CommandConfig{Timeout: limit, MaxBytes: 1 << 20})
			_, err := voice.Speak(t.Context(), speech.Utterance{Text: "Hello."})
			if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v (%s), want one that says %q", err, study.KindOf(err), c.says)
			}
		})
	}
	missing, err := speech.NewCommand(speech.CommandConfig{
		Name: "nothing", Argv: []string{"/nowhere/to/be/found"}, Voices: []speech.Voice{{Name: "x", Lang: "en"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if missing.Installed() {
		t.Error("a program that is not there counts as installed")
	}
	if _, err := missing.Speak(t.Context(), speech.Utterance{Text: "Hello."}); study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "not installed") {
		t.Errorf("a program that is not there: %v", err)
	}
}

func TestCommandIsNotHeldUpByAProgramsChild(t *testing.T) {
	c := fakeVoice(t, "child", speech.CommandConfig{})
	if p, err := c.Speak(t.Context(), speech.Utterance{Text: "Hello there."}); err != nil || len(p.Samples) == 0 {
		t.Errorf("%v, %v", p.Duration(), err)
	}
}

func TestCommandIsStoppedWithTheContext(t *testing.T) {
	c := fakeVoice(t, "hang", speech.CommandConfig{})
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(100*time.Millisecond, func() { cancel(nil) })
	if _, err := c.Speak(ctx, speech.Utterance{Text: "Hello."}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestNewCommandRefuses(t *testing.T) {
	voices := []speech.Voice{{Name: "x", Lang: "en"}}
	for name, config := range map[string]speech.CommandConfig{
		"no program":          {Name: "x", Voices: voices},
		"no name":             {Argv: []string{"x"}, Voices: voices},
		"no voices":           {Name: "x", Argv: []string{"x"}},
		"a voice as option":   {Name: "x", Argv: []string{"x"}, Voices: []speech.Voice{{Name: "--output=/etc/x", Lang: "en"}}},
		"a control char":      {Name: "x", Argv: []string{"x"}, Voices: []speech.Voice{{Name: "a\nb", Lang: "en"}}},
		"a bad language":      {Name: "x", Argv: []string{"x"}, Voices: []speech.Voice{{Name: "x", Lang: "-o x"}}},
		"a mistyped holder":   {Name: "x", Argv: []string{"x", "{vioce}"}, Voices: voices},
		"text as an argument": {Name: "x", Argv: []string{"x", "{text}"}, Voices: voices},
	} {
		if _, err := speech.NewCommand(config); study.KindOf(err) != study.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, config := range []speech.CommandConfig{speech.EspeakNG(), speech.Piper("/voices/en.onnx", "en-US"), speech.Say(voices...)} {
		if _, err := speech.NewCommand(config); err != nil {
			t.Errorf("%s: %v", config.Name, err)
		}
	}
}

func TestArgv(t *testing.T) {
	for line, want := range map[string][]string{
		"":                              nil,
		"  espeak-ng   --stdin ":        {"espeak-ng", "--stdin"},
		`say -v "Anna Maria" -o {out}`:  {"say", "-v", "Anna Maria", "-o", "{out}"},
		`a'b c'd "" '"'`:                {"ab cd", "", `"`},
		`C:\voices\piper.exe $HOME; ls`: {`C:\voices\piper.exe`, "$HOME;", "ls"},
	} {
		got, err := speech.Argv(line)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q splits into %q (%v), want %q", line, got, err, want)
		}
	}
	if _, err := speech.Argv(`say "never closed`); study.KindOf(err) != study.Invalid {
		t.Errorf("an open quote: %v", err)
	}
}
