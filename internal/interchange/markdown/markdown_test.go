package markdown

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const note = `---
tags:
  - biology
  - flashcards
---

# Cells

Some prose about cells that asks nothing.

What is the powerhouse of the cell?::The **mitochondrion** <!--SR:!2026-01-10,12,270-->
DNA:::deoxyribonucleic acid

What are the parts
of a plant cell?
?
- wall
- nucleus ^parts

front
??
back
<!--SR:!2026-02-01,3,250!2000-01-01,1,250-->

The ==nucleus== holds the ==chromosomes==.
<!--SR:!2026-03-01,30,250!2026-03-02,31,230-->

Q: What is ATP?
A: The cell's *currency*.
Q: Second question? A: Second answer

Which are organelles?
- [x] ribosome
- [ ] iron
- [x] lysosome

` + "```go\nstd::vector // not a card\n\nx :: y\n```" + `

Inline ` + "`a::b`" + ` is code, and $a::b$ is mathematics.
`

func write(ctx context.Context, w io.Writer, entries study.Entries) error {
	_, err := Write(ctx, w, entries)
	return err
}

func TestConformance(t *testing.T) {
	written := func() []byte {
		var b strings.Builder
		if err := write(t.Context(), &b, Read(t.Context(), source.FromBytes("Biology/Cells.md", []byte(strings.ReplaceAll(note, "SR:", "XX:"))), nil)); err != nil {
			t.Fatal(err)
		}
		return []byte(b.String())
	}()
	interchangetest.Run(t, interchangetest.Format{
		Read: Read, Write: write,
		Good: map[string][]byte{"written.md": written},
	})
	vault := func(entries ...apkgtest.Entry) func() []byte {
		return func() []byte { return apkgtest.Zip(entries...) }
	}
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{
			"cells.md": []byte(note),
			"vault.zip": vault(
				apkgtest.Entry{Name: "Vault/.obsidian/app.json", Data: []byte("{}")},
				apkgtest.Entry{Name: "Vault/Biology/Cells.md", Data: []byte(note)},
				apkgtest.Entry{Name: "Vault/Maths.md", Data: []byte("Show ![[pic.png]]::It is $x^2$\n")},
				apkgtest.Entry{Name: "Vault/media/pic.png", Data: []byte("png")})(),
		},
		Attacks: []interchangetest.Attack{
			{Name: "no question", Want: study.Unreadable, Make: func() []byte { return []byte("# A heading\n\nand prose") }},
			{Name: "a fence never closed", Make: func() []byte { return []byte("a::b\n\n```\n" + strings.Repeat("c::d\n\n", 100_000)) }},
			{Name: "deep quotes", Make: func() []byte { return []byte("q::" + strings.Repeat("> ", 200_000) + "a") }},
			{Name: "deep brackets", Make: func() []byte { return []byte("q::" + strings.Repeat("[", 300_000) + "a") }},
			{Name: "many stars", Make: func() []byte { return []byte("q::" + strings.Repeat("*a **b ", 100_000)) }},
			{Name: "many marks", Make: func() []byte {
				return []byte("q::a\n\nb ?\n?\n" + strings.Repeat("_a_ ~~b~~ <c> !d &e ", 100_000))
			}},
			{Name: "many highlights", Make: func() []byte { return []byte("q::a\n\n" + strings.Repeat("==a== ", 100_000)) }, Skip: "200 gaps"},
			{Name: "half-open marks", Make: func() []byte { return []byte("q::a\n\nb " + strings.Repeat("==a {{c1::b [[c %%d $e ", 50_000)) }},
			{Name: "paths out of the vault", Make: vault(
				apkgtest.Entry{Name: "a.md", Data: []byte("show ![](../../etc/passwd)::it\n")},
				apkgtest.Entry{Name: "../../etc/passwd", Data: []byte("root")})},
		},
	})
}

func read(t *testing.T, name, text string) interchangetest.Content {
	t.Helper()
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes(name, []byte(text)), nil))
	if c.Err != nil || len(c.Faults) > 0 {
		t.Fatal(c.Err, c.Faults)
	}
	return c
}

