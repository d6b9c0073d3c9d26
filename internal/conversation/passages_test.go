package conversation

import (
	"strings"
	"testing"

	"carrel/internal/library"
	"carrel/internal/study"
)

func TestPassagesAreShort(t *testing.T) {
	a, _ := open(t, t.TempDir())
	long := strings.Repeat("This sentence has about fifty characters, no more. ", 40) + strings.Repeat("word ", 300)
	r := study.Reading{ID: study.DeriveID("r"), Sections: []study.Section{{Title: "One", HTML: "<h1>ONE!</h1><p>" + long + "</p>"}}}
	said := 0
	for i, p := range a.conv.passages(r, 0, "en") {
		if n := len([]rune(p.text)); n > library.LongPassage+1 {
			t.Errorf("passage %d has %d characters: %q", i, n, p.text)
		}
		if i > 0 && p.text == "One" {
			t.Error("the title is said twice")
		}
		said += len(strings.Fields(p.text))
	}
	if want := len(strings.Fields(long)) + 1; said != want {
		t.Errorf("%d words are said of %d", said, want)
	}
}
