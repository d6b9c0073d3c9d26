//go:build !js

package moonshine_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"carrel/internal/listen"
	"carrel/internal/listen/ear"
	"carrel/internal/listen/moonshine"
)

// built returns the program and the model of the built page.
func built(t testing.TB) (wasm, model []byte) {
	t.Helper()
	p, err := ear.FromPage(os.DirFS("../../../web/dist"), "en")
	if err != nil || p.Moonshine == nil {
		t.Skip("the page has not been built: run make build")
	}
	return p.Moonshine, p.MoonshineModel
}

func open(t testing.TB) *moonshine.Moonshine {
	t.Helper()
	wasm, model := built(t)
	m, err := moonshine.Load(context.Background(), wasm, model)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close(context.Background()) })
	return m
}

// spoken returns a text spoken by a synthetic voice, at 16 kHz.
func spoken(t testing.TB, text string) []float32 {
	t.Helper()
	flite, err := exec.LookPath("flite")
	if err != nil {
		t.Skip("flite is not installed")
	}
	name := filepath.Join(t.TempDir(), "spoken.wav")
	if out, err := exec.Command(flite, "-voice", "slt", "-t", text, "-o", name).CombinedOutput(); err != nil {
		t.Fatalf("flite: %v\n%s", err, out)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	pcm, err := listen.ReadWAV(data)
	if err != nil {
		t.Fatal(err)
	}
	return pcm
}

// phrases makes one meaning of each text.
func phrases(texts ...string) []listen.Phrase {
	var out []listen.Phrase
	for _, text := range texts {
		out = append(out, listen.Phrase{Say: strings.ToLower(text), Text: text, Tag: text})
	}
	return out
}

var ten = phrases("Ottawa", "Toronto", "photosynthesis", "the French Revolution", "the mitochondrion", "forty two", "undo that", "repeat that", "next card", "show answer")

func hear(t *testing.T, m *moonshine.Moonshine, set []listen.Phrase, pcm []float32) *listen.Likelihoods {
	t.Helper()
	ctx := context.Background()
	if err := m.SetPhrases(ctx, set); err != nil {
		t.Fatal(err)
	}
	likely, err := m.Hear(ctx, pcm)
	if err != nil {
		t.Fatal(err)
	}
	return likely
}

// likeliest returns the best meaning, and what is wrong with the numbers.
func likeliest(l *listen.Likelihoods, meanings int) (best string, wrong error) {
	if l == nil {
		return "", fmt.Errorf("there is no opinion")
	}
	if len(l.Of) != meanings {
		return "", fmt.Errorf("%d likelihoods of %d meanings", len(l.Of), meanings)
	}
	if !(l.Free <= 0) {
		return "", fmt.Errorf("what was said has the likelihood %v", l.Free)
	}
	most := math.Inf(-1)
	for _, o := range l.Of {
		if !(o.Log < .01) {
			return "", fmt.Errorf("%q has the likelihood %v", o.Tag, o.Log)
		}
		if o.Log > most {
			best, most = o.Tag, o.Log
		}
	}
	return best, nil
}

func TestTheSpokenPhraseIsTheLikeliest(t *testing.T) {
	m := open(t)
	for _, c := range []struct{ said, want string }{
		{"photosynthesis", "photosynthesis"},
		{"the French revolution", "the French Revolution"},
		{"French revolution", "the French Revolution"}, // without its article
	} {
		l := hear(t, m, ten, spoken(t, c.said))
		if best, wrong := likeliest(l, len(ten)); best != c.want || wrong != nil {
			t.Errorf("%q is taken for %q (%v): %+v", c.said, best, wrong, l)
		}
	}
}

// TestTheSameSoundGivesTheSameNumbers checks that other sounds and phrases leave no
// trace.
func TestTheSameSoundGivesTheSameNumbers(t *testing.T) {
	m := open(t)
	pcm := spoken(t, "Toronto")
	first := hear(t, m, ten, pcm)
	hear(t, m, phrases("Toronto", "a tomato"), spoken(t, "repeat that"))
	if again := hear(t, m, ten, pcm); !reflect.DeepEqual(first, again) {
		t.Errorf("at first %+v, later %+v", first, again)
	}
}

func TestSoundsThatAreNoSpeech(t *testing.T) {
	m := open(t)
	const longest = 128000 // 8 s
	noise := make([]float32, 8000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = float32(x)/(1<<31) - 1
	}
	pad := listen.Shared.Opinion.Pad
	for _, c := range []struct {
		name    string
		pcm     []float32
		opinion bool
	}{
		{"nothing", nil, false},
		{"silence", make([]float32, 8000), true},
		{"noise", noise, true},
		{"as long as there is room for", make([]float32, longest-2*pad), true},
		{"longer than there is room for", make([]float32, longest-2*pad+1), false},
		{"a minute", make([]float32, 60*16000), false},
	} {
		l := hear(t, m, ten, c.pcm)
		if !c.opinion {
			if l != nil {
				t.Errorf("%s: %+v, want no opinion", c.name, l)
			}
			continue
		}
		if _, wrong := likeliest(l, len(ten)); wrong != nil {
			t.Errorf("%s: %v", c.name, wrong)
		}
	}
}

// TestNumbersThatAreNone checks that invalid samples give no opinion and break nothing.
func TestNumbersThatAreNone(t *testing.T) {
	m := open(t)
	pcm := spoken(t, "Toronto")
	want := hear(t, m, ten, pcm)
	for _, x := range []float64{math.NaN(), math.Inf(1)} {
		broken := slices.Clone(pcm)
		broken[len(broken)/2] = float32(x)
		if l := hear(t, m, ten, broken); l != nil {
			t.Errorf("with a sample of %v: %+v, want no opinion", x, l)
		}
	}
	if got := hear(t, m, ten, pcm); !reflect.DeepEqual(got, want) {
		t.Errorf("after them %+v, before %+v", got, want)
	}
}

// TestHostilePhrases checks that a good phrase is heard whatever other phrases a deck
// contains, and that those leave no trace.
func TestHostilePhrases(t *testing.T) {
	m := open(t)
	pcm := spoken(t, "Toronto")
	want := hear(t, m, ten, pcm)
	fits := listen.Shared.Opinion.LongestText
	var many []listen.Phrase // more meanings and more pieces than there is room for
	for i := range 2000 {
		text := fmt.Sprint(i, strings.Repeat(" of", 20))
		many = append(many, listen.Phrase{Say: text, Text: text, Tag: fmt.Sprint(i % 1500)})
	}
	for _, c := range []struct {
		name string
		set  []listen.Phrase
	}{
		{"hardly anything", phrases("", " ", "\n", "\x00", "the", "the ", "a ", "an ", "a the an")},
		{"long ones", phrases(strings.Repeat("a", fits), strings.Repeat("é", fits/2), strings.Repeat("the ", fits/4), strings.Repeat("a", fits+1), strings.Repeat("b", 10000))},
		{"invalid UTF-8", phrases("\xff\xfe", "\x80\x80\x80", "a\xc3", strings.Repeat("\xbf", fits))},
		{"the model's own signs", phrases("</s>", "<s>", "<unk>", "<0x0A>", "▁", "a▁b")},
		{"emoji", phrases("🙂", "👩‍👩‍👧‍👦 family", strings.Repeat("🙂", fits/4))},
		{"a text that has another meaning already", []listen.Phrase{{Say: "toronto", Text: "Toronto", Tag: "another"}, {Say: "toronto", Text: "TORONTO"}}},
		{"too many", many},
	} {
		meanings := map[string]bool{}
		set := append(slices.Clone(ten), c.set...)
		for _, p := range set {
			meanings[p.Tag] = true
		}
		l := hear(t, m, set, pcm)
		if l == nil || len(l.Of) != min(len(meanings), listen.Shared.Opinion.MostMeanings) {
			t.Errorf("%s: %+v of %d meanings", c.name, l, len(meanings))
			continue
		}
		if best, wrong := likeliest(l, len(l.Of)); best != "Toronto" || wrong != nil {
			t.Errorf("%s: the best is %q (%v)", c.name, best, wrong)
		}
	}
	if l := hear(t, m, nil, pcm); l == nil || len(l.Of) != 0 {
		t.Errorf("of no phrases: %+v", l)
	}
	if got := hear(t, m, ten, pcm); !reflect.DeepEqual(got, want) {
		t.Errorf("after them %+v, before %+v", got, want)
	}
}

func TestDamagedParts(t *testing.T) {
	ctx := context.Background()
	wasm, model := built(t)
	for _, c := range []struct {
		name        string
		wasm, model []byte
	}{
		{"no program", nil, model},
		{"a program that is cut", wasm[:len(wasm)/2], model},
		{"what is no program", model[:1000], model},
		{"no model", wasm, nil},
		{"a model of four bytes", wasm, model[:4]},
		{"another model", wasm, bytes.Repeat([]byte("model"), 10000)},
		{"a model's sign and no more", wasm, model[:8]},
		{"half a model", wasm, model[:len(model)/2]},
		{"a model without its last words", wasm, model[:len(model)-100000]},
		{"a program without functions", []byte("\x00asm\x01\x00\x00\x00"), model},
	} {
		if m, err := moonshine.Load(ctx, c.wasm, c.model); err == nil {
			t.Errorf("%s was loaded", c.name)
			m.Close(ctx)
		}
	}
}

// BenchmarkHear processes a word of about a second.
func BenchmarkHear(b *testing.B) {
	m := open(b)
	pcm := spoken(b, "photosynthesis")
	if err := m.SetPhrases(context.Background(), ten); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := m.Hear(context.Background(), pcm); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())*16000/float64(b.N*len(pcm)), "ms/s-of-sound")
}
