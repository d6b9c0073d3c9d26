package answer

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"carrel/internal/intent"
)

// form is a text in the forms that comparisons need.
type form struct {
	raw    string   // NFC, trimmed
	marked []string // spoken words, with diacritics
	bare   []string // marked, without a leading article
	words  []string // folded; elisions split off
	plain  []string // without articles; abbreviations and numbers normalised
	strict string   // words in one string
	key    string   // plain without spaces
	long   bool     // too long to compare word by word: only raw is set
	way    int      // the number of the way in which the signs are said
}

// A text of more than maxText bytes is compared verbatim only. At most maxTrims fillers
// and frames are removed from one text.
const (
	maxText  = 600
	maxTrims = 8
)

// judge holds the data of one judgement.
type judge struct {
	lang  string
	l     *judging
	lex   *lexicon
	said  Said
	asked map[string]bool // plain words of the question
	known map[candidateKey]candidate
	forms bool // the question asks for a form of a word
}

func (j *judge) formOf(text string) form {
	f, _ := j.formAs(text, 0)
	return f
}

// formAs returns the form of a text with its signs said in the way number way, and the
// number of ways.
func (j *judge) formAs(text string, way int) (f form, ways int) {
	f = form{raw: strings.TrimSpace(norm.NFC.String(text)), way: way}
	if f.long = len(f.raw) > maxText; f.long {
		f.key = strings.ToLower(f.raw)
		f.strict = f.key
		return f, 1
	}
	spelled, ways := j.spellSignsAs(f.raw, way)
	f.marked = j.split(j.joined(intent.Words(j.lang, spelled)))
	f.words = foldedAll(f.marked)
	f.bare = f.marked[len(f.words)-len(j.withoutArticle(f.words)):]
	f.strict = strings.Join(f.words, " ")
	f.plain = j.plainOf(f.words)
	f.key = keyOf(f.plain)
	return f, ways
}

// formsOf returns the forms of a text, one for each way to say its signs.
func (j *judge) formsOf(text string) []form {
	f, ways := j.formAs(text, 0)
	out := []form{f}
	for way := 1; way < ways; way++ {
		f, _ := j.formAs(text, way)
		out = append(out, f)
	}
	return out
}

// keyOf joins words. It keeps two numbers apart; otherwise 3 and 1 would be 31.
func keyOf(plain []string) string {
	var b strings.Builder
	for i, w := range plain {
		if i > 0 && isNumber(w) && isNumber(plain[i-1]) {
			b.WriteByte('|')
		}
		b.WriteString(w)
	}
	return b.String()
}

// joined joins the words of phrases that count as one word, such as "pour cent".
func (j *judge) joined(words []string) []string {
	if len(j.l.Phrases) == 0 {
		return words
	}
	out := make([]string, 0, len(words))
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) {
			if one, ok := j.l.Phrases[words[i]+" "+words[i+1]]; ok {
				out = append(out, one)
				i++
				continue
			}
		}
		out = append(out, words[i])
	}
	return out
}

// split separates elided words: "l'eau" becomes "l'" and "eau".
func (j *judge) split(words []string) []string {
	if len(j.l.Elision) == 0 {
		return words
	}
	var out []string
	for _, w := range words {
		for _, e := range j.l.Elision {
			if rest, ok := strings.CutPrefix(w, e); ok && rest != "" {
				out = append(out, e)
				w = rest
				break
			}
		}
		out = append(out, w)
	}
	return out
}

// plainOf normalises folded words: it removes a leading article and words that carry no
// meaning, expands abbreviations, unifies spelling variants, and writes numbers and
// ordinals in digits.
func (j *judge) plainOf(words []string) []string {
	words = j.withoutArticle(words)
	out := make([]string, 0, len(words))
	for _, w := range words {
		if slices.Contains(j.l.Dropped, w) && len(words) > 1 {
			continue
		}
		if full, ok := j.l.Abbreviations[w]; ok {
			w = full
		}
		if j.l.Regional != nil {
			w = j.l.Regional(w)
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		out = words
	}
	return j.digits(out)
}

// withoutArticle removes one leading article if words remain.
func (j *judge) withoutArticle(words []string) []string {
	best := 0
	for _, a := range j.lex.Articles {
		aw := strings.Fields(a)
		if n := len(aw); n > best && n < len(words) && slices.Equal(words[:n], aw) {
			best = n
		}
	}
	return words[best:]
}

// article returns the article at the start of the words, folded, or "".
func (j *judge) article(words []string) string {
	rest := j.withoutArticle(words)
	return strings.Join(words[:len(words)-len(rest)], " ")
}

// digits writes numbers as digits and ordinals as digits with "th".
func (j *judge) digits(words []string) []string {
	if !intent.Supported(j.lang) {
		return words
	}
	out := make([]string, 0, len(words))
	for len(words) > 0 {
		v, n := intent.LeadingNumber(j.lang, words)
		o, m := intent.LeadingOrdinal(j.lang, words)
		switch {
		case m > n:
			out, words = append(out, intent.FormatNumber(float64(o))+"th"), words[m:]
		case n > 0:
			out, words = append(out, intent.FormatNumber(v)), words[n:]
		default:
			out, words = append(out, words[0]), words[1:]
		}
	}
	return out
}

// trimmed returns the words as said and with frames ("the answer is") and fillers ("um")
// removed step by step, longest first.
func (j *judge) trimmed(words []string) [][]string {
	out := [][]string{words}
	for {
		shorter := cutEnds(words, j.lex.Fillers, true)
		if len(shorter) == len(words) {
			shorter = cutEnds(words, j.lex.Frames, false)
		}
		if len(shorter) == len(words) {
			return out
		}
		words = shorter
		out = append(out, words)
		if len(out) > maxTrims {
			return out
		}
	}
}

// cutEnds removes the longest of the phrases from the front of words or, if none is there
// and back is set, from the end, as long as words remain.
func cutEnds(words, phrases []string, back bool) []string {
	front, end := 0, 0
	for _, p := range phrases {
		pw := strings.Fields(p)
		n := len(pw)
		if n >= len(words) {
			continue
		}
		if n > front && slices.Equal(words[:n], pw) {
			front = n
		}
		if back && n > end && slices.Equal(words[len(words)-n:], pw) {
			end = n
		}
	}
	if front > 0 {
		return words[front:]
	}
	return words[:len(words)-end]
}

// without returns the words that are not in small.
func without(words, small []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if !slices.Contains(small, w) {
			out = append(out, w)
		}
	}
	return out
}

func isNumber(w string) bool {
	return w != "" && (w[0] >= '0' && w[0] <= '9' || len(w) > 1 && w[0] == '-' && w[1] >= '0' && w[1] <= '9')
}

// numbersIn returns the number tokens of plain words.
func numbersIn(words []string) []string {
	var out []string
	for _, w := range words {
		if isNumber(w) {
			out = append(out, w)
		}
	}
	return out
}
