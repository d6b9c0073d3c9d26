//go:build !js

package speech_test

import (
	"strconv"
	"testing"

	"carrel/internal/speech"
	"carrel/internal/study"
)

// BenchmarkClips measures the wait for a question's clip, both made on request and made
// ahead.
func BenchmarkClips(b *testing.B) {
	flite := newFlite(b)
	if err := flite.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	n := 0
	question := func(clips *speech.Clips) string {
		n++
		key, err := clips.Key(study.Say("What is the atomic number of element "+strconv.Itoa(n)+"?", "en"), speech.Settings{})
		if err != nil {
			b.Fatal(err)
		}
		return key
	}
	get := func(clips *speech.Clips, key string) {
		if _, err := clips.Get(b.Context(), key); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("made", func(b *testing.B) {
		clips := speech.NewClips(speech.ClipsConfig{Engines: []speech.Synthesizer{flite}, Dir: b.TempDir()})
		for b.Loop() {
			get(clips, question(clips))
		}
	})
	b.Run("memory", func(b *testing.B) {
		clips := speech.NewClips(speech.ClipsConfig{Engines: []speech.Synthesizer{flite}})
		key := question(clips)
		get(clips, key)
		for b.Loop() {
			get(clips, key)
		}
	})
	b.Run("disk", func(b *testing.B) {
		dir := b.TempDir()
		config := speech.ClipsConfig{Engines: []speech.Synthesizer{flite}, Dir: dir}
		clips := speech.NewClips(config)
		key := question(clips)
		get(clips, key)
		for b.Loop() {
			get(speech.NewClips(config), key)
		}
	})
}
