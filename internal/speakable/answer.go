package speakable

import (
	"regexp"
	"strings"
	"unicode"

	"carrel/internal/lang"
	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/template"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// maxShortWords is the most words of a back that is judged as a short answer.
const maxShortWords = 6

func short(s string) bool {
	n := 0
	for _, w := range strings.Fields(s) {
		if lang.Sayable(w) {
			n++
		}
	}
	if n == 0 {
		return false
	}
	if lang.Spaceless([]rune(s)[0]) {
		return len([]rune(s)) <= 4*maxShortWords
	}
	return n <= maxShortWords
}

// accepts returns the accepted answers for a short right answer: the text itself, its
// spoken form, the readings of ruby, and the alternatives that the author wrote into
// it. text is the plain text, said its spoken form, and src its HTML ("" for none).
func accepts(text, said, src string) []study.Accept {
	if strings.ContainsAny(text, `\`) && said != "" {
		text = said // nobody says the source of a formula
	}
	if formula.KanaGap.MatchString(src) {
		text = tree.Text(markup.InlineTags(template.FuriganaPart(stripTags(src), false)))
	}
	text = strings.Join(strings.Fields(formula.Unlook(text)), " ")
	if text == "" {
		return nil
	}
	list := acceptList{text: text}
	body, also := parentheses(text)
	alts := alternatives(body)
	list.add(1, text, body)
	list.add(1, also...)
	list.add(1, alts...)
	if len(alts) == 0 {
		list.add(0.5, commaParts(body)...)
	}
	if said != text && !gapWord(text, said) && !tuple.MatchString(text) {
		list.add(1, said)
	}
	if strings.Contains(src, "<ruby") || strings.Contains(src, "[") {
		src = stripTags(src)
		list.add(1, tree.Text(template.FuriganaPart(src, true)), tree.Text(template.FuriganaPart(src, false)))
	}
	return list.out
}

// acceptList collects the accepted answers for the right answer text.
type acceptList struct {
	text string
	out  []study.Accept
}

// add adds answers without the punctuation around them. An answer that nobody can say is
// kept only if it is the whole text.
func (l *acceptList) add(weight float64, answers ...string) {
	for _, s := range answers {
		s = strings.Trim(strings.TrimSpace(s), ".,;:")
		if lang.Sayable(s) || s != "" && s == l.text {
			l.out = appendAccept(l.out, study.Accept{Text: s, Weight: weight})
		}
	}
}

// commaParts splits text at its commas, which can separate synonyms or the members of a
// list. One of them counts as close, because nothing more is known. It returns nil for a
// date, for text in brackets, and for more than four parts.
func commaParts(text string) []string {
	parts := strings.Split(text, ", ")
	if len(parts) < 2 || len(parts) > 4 || yearEnd.MatchString(text) || strings.ContainsAny(text, "()[]{}") {
		return nil
	}
	return parts
}

// gapWord reports whether the spoken form of an answer contains the word for a blank
// and the answer itself does not: dots and lines in an answer are not a gap.
func gapWord(text, said string) bool {
	for _, ws := range lang.AllWords() {
		if lang.ContainsWords(said, ws.Blank) && !lang.ContainsWords(text, ws.Blank) {
			return true
		}
	}
	return false
}

// stripTags removes recordings, because their notation resembles furigana.
func stripTags(s string) string { return formula.SoundLeft.ReplaceAllString(s, "") }

// appendAccept adds answers that are not in the list yet.
func appendAccept(list []study.Accept, more ...study.Accept) []study.Accept {
next:
	for _, m := range more {
		for i, a := range list {
			if strings.EqualFold(a.Text, m.Text) {
				if m.Weight > a.Weight {
					list[i].Weight = m.Weight
				}
				continue next
			}
		}
		list = append(list, m)
	}
	return list
}

var (
	parens  = regexp.MustCompile(`\s*[(（]([^()（）]*)[)）]`)
	alsoStr = regexp.MustCompile(`(?i)^(?:also|or|aka|a\.k\.a\.|=|ou|aussi|ou bien|alias)[:,]?\s+(.+)$`)
	orWord  = regexp.MustCompile(`(?i)\s+(?:or|ou)\s+`)
	slash   = regexp.MustCompile(`\s+/\s+|\s*[;；]\s+|\s+\|\s+`)
	// (2, 3): without its brackets it is a list in any order
	tuple = regexp.MustCompile(`^[(\[][^()\[\]]*\d[^()\[\]]*,`)
	// f(x), Fe(OH)3: the parentheses are not an optional remark, unlike colo(u)r, apple(s)
	attached = regexp.MustCompile(`(?:^|[^\pL\pN])(?:\pL|sin|cos|tan|log|ln|exp|\pL*\p{Lu}\pL?\d*)\([^()]*\)`)
	// a date: "July 4, 1776" is one answer
	yearEnd = regexp.MustCompile(`\d, \d{4}$`)
	tight   = regexp.MustCompile(`^(\pL[\pL' -]{2,})/(\pL[\pL' -]{2,})$`)
)

// parentheses returns text without the text in parentheses, and the alternatives that
// the parentheses name ("also Burma"). The text without only the parenthesis characters
// is accepted anyway.
func parentheses(text string) (body string, also []string) {
	if !strings.ContainsAny(text, "(（") || attached.MatchString(text) {
		return text, nil
	}
	for _, m := range parens.FindAllStringSubmatch(text, -1) {
		if a := alsoStr.FindStringSubmatch(strings.TrimSpace(m[1])); a != nil {
			also = append(also, a[1])
		}
	}
	body = strings.Join(strings.Fields(parens.ReplaceAllString(text, " ")), " ")
	for _, m := range parens.FindAllStringSubmatch(text, -1) {
		if in := strings.TrimSpace(m[1]); acronym(in, body) || acronym(body, in) {
			also = append(also, in)
		}
	}
	if body == "" {
		return text, also
	}
	if len(also) == 0 {
		also = append(also, strings.Join(strings.Fields(strings.NewReplacer("(", " ", ")", " ", "（", " ", "）", " ").Replace(text)), " "))
	}
	return body, also
}

// acronym reports whether short consists of the capitals of long: UN of United Nations.
func acronym(short, long string) bool {
	if len(short) < 2 || len(short) > 8 || strings.ContainsFunc(short, func(r rune) bool { return !unicode.IsUpper(r) }) {
		return false
	}
	var b strings.Builder
	for _, w := range strings.FieldsFunc(long, func(r rune) bool { return r == ' ' || r == '-' }) {
		if r := []rune(w)[0]; unicode.IsLetter(r) && !littleWord[w] {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String() == short
}

var littleWord = map[string]bool{"of": true, "and": true, "the": true, "for": true, "de": true, "des": true, "du": true, "la": true, "et": true, "les": true}

// alternatives splits "a / b", "a; b", "a or b" and "word/word".
func alternatives(s string) []string {
	parts := slash.Split(s, -1)
	if len(parts) == 1 {
		if m := tight.FindStringSubmatch(s); m != nil {
			parts = m[1:]
		} else if parts = orWord.Split(s, -1); len(parts) > 1 && yesNo(parts) {
			return nil
		}
	}
	if len(parts) < 2 || len(parts) > 5 {
		return nil
	}
	for _, p := range parts {
		if !lang.Sayable(p) {
			return nil
		}
	}
	return parts
}

// yesNo reports whether "a or b" is a single answer.
func yesNo(parts []string) bool {
	for _, p := range parts {
		if len(strings.Fields(p)) > 3 {
			return true
		}
	}
	return false
}

// maxIdeas and maxIdeaWords limit the self-check of a long answer.
const (
	maxIdeas     = 8
	maxIdeaWords = 20
)

// ideas splits a longer answer into parts that can be asked one by one: the items of
// its list, or its sentences, or the parts between semicolons. It returns nil if there
// is only one.
func ideas(blocks []markup.Block, a *assembler) []string {
	var items, all []string
	for _, b := range blocks {
		plain := b
		plain.Prefix = ""
		t := a.block(plain).Text()
		if t == "" {
			continue
		}
		all = append(all, t)
		if b.Item {
			items = append(items, t)
		}
	}
	out := items
	if len(out) < 2 {
		out = nil
		for _, t := range all {
			out = append(out, sentences(t)...)
		}
	}
	if len(out) == 1 {
		out = splitTrim(out[0], "; ")
	}
	if len(out) < 2 {
		return nil
	}
	for i, t := range out {
		if f := strings.Fields(t); len(f) > maxIdeaWords {
			t = strings.Join(f[:maxIdeaWords], " ")
		}
		out[i] = strings.TrimRight(t, ".;, ")
	}
	return out[:min(len(out), maxIdeas)]
}

func splitTrim(s, sep string) []string {
	var out []string
	for _, p := range strings.Split(s, sep) {
		if p = strings.TrimSpace(p); lang.Sayable(p) {
			out = append(out, p)
		}
	}
	return out
}

// sentences splits text after full stops, question marks and exclamation marks that end
// a word of at least three letters and precede a capital.
func sentences(s string) []string {
	var out []string
	add := func(t string) {
		if t = strings.TrimSpace(t); lang.Sayable(t) {
			out = append(out, t)
		}
	}
	rs := []rune(s)
	start := 0
	for i := range rs {
		if endsSentence(rs, start, i) {
			add(string(rs[start : i+1]))
			start = i + 1
		}
	}
	add(string(rs[start:]))
	return out
}

// endsSentence reports whether the rune at i ends the sentence that begins at start.
func endsSentence(rs []rune, start, i int) bool {
	switch rs[i] {
	case '。', '！', '？':
		return true
	case '.', '?', '!':
	default:
		return false
	}
	if i+2 >= len(rs) || rs[i+1] != ' ' || !unicode.IsUpper(rs[i+2]) && !unicode.IsDigit(rs[i+2]) {
		return false
	}
	if i > 0 && unicode.IsDigit(rs[i-1]) {
		return true
	}
	k := i
	for k > start && unicode.IsLetter(rs[k-1]) {
		k--
	}
	return i-k >= 3
}
