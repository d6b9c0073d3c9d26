package conversation

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/library"
	"carrel/internal/study"
)

const fixtures = "../../../shared/fixtures"

// importAll imports every readable fixture file into one collection, and one file
// that it makes itself.
func importAll(t *testing.T, a *opened) int {
	t.Helper()
	if _, err := os.Stat(fixtures); err != nil {
		t.Skip("the folder of fixtures is absent")
	}
	taken := 0
	err := filepath.WalkDir(fixtures, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || strings.HasSuffix(path, ".json") || d.Name() == "SOURCES.md" || strings.Contains(path, "revlog") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		st, err := f.Stat()
		if err != nil {
			return err
		}
		res, err := a.Import(context.Background(), library.Upload{Name: d.Name(), Data: f, Size: st.Size()}, nil)
		if err != nil {
			if k := study.KindOf(err); k != study.Unreadable && k != study.Unsupported {
				t.Errorf("%s: %v", path, err)
			}
			return nil
		}
		taken += res.Cards
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

// TestNoMarkupIsEverSpoken renders every card of every fixture file.
func TestNoMarkupIsEverSpoken(t *testing.T) {
	ctx := context.Background()
	a, _ := open(t, t.TempDir())
	if n := importAll(t, a); n < 100 {
		t.Fatalf("only %d cards came in: too few to show anything", n)
	}
	for _, pack := range []string{"capitals", "elements", "spelling"} {
		install(t, a, pack)
	}
	cards, _, err := a.Store().Cards(ctx, allCards)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cards {
		q, err := a.conv.question(ctx, c.ID, 1)
		if err != nil {
			t.Errorf("card %s: %v", c.ID, err)
			continue
		}
		texts := []string{q.Ask.Text(), q.Reveal.Text(), q.Extra.Text()}
		for _, o := range q.Choices {
			texts = append(texts, o.Text)
		}
		for _, s := range append(texts, q.Ideas...) {
			for _, bad := range []string{"<", ">", "{{", "}}", "[sound", "data-", "&nbsp", "\\(", "\\frac", "[latex"} {
				if strings.Contains(s, bad) {
					t.Errorf("%q is spoken in %q (%s)", bad, s, q.Title)
				}
			}
		}
		for _, bad := range []string{"<script", "javascript:", "onerror", "onclick", "http://", "https://", "style="} {
			if low := strings.ToLower(q.Front + q.Back); strings.Contains(low, bad) {
				t.Errorf("the screen gets %q: %s", bad, low)
			}
		}
		if q.Kind == study.Cloze {
			hidden(t, *q)
		}
	}
}

// hidden checks that the text that a cloze deletion hides does not occur in its
// question.
func hidden(t *testing.T, q study.Question) {
	t.Helper()
	ask := " " + strings.ToLower(strings.Map(letters, q.Ask.Text())) + " "
	for _, acc := range q.Accept {
		if acc.Weight < 1 {
			continue
		}
		want := " " + strings.ToLower(strings.TrimSpace(strings.Map(letters, acc.Text))) + " "
		if len(want) > 2 && strings.Contains(ask, want) {
			t.Errorf("the answer %q is said in the question %q", acc.Text, q.Ask.Text())
		}
	}
}

func letters(r rune) rune {
	if strings.ContainsRune(".,;:!?()\"'“”’", r) {
		return ' '
	}
	return r
}

// TestImportingAgainAddsNothing imports every file twice.
func TestImportingAgainAddsNothing(t *testing.T) {
	ctx := context.Background()
	a, _ := open(t, t.TempDir())
	importAll(t, a)
	count := func() (int, int) {
		_, cards, err := a.Store().Cards(ctx, oneCard)
		if err != nil {
			t.Fatal(err)
		}
		p, err := a.Progress(ctx, a.Now())
		if err != nil {
			t.Fatal(err)
		}
		return cards, p.Reviews
	}
	cards, reviews := count()
	importAll(t, a)
	if c, r := count(); c != cards || r != reviews {
		t.Errorf("importing again made %d cards of %d and %d reviews of %d", c, cards, r, reviews)
	}
}
