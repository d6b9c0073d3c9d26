package epub

import (
	"regexp"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// A question in a book is a paragraph "Q: …" followed by a paragraph "A: …", or both in
// one paragraph.
var (
	paragraph = regexp.MustCompile(`(?s)<p(?: [^<>]*)?>(.*?)</p>\n?`)
	asks      = regexp.MustCompile(`(?i)^\s*(?:Q|Question|F|Frage|P|Pregunta)\s?[:.]\s+(.+)$`)
	answers   = regexp.MustCompile(`(?i)^\s*(?:A|Answer|R|Réponse|Antwort|Respuesta)\s?[:.]\s+(.+)$`)
	both      = regexp.MustCompile(`(?is)^\s*(?:Q|Question)\s?:\s+(.+?)\s*\bA(?:nswer)?\s?:\s+(.+)$`)
)

// The largest number of questions in one book, and the longest text of a question in
// bytes.
const (
	mostAsked  = 20_000
	longestAsk = 4_000
)

// takeQuestions removes the questions from a section's text, so that they are asked after
// the section and not read aloud together with their answers.
func takeQuestions(html string) (rest string, items []*study.Item) {
	if !strings.Contains(html, ":") && !strings.Contains(html, ".") {
		return html, nil
	}
	found := paragraph.FindAllStringSubmatchIndex(html, -1)
	var b strings.Builder
	from := 0
	for i := 0; i < len(found); i++ {
		text := markup.Text(html[found[i][2]:found[i][3]])
		if len(text) > longestAsk {
			continue
		}
		end, q, a := found[i][1], "", ""
		if m := both.FindStringSubmatch(text); m != nil {
			q, a = m[1], m[2]
		} else if m := asks.FindStringSubmatch(text); m != nil && i+1 < len(found) && strings.TrimSpace(html[end:found[i+1][0]]) == "" {
			if n := answers.FindStringSubmatch(markup.Text(html[found[i+1][2]:found[i+1][3]])); n != nil && len(n[1]) <= longestAsk {
				q, a, end = m[1], n[1], found[i+1][1]
			}
		}
		if q == "" || a == "" {
			continue
		}
		b.WriteString(html[from:found[i][0]])
		from = end
		if end != found[i][1] {
			i++
		}
		items = append(items, item(strings.TrimSpace(q), strings.TrimSpace(a)))
	}
	if from == 0 {
		return html, nil
	}
	b.WriteString(html[from:])
	return strings.TrimSpace(b.String()), items
}

func item(q, a string) *study.Item {
	it := &study.Item{Kind: study.Recall, Stem: markup.Escape(q)}
	a = markup.Escape(a)
	if markup.Short(a) {
		it.Kind, it.Accept = study.Short, []study.Accept{{Text: a, Weight: 1}}
	} else {
		it.Answer = a
	}
	return it
}

// attach sends the questions of all sections as notes of a deck named after the book.
func (b *book) attach(r *study.Reading) error {
	asked := 0
	for i := range r.Sections {
		sec := &r.Sections[i]
		html, items := takeQuestions(sec.HTML)
		if asked+len(items) > mostAsked {
			return b.out.Skip("questions from the section "+strconv.Quote(sec.Title)+" on", "the book has more than 20,000")
		}
		sec.HTML = html
		for _, it := range items {
			deck, err := b.out.Deck(study.Deck{Name: b.title, Lang: b.lang})
			if err != nil {
				return err
			}
			n := study.Note{ID: study.DeriveID("note", "epub", b.id, b.title, b.author, it.Stem), Item: it}
			n.GUID = n.ID.String()
			id, err := b.out.Place(n, deck)
			if err != nil {
				return err
			}
			r.Deck = deck
			sec.Notes = append(sec.Notes, id)
			asked++
		}
	}
	return nil
}
