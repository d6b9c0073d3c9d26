//go:build !js

package ear

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"carrel/internal/listen"
	"carrel/internal/listen/sphinx"
)

const modules = "../../../web/node_modules"

// npmParts returns the parts from the folders of npm.
func npmParts(t testing.TB) Parts {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(modules, name))
		if err != nil {
			t.Skip("web/node_modules is not there: run npm ci --prefix web")
		}
		return data
	}
	built, err := FromPage(os.DirFS("../../../web/dist"), "en")
	if err != nil {
		t.Skip("the page has not been built: run make web")
	}
	return Parts{
		Moonshine: built.Moonshine, MoonshineModel: built.MoonshineModel,
		Lang:       "en",
		Sphinx:     read("soundswallower/soundswallower.web.wasm"),
		RNNoise:    read("@jitsi/rnnoise-wasm/dist/rnnoise.wasm"),
		Model:      os.DirFS(filepath.Join(modules, "soundswallower/model/en-us")),
		Dictionary: read("soundswallower/model/en-us/dict.txt"),
	}
}

func testGrammar(t testing.TB) listen.Grammar {
	t.Helper()
	var phrases []listen.Phrase
	for _, p := range []struct {
		class listen.Class
		texts string
	}{
		{listen.Navigation, "repeat that|pause|help|slower please|show answer"},
		{listen.Command, "undo that|too hard|next card|stop studying"},
		{listen.Choice, "option one|option two|the third one"},
		{listen.Answer, "Ottawa|Ouagadougou|photosynthesis|the French Revolution"},
		{listen.Number, "42|1969"},
	} {
		for _, text := range strings.Split(p.texts, "|") {
			phrases = append(phrases, listen.Phrase{Text: text, Class: p.class})
		}
	}
	g, err := listen.NewGrammar("en", phrases)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

var spokenClips = []string{"repeat that", "help", "show answer", "option two", "Ottawa", "photosynthesis",
	"the French Revolution", "nineteen sixty nine",
	"the weather will be cold tomorrow", "banana",
	// Longer than any phrase; the phrase after it is only asked about.
	"one who has never seen a harbour in winter cannot know how grey and how quiet it is when all the boats have been taken out of the water and nobody walks along the walls " +
		"and the only sound that is left in the whole place is that of the wind in the ropes of a mast. <break time='900ms'/> Repeat that.",
	// In louder noise: read before the room is hushed, and sure.
	"the third one"}

// makeClips speaks the texts, alternately clean and with noise, as 16 kHz WAV files.
func makeClips(t testing.TB) []string {
	t.Helper()
	for _, tool := range []string{"espeak-ng", "sox"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	dir := t.TempDir()
	run := func(name string, args ...string) {
		if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
	var clips []string
	for i, text := range spokenClips {
		raw, clean, noise, noisy := filepath.Join(dir, "raw.wav"), filepath.Join(dir, fmt.Sprintf("%02d-clean.wav", i)), filepath.Join(dir, "noise.wav"), filepath.Join(dir, fmt.Sprintf("%02d-noisy.wav", i))
		run("espeak-ng", "-v", []string{"en-us", "en-gb", "en-us+f3"}[i%3], "-s", "150", "-m", "-w", raw, text)
		run("sox", "-R", raw, "-r", "16000", "-b", "16", clean, "gain", "-n", "-6", "pad", "0.5", "0.7")
		run("sox", "-R", "-n", "-r", "16000", "-b", "16", noise, "synth", "15", "pinknoise", "vol", []string{"0.05", "0.1"}[i/2%2])
		run("sox", "-R", "-m", clean, noise, "-r", "16000", "-b", "16", noisy)
		clips = append(clips, []string{clean, noisy}[i%2])
	}
	return clips
}

// TestGoHearsWhatThePageHears plays the same clips to the recogniser under wazero and to
// the page's recogniser under node. Outcome, words and score must be the same, with and
// without a second ear.
func TestGoHearsWhatThePageHears(t *testing.T) {
	parts := npmParts(t)
	t.Run("two ears", func(t *testing.T) { sameInBoth(t, parts) })
	parts.Moonshine, parts.MoonshineModel = nil, nil
	t.Run("one ear", func(t *testing.T) { sameInBoth(t, parts) })
}

func sameInBoth(t *testing.T, parts Parts) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	ctx := context.Background()
	clips, grammar := makeClips(t), testGrammar(t)
	want := underNode(t, node, parts, grammar, clips)

	e, err := Open(ctx, parts)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close(ctx)
	heard := 0
	for i, clip := range clips {
		data, err := os.ReadFile(clip)
		if err != nil {
			t.Fatal(err)
		}
		pcm, err := listen.ReadWAV(data)
		if err != nil {
			t.Fatal(err)
		}
		all, err := e.HearAll(ctx, grammar, pcm)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != len(want[i]) {
			t.Errorf("%q: Go hears %d utterances, the page %d", spokenClips[i], len(all), len(want[i]))
			continue
		}
		for k, got := range all {
			w := want[i][k]
			t.Logf("%s: %s %q %s, score %.2f margin %.2f confidence %.2f", filepath.Base(clip), got.Kind, got.Reading.Said, got.Reading.Verdict, got.Reading.Score, got.Reading.Margin, got.Reading.Confidence)
			same := string(got.Kind) == w.Kind
			switch got.Kind {
			case listen.Heard:
				heard++
				r := got.Reading
				same = same && r.Said == w.Said && string(r.Verdict) == w.Verdict && near(r.Score, w.Score) && near(r.Margin, w.Margin) && near(r.Confidence, w.Confidence) && got.WaitMS == w.WaitMS
			case listen.NoMatch:
				same = same && (got.Reading.Phrase == nil || near(got.Reading.Score, w.Score)) && got.WaitMS == w.WaitMS
			}
			if !same {
				t.Errorf("%q: Go has %+v, the page %+v", spokenClips[i], got, w)
			}
		}
	}
	if heard < len(spokenClips)/2 {
		t.Errorf("only %d of %d clips were heard at all: the comparison says little", heard, len(clips))
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

type pageEvent struct {
	Kind       string  `json:"kind"`
	Said       string  `json:"said"`
	Verdict    string  `json:"verdict"`
	Score      float64 `json:"score"`
	Margin     float64 `json:"margin"`
	Confidence float64 `json:"confidence"`
	WaitMS     float64 `json:"wait_ms"`
}

// bundle builds a script of testdata for node.
func bundle(t testing.TB, dir, name string) string {
	t.Helper()
	script := filepath.Join(dir, name+".mjs")
	entry, err := filepath.Abs("testdata/" + name + ".ts")
	if err != nil {
		t.Fatal(err)
	}
	res := api.Build(api.BuildOptions{EntryPoints: []string{entry}, Outfile: script, Bundle: true, Write: true,
		Format: api.FormatESModule, Platform: api.PlatformNode, Target: api.ES2022})
	if len(res.Errors) > 0 {
		t.Fatal(res.Errors[0].Text)
	}
	return script
}

// underNode returns the outcomes of each clip in the page's recogniser.
func underNode(t *testing.T, node string, parts Parts, g listen.Grammar, clips []string) [][]pageEvent {
	t.Helper()
	dir := t.TempDir()
	script := bundle(t, dir, "hear")
	model, err := sphinx.ReadModel(parts.Model)
	if err != nil {
		t.Fatal(err)
	}
	abs, err := filepath.Abs(modules)
	if err != nil {
		t.Fatal(err)
	}
	second := map[string]string{}
	for name, data := range map[string][]byte{"moonshine": parts.Moonshine, "moonshineModel": parts.MoonshineModel} {
		if second[name] = ""; data == nil {
			continue
		}
		second[name] = filepath.Join(dir, name)
		if err := os.WriteFile(second[name], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	setup, err := json.Marshal(map[string]any{
		"moonshine": second["moonshine"], "moonshineModel": second["moonshineModel"],
		"sphinx": abs + "/soundswallower/soundswallower.web.wasm", "rnnoise": abs + "/@jitsi/rnnoise-wasm/dist/rnnoise.wasm",
		"model": abs + "/soundswallower/model/en-us", "dictionary": abs + "/soundswallower/model/en-us/dict.txt",
		"featParams": model.Features, "grammar": g, "clips": clips,
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "setup.json")
	if err := os.WriteFile(file, setup, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, script, file)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var events [][]pageEvent
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var line struct{ Events []pageEvent }
		if err := dec.Decode(&line); err != nil {
			t.Fatal(err)
		}
		var outcomes []pageEvent
		for _, e := range line.Events {
			if e.Kind != "speech_start" {
				outcomes = append(outcomes, e)
			}
		}
		events = append(events, outcomes)
	}
	if len(events) != len(clips) {
		t.Fatalf("node answered for %d of %d clips", len(events), len(clips))
	}
	return events
}
