package gift

import (
	"context"
	"regexp"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

var (
	// Moodle requires capitals; other programs also write lower-case letters.
	aikenOption = regexp.MustCompile(`^([A-Za-z])[.)]\s+(\S.*)$`)
	aikenAnswer = regexp.MustCompile(`^(?i:ANSWER):\s*([A-Za-z](?:\s*,\s*[A-Za-z])*)[.)]?\s*$`)
	// Some programs write an explanation after the answer.
	aikenWhy = regexp.MustCompile(`^(?i:EXPLANATION|FEEDBACK):\s*(\S.*)$`)
)

// ReadAiken yields the questions of a file in the Aiken format: a question, its choices
// labelled "A." or "A)", and a line "ANSWER: A". Errors and skips are those of Read.
func ReadAiken(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		text, err := src.Text()
		if err != nil {
			return err
		}
		deck, err := out.Deck(study.Deck{Name: stream.DeckOfFile(src.Name)})
		if err != nil {
			return err
		}
		out.In(src.Scope)
		a := &aiken{out: out, deck: deck, name: stream.DeckOfFile(src.Name)}
		for i, line := range strings.Split(text, "\n") {
			if err := a.line(i+1, strings.TrimSpace(line)); err != nil {
				return err
			}
		}
		if err := a.unfinished(); err != nil {
			return err
		}
		if err := a.send(); err != nil {
			return err
		}
		if a.found == 0 {
			return src.Errorf(study.Unreadable, "no question in the Aiken format was found")
		}
		return nil
	})
}

type aiken struct {
	out     *stream.Stream
	deck    study.ID
	name    string
	found   int
	start   int
	stem    []string
	options []study.Option
	letters string
	last    *study.Item // not sent yet, because its explanation may follow
}

func (a *aiken) line(n int, line string) error {
	if line == "" {
		return nil
	}
	if m := aikenAnswer.FindStringSubmatch(line); m != nil {
		return a.finish(m[1])
	}
	if m := aikenOption.FindStringSubmatch(line); m != nil && len(a.stem) > 0 && strings.ToUpper(m[1])[0] == byte('A'+len(a.options)) {
		a.options = append(a.options, study.Option{Text: markup.Escape(m[2])})
		a.letters += strings.ToUpper(m[1])
		return nil
	}
	if m := aikenWhy.FindStringSubmatch(line); m != nil && a.last != nil && len(a.stem) == 0 {
		a.last.Feedback = markup.Escape(m[1])
		return a.send()
	}
	if len(a.options) > 0 {
		// A choice cannot continue on a second line, so this line begins a new question.
		if err := a.unfinished(); err != nil {
			return err
		}
	}
	if len(a.stem) == 0 {
		a.start = n
	}
	a.stem = append(a.stem, line)
	return nil
}

func (a *aiken) finish(answer string) error {
	stem := strings.Join(a.stem, "\n")
	it := &study.Item{Kind: study.Choice, Stem: markup.Escape(stem), Options: a.options}
	if err := a.send(); err != nil {
		return err
	}
	right := 0
	for _, letter := range strings.FieldsFunc(strings.ToUpper(answer), func(r rune) bool { return r == ',' || r == ' ' }) {
		if i := strings.Index(a.letters, letter); i >= 0 {
			it.Options[i].Weight = 1
			right++
		}
	}
	start := a.start
	a.stem, a.options, a.letters = nil, nil, ""
	switch {
	case stem == "":
		return nil
	case len(it.Options) < 2:
		return a.out.Skip(place(start, stem), "it has fewer than two choices")
	case right == 0:
		return a.out.Skip(place(start, stem), "its answer names none of its choices")
	case right > 1:
		it.Kind = study.Multiple
		for i := range it.Options {
			it.Options[i].Weight /= float64(right)
		}
	}
	a.found++
	a.last = it
	return nil
}

// send yields the completed question.
func (a *aiken) send() error {
	it := a.last
	if a.last = nil; it == nil {
		return nil
	}
	return a.out.NoteOfFile(study.Note{ID: study.DeriveID("note", "gift", a.name, "", markup.Text(it.Stem)), Item: it}, a.deck)
}

func (a *aiken) unfinished() error {
	stem := strings.Join(a.stem, " ")
	a.stem, a.options, a.letters = nil, nil, ""
	if stem == "" {
		return nil
	}
	return a.out.Skip(place(a.start, stem), "it has no line that says which answer is right")
}