func TestObsidianSyntax(t *testing.T) {
	c := read(t, "Biology/Cells.md", note)
	type q struct {
		kind         study.Kind
		stem, answer string
	}
	want := []q{
		{study.Short, "What is the powerhouse of the cell?", "The <strong>mitochondrion</strong>"},
		{study.Short, "DNA", "deoxyribonucleic acid"},
		{study.Short, "deoxyribonucleic acid", "DNA"},
		{study.Recall, "What are the parts\nof a plant cell?", "<ul>\n<li>wall</li>\n<li>nucleus</li>\n</ul>"},
		{study.Short, "front", "back"},
		{study.Short, "back", "front"},
		{study.Cloze, "The {{1}} holds the {{2}}.", ""},
		{study.Short, "What is ATP?", "The cell's <em>currency</em>."},
		{study.Short, "Second question?", "Second answer"},
		{study.Multiple, "Which are organelles?", ""},
	}
	for i, w := range want {
		if i >= len(c.Notes) {
			t.Fatalf("only %d questions", len(c.Notes))
		}
		it := c.Notes[i].Item
		answer := it.Answer
		if len(it.Accept) > 0 {
			answer = it.Accept[0].Text
		}
		if it.Kind != w.kind || it.Stem != w.stem || answer != w.answer {
			t.Errorf("question %d is %s %q %q, want %+v", i, it.Kind, it.Stem, answer, w)
		}
	}
	if len(c.Notes) != len(want) || len(c.Skips) > 0 {
		t.Errorf("got %d questions, want %d; skips %v", len(c.Notes), len(want), c.Skips)
	}
	if c.Decks[0].Name != "Biology::Cells" || len(c.Notes[0].Tags) != 1 || c.Notes[0].Tags[0] != "biology" {
		t.Errorf("deck %q, tags %v", c.Decks[0].Name, c.Notes[0].Tags)
	}
	// One schedule with one side, one with two sides, and one for both gaps.
	if len(c.Reviews) != 4 {
		t.Fatalf("got %d states, want 4", len(c.Reviews))
	}
	s := c.Reviews[0].State
	if s.Day != 20463 || s.Interval != 12 || s.Stability < 5 || s.Phase != study.InReview {
		t.Errorf("got state %+v", s)
	}
}

func TestIdentityOutlivesEditsElsewhere(t *testing.T) {
	before := read(t, "a.md", "one::1\n\nmulti\n?\nline ^id1\n")
	after := read(t, "a.md", "# New heading\n\nzero::0\n\none::2\n\nchanged\n?\nline ^id1\n")
	if before.Notes[0].ID != after.Notes[1].ID {
		t.Error("a changed answer made a new note")
	}
	if before.Notes[1].ID != after.Notes[2].ID {
		t.Error("a block id did not keep the identity of a changed question")
	}
}

func TestDecksByTag(t *testing.T) {
	c := read(t, "x.md", "#flashcards/Maths/Algebra\n\na::b\n\n#flashcards/Maths\n\nc::d\n")
	if len(c.Decks) != 2 || c.Decks[0].Name != "Maths::Algebra" || c.Decks[1].Name != "Maths" {
		t.Errorf("got %+v", c.Decks)
	}
}

func TestPropertiesAndCodeAreNoQuestions(t *testing.T) {
	c := read(t, "x.md", "author:: Bob\n\nWhat?::This\n\n`a::b`\n")
	if len(c.Notes) != 1 {
		t.Errorf("got %d questions", len(c.Notes))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(note))
	f.Add([]byte("{{c1::a::b}} ==c== <!--SR:!2024-01-01,1,2-->"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}

func TestFormsOfOtherPrograms(t *testing.T) {
	const text = `Plain #card
The answer #geo #europe/west

Both ways #card-reverse
Other side

C: The [sky] is [blue], see [link](http://example.org).
Q: Then?
A: Now
C: And [one] more

What is #this about::use #fff

A **bold** gap and **two**.
<!--SR:!2023-01-01,1,250!2023-01-02,2,230-->

Not a **gap** at all.

Strange >> form
<!--SR:!2023-01-01,1,250-->

%% hidden::comment %%
`
	c := read(t, "forms.md", text)
	var got []string
	for _, n := range c.Notes {
		s := n.Item.Stem + " → "
		for _, a := range n.Item.Accept {
			s += a.Text
		}
		for _, g := range n.Item.Gaps {
			s += g.Accept[0].Text + ";"
		}
		got = append(got, s+strings.Join(n.Tags, ","))
	}
	want := []string{
		"Plain → The answergeo,europe/west",
		"Both ways → Other side", "Other side → Both ways",
		`The {{1}} is {{2}}, see <a href="http://example.org">link</a>. → sky;blue;`,
		"Then? → Now", "And {{1}} more → one;",
		"What is #this about → use #fff",
		"A {{1}} gap and {{2}}. → bold;two;",
	}
	if !slices.Equal(want, got) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(c.Skips) != 1 || !strings.Contains(c.Skips[0].What, "Strange") {
		t.Errorf("left out: %v", c.Skips)
	}
}

func TestLogseqBlocks(t *testing.T) {
	const text = "- What is the tallest mountain? #card\n  card-last-interval:: 4\n  id:: 6123-aaa\n\t- Mount Everest\n- The {{cloze Earth}} orbits the Sun #card\n  collapsed:: true\n- Two parts #card\n\t- one\n\t- two\n- just a thought\n"
	c := read(t, "logseq.md", text)
	if len(c.Notes) != 3 {
		t.Fatalf("got %+v", c.Notes)
	}
	if it := c.Notes[0].Item; it.Stem != "What is the tallest mountain?" || it.Accept[0].Text != "Mount Everest" {
		t.Errorf("got %+v", it)
	}
	if it := c.Notes[1].Item; it.Stem != "The {{1}} orbits the Sun" || it.Gaps[0].Accept[0].Text != "Earth" {
		t.Errorf("got %+v", it)
	}
	if it := c.Notes[2].Item; !strings.Contains(it.Answer, "<li>one</li>") || strings.Contains(it.Answer, "thought") {
		t.Errorf("got %+v", it)
	}
}
