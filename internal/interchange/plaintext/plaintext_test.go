package plaintext

import (
	"strings"
	"testing"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const sample = "A STORY\n\nIt began <here> & there\nand went on.\n\nChapter 2\nThe middle\n\nMore.\n\nThe End\n=======\n\nLast.\n"

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{"story.txt": []byte(sample)},
		Attacks: []interchangetest.Attack{
			{Name: "a very long line", Make: func() []byte { return []byte(strings.Repeat("word ", 4_000_000)) }},
			{Name: "very many paragraphs", Make: func() []byte { return []byte(strings.Repeat("A\n\n", 2_000_000)) }},
			{Name: "an image", Want: study.Unreadable, Make: func() []byte { return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") }},
		},
	})
}

func TestChaptersByHeading(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("my_story.txt", []byte(sample)), nil))
	r := c.Readings[0]
	if r.Title != "my story" || len(r.Sections) != 3 {
		t.Fatalf("got %+v", r)
	}
	want := []study.Section{
		{Title: "A STORY", HTML: "<p>It began &lt;here&gt; &amp; there and went on.</p>"},
		{Title: "Chapter 2: The middle", HTML: "<p>More.</p>"},
		{Title: "The End", HTML: "<p>Last.</p>"},
	}
	for i, s := range r.Sections {
		if s.Title != want[i].Title || s.HTML != want[i].HTML {
			t.Errorf("section %d: got %+v", i, s)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
