package gift

import (
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// html returns a text as HTML.
func (r rich) html() string {
	switch r.Format {
	case "html":
		return r.Text
	case "markdown":
		return markup.Markdown(r.Text)
	case "plain":
		return markup.Escape(r.Text)
	}
	// Moodle's own format is HTML in which line breaks matter.
	if markup.Looks(r.Text) {
		return strings.ReplaceAll(r.Text, "\n", "<br>")
	}
	return markup.Escape(r.Text)
}

func html(r *rich) string {
	if r == nil {
		return ""
	}
	return r.html()
}

// item turns a parsed question into a study item.
func (q *question) item() *study.Item {
	it := &study.Item{Title: q.Title, Stem: q.Stem.html(), Feedback: html(q.Feedback)}
	switch q.Kind {
	case description:
		it.Kind = study.Info
	case essay:
		// The feedback of an essay is what learners compare their answer with.
		it.Kind, it.Answer, it.Feedback = study.Essay, it.Feedback, ""
	case trueFalse:
		it.Kind, it.True = study.TrueFalse, q.True
		// The second feedback belongs to the right answer and usually explains it best.
		for _, f := range []*rich{q.Second, q.First} {
			if it.Feedback == "" {
				it.Feedback = html(f)
			}
		}
	case numerical:
		it.Kind, it.Numbers = study.Numeric, q.ranges()
	case matching:
		it.Kind = study.Matching
		for _, p := range q.Pairs {
			it.Pairs = append(it.Pairs, study.Pair{Left: p.Left.html(), Right: rich{"moodle", p.Right}.html()})
		}
	case short:
		it.Kind, it.Accept = study.Short, q.accepted()
	case choice:
		it.Kind, it.Options = q.options()
	}
	return it
}

func (q *question) accepted() []study.Accept {
	var out []study.Accept
	for _, c := range q.Choices {
		if w := c.weight(); w > 0 && c.Text.Text != "*" {
			out = append(out, study.Accept{Text: c.Text.html(), Weight: w, Feedback: html(c.Feedback)})
		}
	}
	return out
}

// options returns the choices, and study.Multiple if several of them are right.
func (q *question) options() (study.Kind, []study.Option) {
	var out []study.Option
	full, part := 0, 0
	for _, c := range q.Choices {
		w := c.weight()
		if w >= 1 {
			full++
		} else if w > 0 {
			part++
		}
		out = append(out, study.Option{Text: c.Text.html(), Weight: w, Feedback: html(c.Feedback)})
	}
	if full > 1 || full == 0 && part > 1 {
		return study.Multiple, out
	}
	return study.Choice, out
}

// weight is the share of the full mark an answer earns.
func (c answerChoice) weight() float64 {
	switch {
	case c.Weight != nil:
		return *c.Weight / 100
	case c.Right:
		return 1
	}
	return 0
}

func (q *question) ranges() []study.Range {
	if q.Number != nil {
		return []study.Range{q.Number.span(1, "")}
	}
	var out []study.Range
	for _, c := range q.Choices {
		if w := c.weight(); c.Number != nil && w > 0 {
			out = append(out, c.Number.span(w, html(c.Feedback)))
		}
	}
	return out
}

func (n *number) span(weight float64, feedback string) study.Range {
	r := study.Range{Min: n.Value - n.Tolerance, Max: n.Value + n.Tolerance, Weight: weight, Feedback: feedback}
	if n.Type == "high-low" {
		r.Min, r.Max = min(n.Low, n.High), max(n.Low, n.High)
	}
	return r
}
