package gift

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const sample = `$CATEGORY: $course$/top/Birds/Water birds

// [id:7] [tag:easy] [tag:two words]
::Duck::[html]What does a <b>duck</b> say?{
	=quack#Yes.
	~moo
	~%50%quaak#Almost.
	####Ducks quack.
}

Which are birds?{~%50%swan ~%50%coot ~%-100%trout}

A coot is black.{T#No, look again.#Right.}

The largest swan weighs {#=15..17 =%50%10..20#Roughly.} kilograms.

Match.{=a -> 1 =b -> 2 = -> 3}

Spell it: {=coot =%80%koot}

Write about swans.{}

A note without a question: \{braces\} and \: colons.
`

func write(ctx context.Context, w io.Writer, entries study.Entries) error {
	_, err := Write(ctx, w, entries)
	return err
}

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: Read, Write: write,
		Good: map[string][]byte{"sample.gift": []byte(sample)},
		Attacks: []interchangetest.Attack{
			{Name: "an answer never closed", Make: func() []byte {
				return []byte("first{T}\n\nsecond{=a\n\nthird{F}\n\nfourth{T")
			}, Skip: "never closed"},
			{Name: "many answers never closed", Make: func() []byte { return []byte("ok{T}\n\n" + strings.Repeat("q{=a\n\n", 100_000)) }},
			{Name: "many braces", Make: func() []byte { return []byte("q" + strings.Repeat("{", 5_000_000) + "}") }},
			{Name: "many choices", Make: func() []byte { return []byte("ok{T}\n\nq{=a" + strings.Repeat("~b#c", 500_000) + "}") }, Skip: "1000 answers"},
			{Name: "an essay ten megabytes long", Make: func() []byte { return []byte(strings.Repeat("long ", 2_000_000) + "{}") }},
			{Name: "deep Markdown", Make: func() []byte { return []byte("[markdown]" + strings.Repeat("> ", 100_000) + "x{T}") }},
			{Name: "no number", Make: func() []byte { return []byte("q{#1e999}\n\nok{T}") }, Skip: "number"},
		},
	})
}

func TestAikenConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: ReadAiken,
		Good: map[string][]byte{"two.txt": []byte("What is 1 < 2?\nA. True\nB) False\nANSWER: A\n\nPick two\nA. x\nB. y\nC. z\nANSWER: A, C\n")},
		Attacks: []interchangetest.Attack{
			{Name: "no answer", Make: func() []byte { return []byte("q\nA. x\nB. y\nANSWER: B\n\nq2\nA. x\nB. y\n") }, Skip: "which answer is right"},
			{Name: "a wrong letter", Make: func() []byte { return []byte("q\nA. x\nB. y\nANSWER: B\nq2\nA. x\nB. y\nANSWER: Q\n") }, Skip: "names none"},
		},
	})
}

func collect(t *testing.T, text string) interchangetest.Content {
	t.Helper()
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("x.gift", []byte(text)), nil))
	if c.Err != nil || len(c.Faults) > 0 {
		t.Fatal(c.Err, c.Faults)
	}
	return c
}

func TestQuestionsBecomeItems(t *testing.T) {
	c := collect(t, sample)
	if len(c.Notes) != 8 || len(c.Cards) != 9 {
		t.Fatalf("got %d notes and %d cards", len(c.Notes), len(c.Cards))
	}
	if c.Decks[0].Name != "Birds::Water birds" {
		t.Errorf("got deck %q", c.Decks[0].Name)
	}
	kinds := []study.Kind{study.Choice, study.Multiple, study.TrueFalse, study.Numeric, study.Matching, study.Short, study.Essay, study.Info}
	for i, n := range c.Notes {
		if n.Item.Kind != kinds[i] {
			t.Errorf("question %d is %s, want %s", i, n.Item.Kind, kinds[i])
		}
	}
	duck := c.Notes[0]
	if duck.Tags[1] != "two-words" || duck.Item.Feedback != "Ducks quack." || duck.Item.Options[2].Weight != .5 {
		t.Errorf("got %+v", duck)
	}
	if r := c.Notes[3].Item; r.Stem != "The largest swan weighs _____ kilograms." || r.Numbers[1].Min != 10 || r.Numbers[1].Weight != .5 {
		t.Errorf("got %+v", r)
	}
	if s := c.Notes[7].Item.Stem; s != "A note without a question: {braces} and : colons." {
		t.Errorf("got %q", s)
	}
}

func TestAForgottenBlankLineLosesNoQuestion(t *testing.T) {
	c := collect(t, "What is pi? {#3.14:0.01}\nAnd 1 to 5? {\n#1..5\n}\n::Wet::Water is wet {T}\nIt is {=so} today,\nthey say.\n\nLast {=one}")
	var got []string
	for _, n := range c.Notes {
		got = append(got, n.Item.Stem)
	}
	want := []string{"What is pi?", "And 1 to 5?", "Water is wet", "It is _____ today, they say.", "Last"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAikenInSmallLetters(t *testing.T) {
	c := interchangetest.Collect(ReadAiken(t.Context(), source.FromBytes("a.txt", []byte(
		"One?\na. no\nb) yes\nAnswer: b\nExplanation: It is.\n\nTwo?\nA. x\nB. y\nANSWER: A\n")), nil))
	if c.Err != nil || len(c.Skips) > 0 || len(c.Notes) != 2 {
		t.Fatal(c.Err, c.Skips, c.Notes)
	}
	if it := c.Notes[0].Item; it.Stem != "One?" || len(it.Options) != 2 || it.Options[1].Weight != 1 || it.Feedback != "It is." {
		t.Errorf("got %+v", it)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("::t::[markdown]*a*{~%x%b#c####d}e"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}

func FuzzAiken(f *testing.F) {
	f.Add([]byte("q\nA. x\nB. y\nANSWER: B\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(ReadAiken(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
