package store

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/store/home"
	"carrel/internal/study"
)

// everyFile lists the files below a folder.
func everyFile(t testing.TB, folder string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return nil
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return files
}

// holding lists the files below a folder that contain a text.
func holding(t testing.TB, folder, text string) []string {
	t.Helper()
	var found []string
	for _, path := range everyFile(t, folder) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(text)) {
			found = append(found, path)
		}
	}
	return found
}

const secret = "Xylophone-of-the-secret"

// withSecret fills a collection with a secret in every place that takes text, among much
// other data, so that pages split and become free.
func withSecret(t testing.TB, folder string) *Store {
	t.Helper()
	s := openHere(t, Options{Home: folder})
	secretNote := study.DeriveID("note", "secret")
	card := study.DeriveID("card", "secret")
	quiet := func(i int) string { return strings.Repeat(fmt.Sprint("quiet ", i), 40) }
	_, err := s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
		others := 300
		if !canShare {
			others = 80 // every page is slow to write under Node.js
		}
		for e := range itemEntries(others, quiet) {
			yield(e, nil)
		}
		deck := study.Deck{ID: study.DeriveID("deck", secret), Name: secret, About: secret}
		yield(study.Entry{Deck: &deck}, nil)
		kind := study.NoteType{ID: study.DeriveID("notetype", secret), Name: secret, Kind: study.Standard, CSS: secret,
			Fields: []study.Field{{Name: secret}}, Templates: []study.Template{{Name: secret, Front: "{{" + secret + "}}"}}}
		yield(study.Entry{NoteType: &kind}, nil)
		yield(study.Entry{Note: &study.Note{ID: secretNote, GUID: secret, Type: kind.ID, Tags: []string{secret},
			Fields: []string{secret + ` <img src="secret.png">` + strings.Repeat(" long "+secret, 500)}}}, nil)
		yield(study.Entry{Card: &study.Card{ID: card, Note: secretNote, Deck: deck.ID, Origin: []byte(`"` + secret + `"`)}}, nil)
		yield(study.Entry{Review: &study.Review{ID: study.DeriveID("review", secret), Card: card, At: start, Kind: study.Graded, Grade: 3, How: secret}}, nil)
		yield(study.Entry{Reading: &study.Reading{ID: study.DeriveID("reading", secret), Deck: deck.ID, Title: secret, Sections: []study.Section{{HTML: secret}}}}, nil)
		yield(study.Entry{Media: &study.Media{Name: "secret.png", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("PNG " + secret)), nil
		}}}, nil)
	}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	reviews := 60
	if !canShare {
		reviews = 10
	}
	for i := range reviews {
		review(t, s, i, i)
	}
	if err := s.PutSession(t.Context(), []byte(`{"card":"`+card.String()+`","question":"`+secret+`"}`)); err != nil {
		t.Fatal(err)
	}
	clips := filepath.Join(folder, home.CacheFolder, "clips")
	if err := os.MkdirAll(clips, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(clips, "clip.wav"), []byte("RIFF "+secret), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(holding(t, folder, secret)) < 3 {
		t.Fatalf("the secret is only in %v: the test would show nothing", holding(t, folder, secret))
	}
	return s
}

// TestEraseLeavesNoByteBehind searches every byte of the home for erased text, before and
// after closing.
func TestEraseLeavesNoByteBehind(t *testing.T) {
	for name, erase := range map[string]func(s *Store) error{
		"everything": func(s *Store) error { return s.EraseAll(t.Context()) },
		"deck":       func(s *Store) error { return s.EraseDeck(t.Context(), study.DeriveID("deck", secret)) },
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			s := withSecret(t, home)
			if err := erase(s); err != nil {
				t.Fatal(err)
			}
			if found := holding(t, home, secret); len(found) > 0 {
				t.Errorf("the secret is still in %v", found)
			}
			if name == "everything" {
				for _, path := range everyFile(t, home) {
					if rel, _ := filepath.Rel(home, path); strings.Contains(rel, string(filepath.Separator)) {
						t.Errorf("%s is left", rel)
					}
				}
				if found := holding(t, home, "quiet"); len(found) > 0 {
					t.Errorf("other text is still in %v", found)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if found := holding(t, home, secret); len(found) > 0 {
				t.Errorf("after closing, the secret is in %v", found)
			}
		})
	}
	t.Run("note", func(t *testing.T) {
		home := t.TempDir()
		s := withSecret(t, home)
		if err := s.EraseNote(t.Context(), itemNote(7)); err != nil {
			t.Fatal(err)
		}
		if found := holding(t, home, "quiet 7quiet 7"); len(found) > 0 {
			t.Errorf("the note is still in %v", found)
		}
		if found := holding(t, home, "quiet 8quiet 8"); len(found) == 0 {
			t.Error("another note is gone")
		}
	})
}

// TestEraseWhileTheLogIsCopied erases right after many writes, when another connection is
// about to copy the log.
func TestEraseWhileTheLogIsCopied(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	for i := range 3 {
		if _, err := s.Import(t.Context(), itemEntries(300, func(int) string { return secret + strings.Repeat("x", 16000) }), nil, nil); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			go s.copyLog()
		}
		if err := s.EraseAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if found := holding(t, s.opt.Home, secret); len(found) > 0 {
			t.Fatalf("the secret is still in %v", found)
		}
	}
}
