// Package librarytest opens collections for tests.
package librarytest

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"carrel/internal/audio"
	"carrel/internal/library"
	"carrel/internal/speech"
	"carrel/internal/study"
)

// Hum is a synthesizer that returns a hum: fast, and enough for all tests that do
// not listen.
type Hum struct{}

// Voices returns the one voice.
func (Hum) Voices() []speech.Voice {
	return []speech.Voice{{Engine: "hum", Name: "hum", Lang: "en", About: "hums"}}
}

// Speak returns 50 ms of silence.
func (Hum) Speak(context.Context, speech.Utterance) (audio.PCM, error) {
	return audio.Silence(16000, 50*time.Millisecond), nil
}

// Clock is a clock that only moves when the test moves it.
type Clock struct{ T time.Time }

// NewClock returns a clock that stands at the morning of 23 November 2026.
func NewClock() *Clock { return &Clock{time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)} }

// Now returns the clock's time.
func (c *Clock) Now() time.Time { return c.T }

// Open opens a collection that hums; home "" keeps it in memory. The test closes it.
func Open(t testing.TB, home string, c *Clock) *library.Library {
	t.Helper()
	lib, err := library.Open(context.Background(), library.Config{Home: home, Now: c.Now, Voice: Hum{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	return lib
}

// Install installs a sample pack.
func Install(t testing.TB, lib *library.Library, id string) {
	t.Helper()
	if _, err := lib.InstallPack(context.Background(), id, nil); err != nil {
		t.Fatal(err)
	}
}

// Bring imports a file whose content is text.
func Bring(t testing.TB, lib *library.Library, name, text string) study.ImportResult {
	t.Helper()
	res, err := lib.Import(context.Background(), library.Upload{Name: name, Data: strings.NewReader(text), Size: int64(len(text))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// Pictured imports a deck with one note and one picture.
func Pictured(t testing.TB, lib *library.Library, name, picture string) {
	t.Helper()
	entries := func(yield func(study.Entry, error) bool) {
		deck := study.Deck{ID: study.DeriveID("deck", name), Name: name}
		note := study.Note{ID: study.DeriveID("note", name), Item: &study.Item{Kind: study.Short, Stem: `<img src="` + name + `.png">?`, Answer: "a"}}
		m := study.Media{Name: name + ".png", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(picture)), nil }}
		_ = yield(study.Entry{Deck: &deck}, nil) && yield(study.Entry{Note: &note}, nil) && yield(study.Entry{Media: &m}, nil)
	}
	if _, err := lib.Store().Import(context.Background(), entries, nil, nil); err != nil {
		t.Fatal(err)
	}
}

// ExportOf returns the collection as a backup.
func ExportOf(t testing.TB, lib *library.Library) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := lib.Export(context.Background(), &b, "backup", ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
