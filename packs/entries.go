package packs

import (
	"html"
	"strings"

	"carrel/internal/study"
)

func (t table) entries() study.Entries {
	return func(yield func(study.Entry, error) bool) {
		deck := study.Deck{
			ID: study.DeriveID("deck", "pack", t.pack.ID), Name: t.pack.Deck,
			About: html.EscapeString(t.pack.About), Lang: t.pack.Lang, Modified: t.date,
		}
		if !yield(study.Entry{Deck: &deck}, nil) {
			return
		}
		for i, r := range t.rows {
			note := study.Note{
				ID: study.DeriveID("note", "pack", t.pack.ID, r.id), GUID: t.pack.ID + "/" + r.id,
				Item: r.item(t.pack.Lang), Modified: t.date,
			}
			card := study.Card{
				ID:   study.DeriveID("card", note.ID.String(), "0"),
				Note: note.ID, Deck: deck.ID, Position: i + 1, Modified: t.date,
			}
			if !yield(study.Entry{Note: &note}, nil) || !yield(study.Entry{Card: &card}, nil) {
				return
			}
		}
	}
}

// item makes the question of a row.
func (r row) item(lang string) *study.Item {
	it := &study.Item{Kind: study.Short, Stem: shown(r.question), Answer: html.EscapeString(r.answer), Lang: lang}
	if r.say != "" {
		it.Answer = html.EscapeString(r.say) + unsaid(" ("+r.answer+")")
	}
	for _, a := range append([]string{r.answer}, r.also...) {
		it.Accept = append(it.Accept, study.Accept{Text: html.EscapeString(a), Weight: 1})
	}
	return it
}

// shown converts "word{…}" into HTML. The text in braces is shown but not read aloud.
func shown(question string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(question, "{")
		b.WriteString(html.EscapeString(before))
		if !ok {
			return b.String()
		}
		inner, after, _ := strings.Cut(rest, "}")
		b.WriteString(unsaid(" (" + inner + ")"))
		question = after
	}
}

// unsaid returns the HTML of text that is shown but not read aloud.
func unsaid(text string) string {
	return `<span aria-hidden="true">` + html.EscapeString(text) + `</span>`
}
