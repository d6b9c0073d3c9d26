package packs

import (
	"bufio"
	"bytes"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"carrel/internal/study"
)

// table is a parsed pack.
type table struct {
	pack Pack
	date study.Time // date of its last change
	rows []row
}

// row is one question.
type row struct {
	line     int
	id       string
	question string
	answer   string
	also     []string // other accepted answers
	say      string   // how the answer is read aloud; "" means as written
}

// columns is the only allowed order of columns.
const columns = "Id\tQuestion\tAnswer\tAlso\tSay"

// headers are the header lines of a table. Each must occur exactly once.
var headers = []string{"separator", "deck", "lang", "id", "title", "about", "date", "columns"}

// parse reads a table: header lines "#name:value", then one question per line, with five
// tab-separated cells. It accepts nothing else. Every error is Invalid and names the
// file, the line and the problem.
func parse(name string, data []byte) (table, error) {
	var t table
	if !utf8.Valid(data) {
		return t, study.Errorf(study.Invalid, "%s is not UTF-8 text", name)
	}
	head := map[string]string{}
	seen := map[string]int{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		bad := func(format string, args ...any) (table, error) {
			return t, study.Errorf(study.Invalid, "%s, line %d: "+format, append([]any{name, n}, args...)...)
		}
		if h, ok := strings.CutPrefix(text, "#"); ok {
			key, value, ok := strings.Cut(h, ":")
			if !ok || len(t.rows) > 0 {
				return bad("a header is #name:value and stands before the questions")
			}
			if _, twice := head[key]; twice {
				return bad("the header #%s: stands twice", key)
			}
			head[key] = value
			continue
		}
		if len(t.rows) == 0 {
			if err := t.header(name, head); err != nil {
				return t, err
			}
		}
		r, why := cells(text)
		if why != "" {
			return bad("%s", why)
		}
		r.line = n
		if at, twice := seen[r.id]; twice {
			return bad("the id %q is also that of line %d", r.id, at)
		}
		seen[r.id] = n
		t.rows = append(t.rows, r)
	}
	if err := lines.Err(); err != nil {
		return t, study.Errorf(study.Invalid, "%s has a line that is too long", name)
	}
	if len(t.rows) == 0 {
		return t, study.Errorf(study.Invalid, "%s holds no questions", name)
	}
	t.pack.Cards = len(t.rows)
	return t, nil
}

// header checks and stores the header lines.
func (t *table) header(name string, head map[string]string) error {
	for _, h := range headers {
		if strings.TrimSpace(head[h]) == "" {
			return study.Errorf(study.Invalid, "%s lacks the header #%s:", name, h)
		}
	}
	if len(head) != len(headers) {
		return study.Errorf(study.Invalid, "%s has a header that is none of #%s:", name, strings.Join(headers, ":, #"))
	}
	if head["separator"] != "tab" || head["columns"] != columns {
		return study.Errorf(study.Invalid, "%s must have #separator:tab and #columns:%s", name, columns)
	}
	day, err := time.Parse(time.DateOnly, head["date"])
	if err != nil {
		return study.Errorf(study.Invalid, "%s: #date: must be a day such as 2026-11-24, not %q", name, head["date"])
	}
	t.date = study.At(day)
	t.pack = Pack{ID: head["id"], Title: head["title"], About: head["about"], Deck: head["deck"], Lang: head["lang"]}
	if t.pack.ID+".tsv" != name {
		return study.Errorf(study.Invalid, "%s: #id: must be the name of the file without .tsv, not %q", name, t.pack.ID)
	}
	return nil
}

// cells parses one line. It returns the reason if it cannot.
func cells(text string) (r row, why string) {
	f := strings.Split(text, "\t")
	if len(f) != 5 {
		return r, "a question has five cells: " + strings.ReplaceAll(columns, "\t", ", ")
	}
	for _, c := range f {
		if strings.TrimSpace(c) != c || strings.Contains(c, "  ") {
			return r, "a cell begins or ends with a space, or holds two in a row"
		}
		if strings.IndexFunc(c, unicode.IsControl) >= 0 {
			return r, "a cell holds a control character"
		}
	}
	r = row{id: f[0], question: f[1], answer: f[2], say: f[4]}
	if r.id == "" || r.question == "" || r.answer == "" {
		return r, "the id, the question and the answer must not be empty"
	}
	if strings.Trim(r.id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return r, "an id has only the letters a to z, digits and hyphens"
	}
	if strings.Count(r.question, "{") != strings.Count(r.question, "}") {
		return r, "a { without its }"
	}
	if f[3] != "" {
		for _, a := range strings.Split(f[3], " | ") {
			if a == "" || strings.Contains(a, "|") {
				return r, `other answers are parted by " | "`
			}
			r.also = append(r.also, a)
		}
	}
	return r, ""
}
