package moodle

import (
	"fmt"
	"html"
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
	numeric := strings.HasPrefix(kind, "N")
	multiple := strings.HasPrefix(kind, "MULTIR") || strings.HasPrefix(kind, "MR")
	choice := strings.HasPrefix(kind, "MULTI") || strings.HasPrefix(kind, "MC") || multiple
	right := 0
	for _, part := range cut(s, '~') {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		weight := 0.0
		if after, is := strings.CutPrefix(part, "="); is {
			weight, part = 1, after
		} else if after, is := strings.CutPrefix(part, "%"); is {
			if p, text, ok := strings.Cut(after, "%"); ok {
				if f, ok := parseNumber(p); ok {
					weight, part = f/100, text
				}
			}
		}
		text, feedback := part, ""
		if halves := cut(part, '#'); len(halves) > 1 {
			text, feedback = halves[0], plain(strings.Join(halves[1:], "#"))
		}
		text = plain(text)
		if weight > 0 {
			right++
		}
		switch {
		case choice:
			gap.Options = append(gap.Options, study.Option{Text: text, Weight: weight, Feedback: feedback})
		case weight <= 0 || markup.Text(text) == "*":
		case numeric:
			value, tolerance, _ := strings.Cut(markup.Text(text), ":")
			f, ok := parseNumber(value)
			t, _ := parseNumber(tolerance)
			if ok {
				gap.Numbers = append(gap.Numbers, study.Range{Min: f - abs(t), Max: f + abs(t), Weight: weight, Feedback: feedback})
			}
		default:
			gap.Accept = append(gap.Accept, study.Accept{Text: text, Weight: weight, Feedback: feedback, Exact: strings.HasSuffix(kind, "C") && kind != "MC"})
		}
	}
	switch {
	case multiple:
		gap.Kind = study.Multiple
	case choice:
		gap.Kind = study.Choice
	case numeric:
		gap.Kind = study.Numeric
		return gap, len(gap.Numbers) > 0
	default:
		gap.Kind = study.Short
		return gap, len(gap.Accept) > 0
	}
	return gap, right > 0
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
