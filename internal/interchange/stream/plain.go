package stream

import (
	"regexp"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// Questions returns a note as questions, for formats without fields and templates: the
// question that the note holds, or one for each card of a note type that asks for one
// field by another, or the gaps of a cloze. ok is false if a template does more than
// that.
func (g *Gathered) Questions(n Placed) (out []Placed, ok bool) {
	if n.Item != nil {
		return []Placed{n}, true
	}
	t, known := g.Types[n.Type]
	if !known || len(n.Fields) == 0 {
		return nil, false
	}
	p := &plain{t: &t, n: &n}
	if t.Kind == study.ClozeType {
		it := p.cloze()
		if it == nil {
			return nil, false
		}
		return []Placed{p.placed(it, 0)}, true
	}
	if t.Kind != study.Standard || len(n.Cards) == 0 {
		return nil, false
	}
	for _, c := range n.Cards {
		it := p.pair(c.Ord)
		if it == nil {
			return nil, false
		}
		out = append(out, p.placed(it, c.Ord))
	}
	return out, true
}

// plain is a note whose templates are examined.
type plain struct {
	t *study.NoteType
	n *Placed
}

// placed returns a question derived from the note. It has an identity of its own, so that
// importing the written file does not replace the note.
func (p *plain) placed(it *study.Item, ord int) Placed {
	q := *p.n
	q.Item, q.Fields, q.GUID, q.Type = it, nil, "", study.ID{}
	q.ID = study.DeriveID("note", "plain", p.n.ID.String(), strconv.Itoa(ord))
	q.Origin = nil
	return q
}

var (
	around  = regexp.MustCompile(`(?i)\{\{\s*FrontSide\s*\}\}|<hr[^<>]*>|<br\s*/?>|</?div[^<>]*>|</?p>`)
	oneRef  = regexp.MustCompile(`^\{\{\s*(?:type:)?([^{}#^/:]+?)\s*\}\}$`)
	typeRef = regexp.MustCompile(`\{\{\s*type:[^{}]+\}\}`)
	mathjax = regexp.MustCompile(`(?s)<anki-mathjax[^<>]*>(.*?)</anki-mathjax>`)
	gapRef  = regexp.MustCompile(`\{\{c(\d{1,3})::([^{}]*?)(?:::([^{}]*?))?\}\}`)
	gapSide = regexp.MustCompile(`^\{\{\s*cloze:([^{}#^/:]+?)\s*\}\}$`)
)

// field returns the value of the field that a side shows. If the side shows anything
// else, it returns "".
func (p *plain) field(side string) string {
	m := oneRef.FindStringSubmatch(strings.TrimSpace(around.ReplaceAllString(side, "")))
	if m == nil {
		return ""
	}
	return p.value(m[1])
}

func (p *plain) value(name string) string {
	for i, f := range p.t.Fields {
		if f.Name == name && i < len(p.n.Fields) {
			return strings.TrimSpace(mathjax.ReplaceAllString(p.n.Fields[i], `\($1\)`))
		}
	}
	return ""
}

// pair returns the question of a card that asks for one field by another.
func (p *plain) pair(ord int) *study.Item {
	if ord < 0 || ord >= len(p.t.Templates) {
		return nil
	}
	t := p.t.Templates[ord]
	stem, answer, extra := p.field(typeRef.ReplaceAllString(t.Front, "")), p.field(t.Back), ""
	if typed := typeRef.FindString(t.Front); typed != "" {
		if right := p.field(typed); right != answer {
			answer, extra = right, answer
		}
	}
	if stem == "" || markup.Text(answer) == "" {
		return nil
	}
	if markup.Short(answer) {
		return &study.Item{Kind: study.Short, Stem: stem, Accept: []study.Accept{{Text: answer, Weight: 1}}, Feedback: extra}
	}
	return &study.Item{Kind: study.Recall, Stem: stem, Answer: answer, Feedback: extra}
}

// cloze returns a text with gaps, each with a number of its own.
func (p *plain) cloze() *study.Item {
	if len(p.t.Templates) != 1 {
		return nil
	}
	side := gapSide.FindStringSubmatch(strings.TrimSpace(around.ReplaceAllString(p.t.Templates[0].Front, "")))
	if side == nil {
		return nil
	}
	text := p.value(side[1])
	it := &study.Item{Kind: study.Cloze}
	numbers := map[string]bool{}
	it.Stem = gapRef.ReplaceAllStringFunc(text, func(s string) string {
		m := gapRef.FindStringSubmatch(s)
		numbers[m[1]] = true
		it.Gaps = append(it.Gaps, study.Item{Kind: study.Short, Stem: m[3], Accept: []study.Accept{{Text: m[2], Weight: 1}}})
		return "{{" + strconv.Itoa(len(it.Gaps)) + "}}"
	})
	if len(it.Gaps) == 0 || len(numbers) != len(it.Gaps) || strings.Count(text, "{{c") != len(it.Gaps) {
		return nil // a card asks for several gaps, or gaps are nested
	}
	if rest := strings.TrimSpace(strings.Replace(around.ReplaceAllString(p.t.Templates[0].Back, ""), side[0], "", 1)); rest != "" {
		m := oneRef.FindStringSubmatch(rest)
		if m == nil {
			return nil
		}
		it.Feedback = p.value(m[1])
	}
	return it
}
