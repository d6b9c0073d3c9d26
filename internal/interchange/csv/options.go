package csv

import (
	"regexp"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// Quiz programs export one column for each choice, such as "Option A" or "Answer 1", and
// one column that names the right choices by text, letter or number.
var (
	optionColumn = regexp.MustCompile(`^(?:option|choice|answer|answer option|réponse|choix)\s*([a-j]|\d{1,2})$`)
	wrongColumn  = regexp.MustCompile(`^(?:wrong|incorrect|distractor|wrong answer|incorrect answer|wrong option)\s*([a-j]|\d{1,2})$`)
	// columnNote matches what such programs append to column names: "(s)" or " - max 75
	// characters".
	columnNote = regexp.MustCompile(`\s*\(s\)|\s+-\s+.*$`)
)

// columnName normalises the name of a column for comparison.
func columnName(name string) string {
	name = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " "))
	return columnNote.ReplaceAllString(name, "")
}

// all returns the fields of a role as HTML, one for each column, with "" for an empty
// field.
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

// pick sets the options of a row that has a column for each choice. It returns the reason
// if it cannot, else "".
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

// named returns the indexes of the options that an answer names, either by the text of
// one option or by letters or numbers.
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
