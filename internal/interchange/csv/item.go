package csv

import (
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// between separates several values in one field.
const between = "|"

// item yields a row as a question.
func (t *table) item(r record) error {
	stem, right := t.rich(t.get(r, question)), t.rich(t.get(r, answer))
	switch {
	case stem == "":
		return t.out.Skip(t.place(r), "there is no question")
	case right == "":
		return t.out.Skip(t.place(r), "there is no answer")
	}
	if twice, err := t.repeated(r); twice || err != nil {
		return err
	}
	deck, name, err := t.inDeck(r)
	if err != nil {
		return err
	}
	it := &study.Item{
		Stem: stem, Lang: t.get(r, language), Alang: t.get(r, answerLanguage),
		Feedback: t.rich(t.get(r, explanation)), Image: t.get(r, image),
	}
	if it.Lang == "" {
		it.Lang = t.lang
	}
	if it.Alang == "" {
		it.Alang = t.alang
	}
	if options := t.all(r, option); len(strings.Join(options, "")) > 0 {
		if why := t.pick(it, r, right); why != "" {
			return t.out.Skip(t.place(r), why)
		}
	} else {
		t.answers(it, r, right)
	}
	n := study.Note{
		ID:   study.DeriveID("note", "table", name, markup.Text(stem)),
		Item: it, Tags: t.tagList(r),
	}
	if g := t.get(r, guid); g != "" {
		n.GUID, n.ID = g, study.DeriveID("note", "table", g)
		return t.out.Note(n, deck)
	}
	t.out.In(t.src.Scope)
	return t.out.NoteOfFile(n, deck)
}

// answers sets the kind and the answers of a question from its row.
func (t *table) answers(it *study.Item, r record, right string) {
	if wrongs := t.wrongs(r); len(wrongs) > 0 {
		it.Kind = study.Choice
		it.Options = append(it.Options, study.Option{Text: right, Weight: 1})
		for _, w := range wrongs {
			it.Options = append(it.Options, study.Option{Text: w})
		}
		return
	}
	others := t.list(t.get(r, also))
	k := kindOf(t.get(r, kind), right)
	switch k {
	case study.TrueFalse:
		it.Kind, it.True = k, truth(markup.Text(right))
		return
	case study.Numeric:
		if v, err := strconv.ParseFloat(markup.Text(right), 64); err == nil {
			it.Kind, it.Numbers = k, []study.Range{{Min: v, Max: v, Weight: 1}}
			return
		}
	case study.Recall, study.Essay:
		it.Kind, it.Answer = k, right
		return
	}
	if k != study.Short && len(others) == 0 && !markup.Short(right) {
		it.Kind, it.Answer = study.Recall, right
		return
	}
	it.Kind = study.Short
	it.Accept = append(it.Accept, study.Accept{Text: right, Weight: 1})
	for _, o := range others {
		it.Accept = append(it.Accept, study.Accept{Text: o, Weight: 1})
	}
}

// wrongs returns the wrong answers of a row.
func (t *table) wrongs(r record) []string {
	var out []string
	for i, have := range t.roles {
		if have == wrong && i < len(r.fields) {
			out = append(out, t.list(r.fields[i])...)
		}
	}
	return out
}

func (t *table) list(s string) []string {
	var out []string
	for _, part := range strings.Split(s, between) {
		if part = t.rich(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func kindOf(word, right string) study.Kind {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "truefalse", "true/false", "true or false", "tf":
		switch strings.ToLower(markup.Text(right)) {
		case "true", "false", "t", "f", "yes", "no":
			return study.TrueFalse
		}
	case "numeric", "number", "numerical":
		return study.Numeric
	case "recall", "open":
		return study.Recall
	case "essay":
		return study.Essay
	case "short":
		return study.Short
	}
	return ""
}

func truth(s string) bool {
	switch strings.ToLower(s) {
	case "true", "t", "yes":
		return true
	}
	return false
}
