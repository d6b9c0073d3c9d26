package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations end in a point that does not end a sentence. Single letters and words
// with points inside (e.g., U.S.) are recognised by their form.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "sr": true, "jr": true,
	"rev": true, "gen": true, "col": true, "capt": true, "lt": true, "sgt": true, "hon": true, "mt": true,
	"vs": true, "vol": true,
	"ed": true, "eds": true, "al": true, "cf": true, "ca": true, "approx": true,
	"inc": true, "ltd": true, "co": true, "corp": true, "dept": true, "univ": true, "est": true,
	"jan": true, "feb": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true,
	"sept": true, "oct": true, "nov": true, "dec": true, "mme": true, "mlle": true, "bd": true, "av": true,
}

// Sentences splits text into sentences of at most max characters (at least 20), so that a
// voice pauses where a reader would. A line break always ends a sentence. A longer
// sentence is split at the last semicolon, colon, comma or blank that fits. Only blanks
// at the cuts are lost.
func Sentences(text string, max int) []string {
	if max < 20 {
		max = 20
	}
	var out []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }) {
		runes := []rune(line)
		start := 0
		for i := range runes {
			if !endsSentence(runes, start, i) {
				continue
			}
			out = appendSplit(out, runes[start:i+1], max)
			start = i + 1
		}
		out = appendSplit(out, runes[start:], max)
	}
	return out
}

// endsSentence reports whether a sentence that began at start ends with the character at
// i.
func endsSentence(runes []rune, start, i int) bool {
	if !closesSentence(runes, start, i) {
		return false
	}
	// Cut after the last closing mark of a cluster such as ?!").
	if i+1 < len(runes) {
		next := runes[i+1]
		if isStop(next) || isCloser(next) {
			return false
		}
	}
	return true
}

// closesSentence reports whether a sentence ends with the mark at i, or with the stop
// before the closing quotes and brackets at i.
func closesSentence(runes []rune, start, i int) bool {
	stop := i
	for stop > start && isCloser(runes[stop]) {
		stop--
	}
	switch r := runes[stop]; {
	case r == '。' || r == '！' || r == '？' || r == '।' || r == '؟':
		return true
	case !isStop(r):
		return false
	case i+1 < len(runes) && !unicode.IsSpace(runes[i+1]):
		return false // 3.14, example.org, "?!"
	case r != '.':
		return true
	}
	next := nextWord(runes, i+1)
	if first, _ := utf8.DecodeRuneInString(next); unicode.IsLower(first) {
		return false // it continues: "approx. five", "wait... what"
	}
	return stop == start || !isAbbreviation(runes[start:stop], next)
}

// isAbbreviation reports whether the word before a point is an abbreviation.
func isAbbreviation(before []rune, next string) bool {
	from := len(before)
	for from > 0 && (unicode.IsLetter(before[from-1]) || before[from-1] == '.') {
		from--
	}
	word := strings.ToLower(string(before[from:]))
	digit := next != "" && unicode.IsDigit([]rune(next)[0])
	switch {
	case word == "":
		return false
	case len(before)-from == 1 && word != "i" || strings.Contains(strings.Trim(word, "."), "."):
		// An initial or similar: "J. S. Bach", "the U.S. Senate", "e.g. Rome".
		return !starters[strings.ToLower(next)]
	case numbered[word]:
		return digit
	}
	return abbreviations[word]
}

// numbered are abbreviations only before a number: "No. 5", but "I said no. She".
var numbered = map[string]bool{
	"no": true, "nos": true, "fig": true, "figs": true, "ch": true, "sec": true, "eq": true, "mar": true, "pp": true,
}

// starters are words that usually begin a sentence and rarely a name.
var starters = map[string]bool{
	"the": true, "a": true, "an": true, "it": true, "its": true, "this": true, "that": true, "these": true,
	"those": true, "he": true, "she": true, "they": true, "we": true, "you": true, "in": true, "on": true,
	"at": true, "if": true, "when": true, "what": true, "which": true, "who": true, "where": true, "how": true,
	"why": true, "but": true, "and": true, "so": true, "there": true, "is": true, "are": true, "name": true,
}

// nextWord returns the word or number that follows, skipping blanks and marks.
func nextWord(runes []rune, from int) string {
	for from < len(runes) && !isWordRune(runes[from]) {
		from++
	}
	to := from
	for to < len(runes) && isWordRune(runes[to]) {
		to++
	}
	return string(runes[from:to])
}

func isStop(r rune) bool {
	return strings.ContainsRune(".!?…。！？।؟", r)
}

func isCloser(r rune) bool {
	return r == '"' || r == '\'' || unicode.In(r, unicode.Pe, unicode.Pf)
}

// appendSplit appends a sentence in pieces of at most max characters.
func appendSplit(out []string, sentence []rune, max int) []string {
	for {
		sentence = []rune(strings.TrimSpace(string(sentence)))
		if len(sentence) == 0 {
			return out
		}
		if len(sentence) <= max {
			return append(out, string(sentence))
		}
		cut := cutAt(sentence[:max], sentence[max])
		out = append(out, strings.TrimSpace(string(sentence[:cut])))
		sentence = sentence[cut:]
	}
}

// cutAt returns the best length at which to cut a piece of a long sentence.
func cutAt(piece []rune, next rune) int {
	for _, marks := range []string{";:—–", ",、，", " \t"} {
		for i := len(piece) - 1; i >= len(piece)/3; i-- {
			after := next
			if i+1 < len(piece) {
				after = piece[i+1]
			}
			if strings.ContainsRune(marks, piece[i]) && (marks == " \t" || unicode.IsSpace(after) || piece[i] > 0x2000) {
				return i + 1
			}
		}
	}
	return len(piece)
}
