package speech

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"carrel/internal/audio"
	"carrel/internal/study"
)

func mustKey(t *testing.T, c *Clips, text string) string {
	t.Helper()
	key, err := c.Key(study.Say(text, "en"), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func mustGet(t *testing.T, c *Clips, key string) Clip {
	t.Helper()
	clip, err := c.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return clip
}

func TestClipHoldsWordsAndPauses(t *testing.T) {
	low, high := newHum("low", "en"), newHum("high", "fr")
	high.rate = 16000
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{low, high}})
	key, err := clips.Key(study.Speech{
		{PauseMS: 50}, {Text: "hello"}, {PauseMS: 300}, {Text: "bonjour", Lang: "fr"},
	}, Settings{Rate: 1.25, Pitch: 0.9})
	if err != nil {
		t.Fatal(err)
	}
	clip := mustGet(t, clips, key)
	if d := clip.Duration - 1550*time.Millisecond; d.Abs() > time.Millisecond || clip.Key != key {
		t.Errorf("lasts %v, want 1.55s", clip.Duration)
	}
	p, err := audio.DecodeWAV(clip.WAV)
	if err != nil || p.Rate != 16000 {
		t.Errorf("%d Hz, %v", p.Rate, err)
	}
	if u := high.said[0]; u.Rate != 1.25 || u.Pitch != 0.9 || u.Lang != "fr" || u.Text != "bonjour" {
		t.Errorf("asked to say %+v", u)
	}
}

func TestPartsSplitAtRecordings(t *testing.T) {
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{newHum("a", "en")}})
	parts, err := clips.Parts(study.Speech{{Text: "one"}, {Sound: "x.mp3"}, {PauseMS: 200}, {Text: "two"}}, Settings{})
	if err != nil || len(parts) != 3 || parts[1] != (Part{Sound: "x.mp3"}) {
		t.Fatalf("%+v, %v", parts, err)
	}
	if one, two := mustGet(t, clips, parts[0].Clip), mustGet(t, clips, parts[2].Clip); one.Duration != 300*time.Millisecond || two.Duration != 500*time.Millisecond {
		t.Errorf("%v and %v", one.Duration, two.Duration)
	}
	if parts, err := clips.Parts(study.Speech{{PauseMS: 500}, {Text: "…"}}, Settings{}); err != nil || parts != nil {
		t.Errorf("silence has parts: %v, %v", parts, err)
	}
	if _, err := clips.Parts(study.Speech{{Text: "ok"}, {Text: "ねこ"}}, Settings{}); study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "Japanese") {
		t.Errorf("Japanese: %v", err)
	}
	parts, err = clips.PartsOrText(study.Speech{{Text: "cat is ねこ"}, {Sound: "neko.mp3"}}, Settings{})
	if err != nil || len(parts) != 3 || parts[0].Clip == "" || parts[1] != (Part{Text: "ねこ", Lang: "ja"}) || parts[2].Sound != "neko.mp3" {
		t.Errorf("%+v, %v", parts, err)
	}
	if err := clips.Check(study.Say("ねこ", ""), Settings{}); study.KindOf(err) != study.Unavailable {
		t.Errorf("Check: %v", err)
	}
}

func TestClipIsMadeOnceAndKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "clips")
	voice := newHum("a", "en")
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}, Dir: dir})
	key := mustKey(t, clips, "hello")
	first := mustGet(t, clips, key)
	if again := mustGet(t, clips, key); voice.calls.Load() != 1 || !bytes.Equal(first.WAV, again.WAV) {
		t.Errorf("spoke %d times", voice.calls.Load())
	}
	// Another process finds it on disk by its key alone.
	clips = NewClips(ClipsConfig{Engines: []Synthesizer{voice}, Dir: dir})
	if kept := mustGet(t, clips, key); voice.calls.Load() != 1 || !bytes.Equal(first.WAV, kept.WAV) || kept.Duration != first.Duration {
		t.Errorf("spoke %d times; %v and %v", voice.calls.Load(), kept.Duration, first.Duration)
	}
	if err := clips.DiskError(); err != nil {
		t.Error(err)
	}
	// The next Get returns it from memory.
	os.Remove(filepath.Join(dir, key+".wav"))
	mustGet(t, clips, key)
	if voice.calls.Load() != 1 {
		t.Error("memory was not used")
	}
}

func TestTornClipOnDiskIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	voice := newHum("a", "en")
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}, Dir: dir})
	key := mustKey(t, clips, "hello")
	whole := mustGet(t, clips, key).WAV
	file := filepath.Join(dir, key+".wav")
	for name, torn := range map[string][]byte{"empty": {}, "cut": whole[:len(whole)-7], "other": []byte("<html>")} {
		if err := os.WriteFile(file, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(filepath.Join(dir, ".clip-123"), whole, 0o600) // left by a killed process
		clips = NewClips(ClipsConfig{Engines: []Synthesizer{voice}, Dir: dir})
		mustKey(t, clips, "hello")
		if clip := mustGet(t, clips, key); !bytes.Equal(clip.WAV, whole) {
			t.Errorf("%s: another clip", name)
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 {
			t.Errorf("%s: %d files are left", name, len(left))
		}
	}
}

func TestClipsAreBounded(t *testing.T) {
	dir := t.TempDir()
	voice := newHum("a", "en")
	// A clip of 10 letters is one second at 8 kHz: 16,044 bytes.
	config := ClipsConfig{Engines: []Synthesizer{voice}, Dir: dir, MaxMemory: 40_000, MaxDisk: 50_000}
	clips := NewClips(config)
	var keys []string
	for _, text := range []string{"aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd"} {
		keys = append(keys, mustKey(t, clips, text))
		mustGet(t, clips, keys[len(keys)-1])
	}
	onDisk := func(key string) bool { _, err := os.Stat(filepath.Join(dir, key+".wav")); return err == nil }
	if onDisk(keys[0]) || !onDisk(keys[1]) || !onDisk(keys[3]) {
		t.Error("the oldest of four should have gone from the disk")
	}
	if clips.memory.size > 40_000 || len(clips.memory.items) != 2 {
		t.Errorf("%d bytes in memory", clips.memory.size)
	}
	mustGet(t, clips, keys[1]) // now the most recently used
	mustGet(t, clips, mustKey(t, clips, "eeeeeeeeee"))
	if !onDisk(keys[1]) || onDisk(keys[2]) {
		t.Error("the one used last should have stayed, the one used first gone")
	}
	// A later run with a smaller limit applies it too, even to a clip larger than the
	// limit.
	config.MaxDisk = 17_000
	clips = NewClips(config)
	mustGet(t, clips, mustKey(t, clips, "a text of more than ten letters"))
	if left, _ := os.ReadDir(dir); len(left) > 1 {
		t.Errorf("%d files are left", len(left))
	}
}

func TestClipsWithoutAFolderToWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	voice := newHum("a", "en")
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}, Dir: filepath.Join(file, "clips")})
	mustGet(t, clips, mustKey(t, clips, "hello"))
	if err := clips.DiskError(); study.KindOf(err) != study.Unavailable {
		t.Errorf("%v", err)
	}
	clips = NewClips(ClipsConfig{Engines: []Synthesizer{voice}})
	mustGet(t, clips, mustKey(t, clips, "hello"))
	if err := errors.Join(clips.DiskError(), clips.Wipe()); err != nil {
		t.Error(err)
	}
}

func TestGetRefusesWhatIsNoKey(t *testing.T) {
	dir := t.TempDir()
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{newHum("a", "en")}, Dir: dir})
	os.WriteFile(filepath.Join(dir, "secret.wav"), audio.WAV(audio.PCM{Rate: 8000}), 0o600)
	for _, key := range []string{"", "secret", "../secret", strings.Repeat("A", 64), strings.Repeat("0", 63) + "/", strings.Repeat("0", 64)} {
		if _, err := clips.Get(t.Context(), key); study.KindOf(err) != study.NotFound {
			t.Errorf("%q: %v", key, err)
		}
	}
}

func TestFailureIsGivenAndNotKept(t *testing.T) {
	voice := newHum("a", "en")
	voice.failWith(errHoarse)
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}})
	key := mustKey(t, clips, "hello")
	if _, err := clips.Get(t.Context(), key); !errors.Is(err, errHoarse) {
		t.Errorf("%v", err)
	}
	voice.failWith(nil)
	mustGet(t, clips, key)
}

func TestWipeErasesMemoryAndDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		voice := newHum("a", "en")
		clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}, Dir: dir})
		key := mustKey(t, clips, "hello")
		mustGet(t, clips, key)
		mine := filepath.Join(dir, "not ours.txt")
		os.WriteFile(mine, nil, 0o600)
		// Meanwhile another clip is being made, and the folder contains a clip of another
		// process.
		voice.gate = make(chan struct{})
		late := mustKey(t, clips, "world")
		done := make(chan error)
		go func() { _, err := clips.Get(context.Background(), late); done <- err }()
		synctest.Wait()
		os.WriteFile(filepath.Join(dir, strings.Repeat("a", 64)+".wav"), []byte("x"), 0o600)
		os.WriteFile(filepath.Join(dir, ".clip-77"), []byte("x"), 0o600)

		if err := clips.Wipe(); err != nil {
			t.Fatal(err)
		}
		close(voice.gate)
		if err := <-done; err != nil {
			t.Errorf("the one in the making: %v", err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 || left[0].Name() != "not ours.txt" {
			t.Errorf("left on disk: %v", left)
		}
		for _, k := range []string{key, late} {
			if _, err := clips.Get(context.Background(), k); study.KindOf(err) != study.NotFound {
				t.Errorf("after Wipe: %v", err)
			}
		}
	})
}

func TestAskingTwiceAtATimeMakesAClipOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		voice := newHum("a", "en")
		voice.gate = make(chan struct{})
		clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}})
		key := mustKey(t, clips, "hello")
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() { mustGet(t, clips, key) })
		}
		// One of the waiting callers gives up; the others get the clip.
		ctx, cancel := context.WithCancel(t.Context())
		wait.Go(func() {
			if _, err := clips.Get(ctx, key); !errors.Is(err, context.Canceled) {
				t.Errorf("the one that left: %v", err)
			}
		})
		synctest.Wait()
		cancel()
		synctest.Wait()
		close(voice.gate)
		wait.Wait()
		if n := voice.calls.Load(); n != 1 {
			t.Errorf("spoke %d times", n)
		}
	})
}

func TestWhenAllHaveLeftTheVoiceStopsAndMayBeAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		voice := newHum("a", "en")
		voice.gate = make(chan struct{})
		clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}})
		key := mustKey(t, clips, "hello")
		ctx, cancel := context.WithCancel(t.Context())
		left := make(chan error)
		go func() { _, err := clips.Get(ctx, key); left <- err }()
		synctest.Wait()
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		synctest.Wait() // the voice has seen the cancellation: nothing is left running
		if len(clips.flying) != 0 {
			t.Error("a clip that nobody wants is still in the making")
		}
		close(voice.gate)
		mustGet(t, clips, key)
	})
}

func TestPrefetchMakesTheNextClipsInOrderAndDropsStaleOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		voice := newHum("a", "en")
		voice.gate = make(chan struct{})
		clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}})
		a, b, c, d := mustKey(t, clips, "a"), mustKey(t, clips, "b"), mustKey(t, clips, "c"), mustKey(t, clips, "d")
		clips.Prefetch(a, b, "no key", c)
		synctest.Wait()
		if clips.Waiting() != 3 || voice.calls.Load() != 1 {
			t.Errorf("%d wait, %d are made; one at a time", clips.Waiting(), voice.calls.Load())
		}
		clips.Prefetch(d, a)
		close(voice.gate)
		synctest.Wait()
		if want := []string{"v-en: a", "v-en: d"}; !slices.Equal(voice.texts(), want) {
			t.Errorf("said %q, want %q", voice.texts(), want)
		}
		mustGet(t, clips, d)
		if n := voice.calls.Load(); n != 2 {
			t.Errorf("spoke %d times: what was prefetched was made again", n)
		}
	})
}

func TestCloseStopsWhatRunsAndKeepsWhatIsMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		voice := newHum("a", "en")
		clips := NewClips(ClipsConfig{Engines: []Synthesizer{voice}})
		made := mustKey(t, clips, "made")
		mustGet(t, clips, made)
		voice.gate = make(chan struct{})
		clips.Prefetch(mustKey(t, clips, "one"), mustKey(t, clips, "two"))
		synctest.Wait()
		if err := clips.Close(); err != nil {
			t.Error(err)
		}
		clips.Prefetch(mustKey(t, clips, "three"))
		mustGet(t, clips, made)
		if _, err := clips.Get(t.Context(), mustKey(t, clips, "four")); study.KindOf(err) != study.Unavailable {
			t.Errorf("after Close: %v", err)
		}
		if n := voice.calls.Load(); n != 2 {
			t.Errorf("spoke %d times", n)
		}
	})
}
