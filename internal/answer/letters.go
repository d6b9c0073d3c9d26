package answer

import (
	"regexp"
	"slices"
	"strings"

	"carrel/internal/intent"
	"carrel/internal/lang/table"
)

// lettersOf reads words as letters said one by one, by name ("see", "aitch") or spelling
// word ("charlie"), with digits in between: "h two o" is "h2o". It returns "" if any word
// is something else. In typed text only the letters themselves and spelling words count,
// because it was not heard.
func (j *judge) lettersOf(words []string) string {
	var b strings.Builder
	for i := 0; i < len(words); i++ {
		w := words[i]
		if i+1 < len(words) && (w == "double" || w == "x") {
			// "double u" is w; "x ray" is x.
			if pair := w + " " + words[i+1]; pair == "double u" || pair == "double you" || pair == "double v" {
				b.WriteByte('w')
				i++
				continue
			} else if pair == "x ray" {
				b.WriteByte('x')
				i++
				continue
			}
		}
		c := j.letter(w)
		switch {
		case c != 0:
			b.WriteByte(c)
		case isNumber(w):
			b.WriteString(w)
		case slices.Contains(j.l.LetterWords, w) && len(words) > 1:
		default:
			return ""
		}
	}
	return b.String()
}

func (j *judge) letter(w string) byte {
	if len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' {
		return w[0]
	}
	for i, alphabet := range j.lex.Spelling {
		if slices.Contains(alphabet, w) {
			return byte('a' + i)
		}
	}
	if !j.said.Typed {
		return j.l.Letters[w]
	}
	return 0
}

// squashed returns the letters and digits of text, folded.
func squashed(text string) string { return table.ASCIILetters(intent.Fold(text)) }

// roman reads a Roman numeral from 1 to 3999, in its standard form only.
func roman(s string) (int, bool) {
	n, rest := 0, s
	for _, d := range romanDigits {
		for k := 0; strings.HasPrefix(rest, d.s) && (k == 0 || len(d.s) == 1 && d.s != "V" && d.s != "L" && d.s != "D" && k < 3); k++ {
			n, rest = n+d.n, rest[len(d.s):]
		}
	}
	if rest != "" || n == 0 || romanOf(n) != s {
		return 0, false
	}
	return n, true
}

func romanOf(n int) string {
	var b strings.Builder
	for _, d := range romanDigits {
		for n >= d.n {
			b.WriteString(d.s)
			n -= d.n
		}
	}
	return b.String()
}

var romanDigits = []struct {
	s string
	n int
}{{"M", 1000}, {"CM", 900}, {"D", 500}, {"CD", 400}, {"C", 100}, {"XC", 90}, {"L", 50}, {"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}}

var (
	romanOrdinal = regexp.MustCompile(`^([IVXLCivxlc]+)(er|re|e|ème)$`)
	// After these words a single letter is a number.
	numberedWords = map[string]bool{"type": true, "war": true, "part": true, "chapter": true, "volume": true, "phase": true, "class": true, "stage": true, "act": true, "book": true, "grade": true, "level": true,
		"partie": true, "chapitre": true, "tome": true, "classe": true, "acte": true, "stade": true}
)

// unroman replaces the Roman numerals in text by digits. A numeral is in capitals and has
// at least two letters, or it is the last of several words ("Elizabeth I").
func unroman(text string) (string, bool) {
	fields := strings.Fields(text)
	found := false
	for i, f := range fields {
		bare := strings.Trim(f, ".,;:!?()")
		if m := romanOrdinal.FindStringSubmatch(bare); m != nil {
			// For example XIXe siècle and François Ier.
			if n, ok := roman(m[1]); ok {
				fields[i], found = intent.FormatNumber(float64(n))+m[2], true
				continue
			}
		}
		if len(bare) < 2 && (i == 0 || i < len(fields)-1) && !(i > 0 && numberedWords[strings.ToLower(fields[i-1])]) {
			continue
		}
		if n, ok := roman(bare); ok {
			fields[i], found = intent.FormatNumber(float64(n)), true
		}
	}
	return strings.Join(fields, " "), found
}
