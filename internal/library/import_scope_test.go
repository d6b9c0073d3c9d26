package library

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

// likeFiles are two files x and y of the same name, and a later version of y.
type likeFiles struct{ name, x, y, later string }

func longText(about string) string {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "Sentence %d tells at some length about %s and goes on for a while.\n\n", i, about)
	}
	return b.String()
}

func feedOf(about string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>` + about + `</title><description>` + strings.ReplaceAll(longText(about), "\n\n", " ") + `</description></item></channel></rss>`
}

// recordingOf returns an MP3 with some frames of silence.
func recordingOf(frames int) string {
	frame := append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 413)...)
	return string(bytes.Repeat(frame, frames))
}

var likes = map[string]likeFiles{
	"text":      {"ch1.txt", longText("rivers"), longText("mountains"), longText("mountains") + "And one sentence about snow at the end.\n"},
	"markdown":  {"ch1.md", "# One\n\n" + longText("rivers"), "# One\n\n" + longText("mountains"), "# One\n\n" + longText("mountains") + "And one sentence about snow at the end.\n"},
	"feed":      {"feed.xml", feedOf("rivers"), feedOf("mountains"), feedOf("mountains") + "<!-- later -->"},
	"recording": {"01.mp3", recordingOf(100), recordingOf(300), recordingOf(400)},
}

func bringFrom(t *testing.T, a *Library, name, path, text string) study.ImportResult {
	t.Helper()
	res, err := a.Import(context.Background(), Upload{Name: name, Path: path, Data: strings.NewReader(text), Size: int64(len(text))}, nil)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return res
}

// readingTexts returns the texts and lengths of all readings.
func readingTexts(t *testing.T, a *Library) []string {
	t.Helper()
	ids, err := a.store.ReadingIDs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, id := range ids {
		r, err := a.store.Reading(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		s := ""
		for _, sec := range r.Sections {
			s += sec.HTML + fmt.Sprint(sec.EndMS)
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func memoryApp(t *testing.T) *Library {
	t.Helper()
	a, err := Open(t.Context(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func TestFilesOfOneNameInTwoFolders(t *testing.T) {
	for kind, f := range likes {
		t.Run(kind, func(t *testing.T) {
			a := memoryApp(t)
			bringFrom(t, a, f.name, "/home/x/"+f.name, f.x)
			bringFrom(t, a, f.name, "/home/y/"+f.name, f.y)
			both := readingTexts(t, a)
			if len(both) != 2 || both[0] == both[1] {
				t.Fatalf("%d readings", len(both))
			}
			// Importing again in another order, or after a move, must change
			// nothing.
			for _, again := range []struct{ name, path, text string }{
				{f.name, "/home/y/" + f.name, f.y}, {f.name, "/home/x/" + f.name, f.x},
				{f.name, "/elsewhere/y/" + f.name, f.y},
			} {
				bringFrom(t, a, again.name, again.path, again.text)
				if is := readingTexts(t, a); !slices.Equal(is, both) {
					t.Fatalf("%s brought again: %d readings", again.path, len(is))
				}
			}
			// A new version of a file changes that file's reading and no other.
			bringFrom(t, a, f.name, "/home/y/"+f.name, f.later)
			is := readingTexts(t, a)
			if len(is) != 2 {
				t.Fatalf("after a change there are %d readings", len(is))
			}
			kept := 0
			for _, s := range is {
				if slices.Contains(both, s) {
					kept++
				}
			}
			if want := 1; kind != "feed" && kept != want { // the feed's change is not in its text
				t.Errorf("after a change %d readings are as they were", kept)
			}
			// A restored or older collection knows nothing of the files' origins:
			// importing them again in any order must duplicate nothing.
			for _, order := range [][2]string{{"x", "y"}, {"y", "x"}} {
				b := memoryApp(t)
				var backup bytes.Buffer
				if _, err := a.Export(context.Background(), &backup, "backup", ""); err != nil {
					t.Fatal(err)
				}
				bringFrom(t, b, "backup.jsonl", "", backup.String())
				for _, folder := range order {
					text := map[string]string{"x": f.x, "y": f.later}[folder]
					bringFrom(t, b, f.name, "/home/"+folder+"/"+f.name, text)
				}
				if got := readingTexts(t, b); !slices.Equal(got, is) {
					t.Errorf("restored, then %v: %d readings", order, len(got))
				}
			}
		})
	}
}

// The page knows only the file's name, or its path below the chosen folder; the
// command line knows the whole path.
func TestAFileIsKnownFromThePageToo(t *testing.T) {
	f := likes["text"]
	a := memoryApp(t)
	bringFrom(t, a, f.name, "/home/x/"+f.name, f.x)
	bringFrom(t, a, f.name, "/home/y/"+f.name, f.y)
	both := readingTexts(t, a)
	bringFrom(t, a, "y/"+f.name, "", f.later)
	if is := readingTexts(t, a); len(is) != 2 || slices.Equal(is, both) {
		t.Errorf("from the page: %d readings", len(is))
	}
	bringFrom(t, a, "z/"+f.name, "", longText("valleys"))
	if is := readingTexts(t, a); len(is) != 3 {
		t.Errorf("a third folder: %d readings", len(is))
	}
	bringFrom(t, a, f.name, "/home/me/z/"+f.name, longText("valleys")+"One more.\n")
	if is := readingTexts(t, a); len(is) != 3 {
		t.Errorf("the third folder by the command line: %d readings", len(is))
	}
}

// Two files of the same name may hold the same question with different answers.
func TestQuestionsOfFilesOfOneName(t *testing.T) {
	for name, texts := range map[string][2]string{
		"words.csv": {"question,answer\nchat,cat\nchien,dog\n", "question,answer\nchat,talk\noiseau,bird\n"},
		"words.md":  {"chat::cat\n\nchien::dog\n", "chat::talk\n\noiseau::bird\n"},
		"quiz.txt":  {"chat\nA. cat\nB. dog\nANSWER: A\n", "chat\nA. talk\nB. bird\nANSWER: A\n"},
	} {
		a := memoryApp(t)
		count := func() int {
			n := 0
			for e, err := range a.store.Export(t.Context(), store.ExportOptions{}) {
				if err != nil {
					t.Fatal(err)
				}
				if e.Card != nil {
					n++
				}
			}
			return n
		}
		bringFrom(t, a, name, "/home/x/"+name, texts[0])
		first := count()
		bringFrom(t, a, name, "/home/y/"+name, texts[1])
		all := 2 * first
		if got := count(); got != all {
			t.Errorf("%s: %d cards of %d", name, got, all)
		}
		for range 2 {
			bringFrom(t, a, name, "/home/y/"+name, texts[1])
			bringFrom(t, a, name, "/home/x/"+name, texts[0])
		}
		if got := count(); got != all {
			t.Errorf("%s: brought again, and there are %d cards of %d", name, got, all)
		}
		// An older collection, into which both files had brought what did not
		// collide.
		b := memoryApp(t)
		bringFrom(t, b, name, "/home/x/"+name, texts[0])
		var backup bytes.Buffer
		if _, err := b.Export(t.Context(), &backup, "backup", ""); err != nil {
			t.Fatal(err)
		}
		c := memoryApp(t)
		bringFrom(t, c, "b.jsonl", "", backup.String())
		bringFrom(t, c, name, "/home/y/"+name, texts[1])
		bringFrom(t, c, name, "/home/x/"+name, texts[0])
		n := 0
		if cards, _, err := c.store.Cards(t.Context(), store.CardFilter{}); err != nil {
			t.Fatal(err)
		} else {
			n = len(cards)
		}
		if n > all || n < first {
			t.Errorf("%s: an older collection has %d cards", name, n)
		}
	}
}
