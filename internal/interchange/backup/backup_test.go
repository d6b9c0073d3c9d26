package backup_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"carrel/internal/golden"
	"carrel/internal/interchange/backup"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// sample returns one entry of each kind.
func sample() []study.Entry {
	deck := study.DeriveID("deck", "Capitals")
	noteType := study.DeriveID("notetype", "Basic")
	note, question := study.DeriveID("note", "1"), study.DeriveID("note", "2")
	card := study.DeriveID("card", "1")
	content := bytes.Repeat([]byte("sound"), 20_000) // three lines
	return []study.Entry{
		{Setting: &study.Setting{Key: "zone", Value: `"Europe/Paris"`}},
		{Deck: &study.Deck{ID: deck, Name: "Capitals", Retention: .9, Origin: json.RawMessage(`{"id":1}`)}},
		{NoteType: &study.NoteType{ID: noteType, Name: "Basic", Kind: study.Standard, Fields: []study.Field{{Name: "Front"}}, Templates: []study.Template{{Name: "1", Front: "{{Front}}"}}}},
		{Note: &study.Note{ID: note, GUID: "a<b>&\u2028", Type: noteType, Fields: []string{"<b>1 & 2</b>\x1f"}, Tags: []string{"x"}}},
		{Note: &study.Note{ID: question, Item: &study.Item{Kind: study.Numeric, Stem: "?", Numbers: []study.Range{{Min: -1e300, Max: .1, Weight: 1}}}}},
		{Card: &study.Card{ID: card, Note: note, Deck: deck, Position: 4}},
		{Review: &study.Review{ID: study.DeriveID("review", "1"), Card: card, At: 1, Kind: study.Graded, Grade: study.Good}},
		{Review: &study.Review{ID: study.DeriveID("review", "2"), Card: card, At: 2, Kind: study.Set, State: &study.Schedule{Phase: study.InReview, Stability: 12.25, Day: 20000}}},
		{Reading: &study.Reading{ID: study.DeriveID("reading", "1"), Title: "Book", Sections: []study.Section{{Title: "1", HTML: "<p>"}}}},
		{Skip: &study.Skip{What: "page 2", Why: "it is torn"}},
		{Media: file("a.mp3", content)},
		{Media: file("empty", nil)},
	}
}

