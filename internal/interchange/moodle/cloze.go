package moodle

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

const maxGaps = 500

// opening matches the start of an embedded answer: {weight:TYPE:
var opening = regexp.MustCompile(`\{(\d{0,4}(?:\.\d+)?):(SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|NUMERICAL|NM|MULTICHOICE(?:_[VHS]{1,2})?|MC[VHS]{0,2}|MULTIRESPONSE(?:_[HS]{1,2})?|MR[HS]{0,2}):`)

// embedded turns a text with embedded answers into a text with gaps.
func embedded(it *study.Item) (why string) {
	it.Kind = study.Cloze
	var b strings.Builder
	rest := it.Stem
	for len(it.Gaps) < maxGaps {
		m := opening.FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		end := closing(rest[m[1]:])
		if end < 0 {
			break // a later answer is not closed either
		}
		gap, ok := embeddedAnswer(rest[m[4]:m[5]], rest[m[1]:m[1]+end])
		b.WriteString(rest[:m[0]])
		rest = rest[m[1]+end+1:]
		if !ok {
			b.WriteString("_____")
			continue
		}
		it.Gaps = append(it.Gaps, gap)
		fmt.Fprintf(&b, "{{%d}}", len(it.Gaps))
	}
	if len(it.Gaps) == 0 {
		return "it has no answer that could be read"
	}
	it.Stem = b.String() + rest
	return ""
}

// closing returns the index of the unescaped } that ends an answer.
func closing(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '}':
			return i
		}
	}
	return -1
}

// embeddedAnswer parses the answers of one gap.
func embeddedAnswer(kind, s string) (gap study.Item, ok bool) {
	answers := embeddedAnswers(s)
	multiple := strings.HasPrefix(kind, "MULTIR") || strings.HasPrefix(kind, "MR")
	switch {
	case multiple || strings.HasPrefix(kind, "MULTI") || strings.HasPrefix(kind, "MC"):
		gap.Kind = study.Choice
		if multiple {
			gap.Kind = study.Multiple
		}
		for _, a := range answers {
			gap.Options = append(gap.Options, study.Option{Text: a.text, Weight: a.weight, Feedback: a.feedback})
			ok = ok || a.weight > 0
		}
		return gap, ok
	case strings.HasPrefix(kind, "N"):
		gap.Kind, gap.Numbers = study.Numeric, embeddedNumbers(answers)
		return gap, len(gap.Numbers) > 0
	}
	gap.Kind = study.Short
	exact := strings.HasSuffix(kind, "C")
	for _, a := range answers {
		if a.accepts() {
			gap.Accept = append(gap.Accept, study.Accept{Text: a.text, Weight: a.weight, Feedback: a.feedback, Exact: exact})
		}
	}
	return gap, len(gap.Accept) > 0
}

// gapAnswer is one of the answers of a gap.
type gapAnswer struct {
	text, feedback string
	weight         float64
}

// accepts reports whether an answer names something that is right. The text * stands for
// all other answers.
func (a gapAnswer) accepts() bool { return a.weight > 0 && markup.Text(a.text) != "*" }

func embeddedAnswers(s string) []gapAnswer {
	var out []gapAnswer
	for _, part := range cut(s, '~') {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		weight, text := embeddedWeight(part)
		a := gapAnswer{weight: weight}
		if halves := cut(text, '#'); len(halves) > 1 {
			text, a.feedback = halves[0], plain(strings.Join(halves[1:], "#"))
		}
		a.text = plain(text)
		out = append(out, a)
	}
	return out
}

// embeddedWeight returns the weight of an answer, = or %50%, and the text after it.
func embeddedWeight(part string) (weight float64, text string) {
	if after, is := strings.CutPrefix(part, "="); is {
		return 1, after
	}
	if after, is := strings.CutPrefix(part, "%"); is {
		if p, text, ok := strings.Cut(after, "%"); ok {
			if f, ok := parseNumber(p); ok {
				return f / 100, text
			}
		}
	}
	return 0, part
}

// embeddedNumbers parses right answers of the form number:tolerance.
func embeddedNumbers(answers []gapAnswer) []study.Range {
	var out []study.Range
	for _, a := range answers {
		if !a.accepts() {
			continue
		}
		value, tolerance, _ := strings.Cut(markup.Text(a.text), ":")
		if f, ok := parseNumber(value); ok {
			t, _ := parseNumber(tolerance)
			out = append(out, study.Range{Min: f - math.Abs(t), Max: f + math.Abs(t), Weight: a.weight, Feedback: a.feedback})
		}
	}
	return out
}

// cut splits at unescaped separators, except inside HTML entities: the text is HTML, and
// &#39; contains a #.
func cut(s string, sep byte) []string {
	var parts []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == sep && !(sep == '#' && i > 0 && s[i-1] == '&'):
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// plain resolves the escapes of an answer, which stays HTML.
func plain(s string) string {
	if strings.IndexByte(s, '\\') >= 0 {
		var b strings.Builder
		for i := 0; i < len(s); i++ {
			if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`}#~/"\`, s[i+1]) >= 0 {
				i++
			}
			b.WriteByte(s[i])
		}
		s = b.String()
	}
	s = strings.TrimSpace(s)
	if markup.Looks(s) {
		return s
	}
	return markup.Escape(html.UnescapeString(s))
}
