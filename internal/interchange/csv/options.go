package csv

import (
	"regexp"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// Quiz programs export one column for each choice, "Option A" or "Answer 1",
// and one that names the right ones by text, letter or number.
var (
	optionColumn = regexp.MustCompile(`^(?:option|choice|answer|answer option|réponse|choix)\s*([a-j]|\d{1,2})$`)
	wrongColumn  = regexp.MustCompile(`^(?:wrong|incorrect|distractor|wrong answer|incorrect answer|wrong option)\s*([a-j]|\d{1,2})$`)
	// columnNote is what such programs add to the name of a column: "(s)", or
	// " - max 75 characters".
	columnNote = regexp.MustCompile(`\s*\(s\)|\s+-\s+.*$`)
)

// columnName is the name of a column as it is compared.
func columnName(name string) string {
	name = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " "))
	return columnNote.ReplaceAllString(name, "")
}

// all returns the fields of a role that hold something, as HTML, each in its
// place: "" for an empty one.
func (t *table) all(r record, want role) []string {
	var out []string
	for i, have := range t.roles {
		if have != want {
			continue
		}
		s := ""
		if i < len(r.fields) {
			s = t.rich(r.fields[i])
		}
		out = append(out, s)
	}
	return out
}

// pick makes the options of a row whose choices have columns of their own. It
// returns why it cannot, "" if it can.
func (t *table) pick(it *study.Item, r record, right string) (why string) {
	texts := t.all(r, option)
	named := named(texts, markup.Text(right))
	if len(named) == 0 {
		return "its answer names none of its choices"
	}
	it.Kind = study.Choice
	if len(named) > 1 {
		it.Kind = study.Multiple
	}
	for i, text := range texts {
		o := study.Option{Text: text}
		if named[i] {
			o.Weight = 1 / float64(len(named))
		}
		if text != "" {
			it.Options = append(it.Options, o)
		}
	}
	if len(it.Options) < 2 {
		return "it has fewer than two choices"
	}
	return ""
}

// named returns which options an answer names: by their text, else by letters
// or numbers in their order.
func named(options []string, answer string) map[int]bool {
	out := map[int]bool{}
	for i, o := range options {
		if o != "" && strings.EqualFold(markup.Text(o), answer) {
			out[i] = true
			return out
		}
	}
	for _, part := range strings.FieldsFunc(answer, func(r rune) bool { return strings.ContainsRune(",;|& ", r) }) {
		at := -1
		if n, err := strconv.Atoi(part); err == nil {
			at = n - 1
		} else if len(part) == 1 {
			at = int(strings.ToUpper(part)[0]) - 'A'
		}
		if at < 0 || at >= len(options) || options[at] == "" {
			return nil
		}
		out[at] = true
	}
	return out
}