func file(name string, content []byte) *study.Media {
	return &study.Media{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

func stream(list []study.Entry) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func written(t testing.TB, list []study.Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := backup.Write(t.Context(), &b, stream(list)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestConformance(t *testing.T) {
	good := written(t, sample())
	lines := bytes.SplitAfter(good, []byte("\n"))
	without := func(i int) []byte { return bytes.Join(append(append([][]byte{}, lines[:i]...), lines[i+1:]...), nil) }
	interchangetest.Run(t, interchangetest.Format{
		Read: backup.Read, Write: func(ctx context.Context, w io.Writer, e study.Entries) error {
			_, err := backup.Write(ctx, w, e)
			return err
		},
		Good: map[string][]byte{
			"whole":  good,
			"edited": append([]byte("\ufeff\n\r\n"), bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n\r\n"))...),
		},
		Attacks: []interchangetest.Attack{
			{Name: "endless line", Make: func() []byte { return append(lines[0], bytes.Repeat([]byte("["), 64<<20)...) }, Want: study.Unsupported},
			{Name: "deep nesting", Make: func() []byte { return append(bytes.Clone(lines[0]), bytes.Repeat([]byte(`{"note":`), 1<<20)...) }, Want: study.Unreadable},
			{Name: "huge media", Make: func() []byte {
				return append(bytes.Clone(lines[0]), []byte(`{"media":{"name":"x","size":9223372036854775807}}`+"\n"+`{"bytes":"AAAA"}`+"\n")...)
			}, Want: study.Unreadable},
			{Name: "no header", Make: func() []byte { return without(0) }, Want: study.Unreadable},
			{Name: "no end", Make: func() []byte { return without(len(lines) - 2) }, Want: study.Unreadable},
			{Name: "no deck", Make: func() []byte { return without(2) }, Want: study.Unreadable},
			{Name: "a line of bytes lost", Make: func() []byte { return without(13) }, Want: study.Unreadable},
			{Name: "path as name", Make: func() []byte { return bytes.Replace(good, []byte(`"a.mp3"`), []byte(`"../a"`), 1) }, Want: study.Unreadable},
			{Name: "newer", Make: func() []byte { return bytes.Replace(good, []byte(`"carrel":1`), []byte(`"carrel":2`), 1) }, Want: study.Unsupported},
			{Name: "two in one line", Make: func() []byte {
				return append(bytes.Clone(lines[0]), []byte(`{"skip":{"what":"a","why":"b"},"setting":{"key":"a","value":"1"}}`)...)
			}, Want: study.Unreadable},
			{Name: "something after the end", Make: func() []byte { return append(bytes.Clone(good), []byte(`{"end":true}`)...) }, Want: study.Unreadable},
		},
	})
}

func TestWritingAgainGivesTheSameBytes(t *testing.T) {
	first := written(t, sample())
	var second bytes.Buffer
	if _, err := backup.Write(t.Context(), &second, backup.Read(t.Context(), source.FromBytes("x", first), nil)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second.Bytes()) {
		t.Error("the second backup differs from the first")
	}
}

// TestFormat fixes the format of a backup: a file written today must stay readable for
// ever.
func TestFormat(t *testing.T) {
	list := sample()
	list[10] = study.Entry{Media: file("a.mp3", []byte("sound"))}
	got := written(t, list)
	golden.Check(t, "sample.jsonl", string(got))
}

func TestMissingMediaIsASkip(t *testing.T) {
	got := written(t, []study.Entry{{Media: &study.Media{Name: "lost.mp3", Open: func() (io.ReadCloser, error) {
		return nil, study.Errorf(study.NotFound, "it is gone")
	}}}})
	if !strings.Contains(string(got), `{"skip":{"what":"media file lost.mp3","why":"it is gone","lost":true}}`) {
		t.Errorf("got %s", got)
	}
	if !strings.HasSuffix(string(got), "\n{\"end\":false,\"missing\":1}\n") {
		t.Errorf("it does not end with what is missing: %s", got)
	}
	for e, err := range backup.Read(t.Context(), source.FromBytes("x", got), nil) {
		if err != nil || e.Skip == nil || !e.Skip.Lost {
			t.Errorf("read %+v, %v", e, err)
		}
	}
}

func TestErrorsOfTheStreamAndTheDiskAreTold(t *testing.T) {
	broken := errors.New("broken")
	_, err := backup.Write(t.Context(), io.Discard, func(yield func(study.Entry, error) bool) { yield(study.Entry{}, broken) })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if _, err := backup.Write(t.Context(), full{}, stream(sample())); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := backup.Write(ctx, io.Discard, stream(sample())); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	long := study.Entry{Note: &study.Note{ID: study.DeriveID("note", "x"), Item: &study.Item{Stem: strings.Repeat("x", backup.MaxLine)}}}
	if _, err := backup.Write(t.Context(), io.Discard, stream([]study.Entry{long})); study.KindOf(err) != study.Unsupported {
		t.Errorf("a text too long: %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func FuzzRead(f *testing.F) {
	f.Add(written(f, sample()[:10]))
	f.Add(written(f, nil))
	f.Add([]byte(`{"carrel":1,"kind":"backup"}` + "\n" + `{"media":{"name":"a","size":3,"hash":"cb1ad2119d8fafb69566510ee712661f9f14b83385006ef92aec47f523a38358"}}` + "\n" + `{"bytes":"YWFh"}` + "\n" + `{"end":true}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		content := interchangetest.Collect(backup.Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(content.Faults) > 0 {
			t.Error(content.Faults)
		}
		if content.Err != nil {
			return
		}
		// Any backup that can be read can also be written and read again.
		var out bytes.Buffer
		if _, err := backup.Write(t.Context(), &out, backup.Read(t.Context(), source.FromBytes("fuzz", b), nil)); err != nil {
			t.Fatal(err)
		}
		again := interchangetest.Collect(backup.Read(t.Context(), source.FromBytes("fuzz", out.Bytes()), nil))
		if a, b := content.Text(), again.Text(); a != b {
			t.Errorf("read\n%s\nthen\n%s", a, b)
		}
	})
}

func ExampleWrite() {
	entries := stream([]study.Entry{{Deck: &study.Deck{ID: study.DeriveID("deck", "A"), Name: "A"}}})
	var b strings.Builder
	if _, err := backup.Write(context.Background(), &b, entries); err != nil {
		fmt.Println(err)
	}
	fmt.Print(b.String())
	// Output:
	// {"carrel":1,"kind":"backup"}
	// {"deck":{"id":"89ed988aa595b0567f77827bde34fec5","name":"A"}}
	// {"end":true}
}
