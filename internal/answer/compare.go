package answer

import (
	"slices"
	"strings"
	"unicode"

	"carrel/internal/intent"
)

// tier says how well an answer fits a candidate; less is better.
type tier int

const (
	fitSame    tier = iota // the same words
	fitPlain               // but for articles, fillers, numbers, spelling variants
	fitWritten             // the same thing written another way
	fitOrder               // the same words in another order
	fitWithin              // in a sentence that repeats the question
	fitLoose               // plural, sound, a slip of spelling
	fitNear                // close, not right
	fitPart                // part of it, or it and more
	fitNone
)

// fit is how an answer compares with one candidate.
type fit struct {
	tier   tier
	reason Reason
	cost   int // among fits of a tier, less is better
}

var misfit = fit{fitNone, ReasonDifferent, 0}

// candidate is something the answer could be.
type candidate struct {
	text  string
	forms []form // with and without a part in parentheses
	exact bool   // capitals matter
}

// candidate prepares text once for all that is compared with it.
func (j *judge) candidate(text string, exact bool) candidate {
	known := candidateKey{text, exact}
	if c, ok := j.known[known]; ok {
		return c
	}
	c := candidate{text: text, exact: exact, forms: []form{j.formOf(text)}}
	if bare := withoutParentheses(text); bare != text {
		c.forms = append(c.forms, j.formOf(bare))
	}
	if j.known == nil {
		j.known = map[candidateKey]candidate{}
	}
	j.known[known] = c
	return c
}

type candidateKey struct {
	text  string
	exact bool
}

// withoutParentheses drops "(…)" unless nothing would be left.
func withoutParentheses(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return s
	}
	return strings.TrimSpace(b.String())
}

// compare finds the best fit of what was said with c.
func (j *judge) compare(said form, c candidate) fit {
	best := misfit
	for _, cf := range c.forms {
		f := j.compareForm(said, cf)
		if c.exact && j.said.Typed && f.tier <= fitLoose && said.raw != cf.raw {
			f = fit{fitNear, ReasonCase, 0}
			if j.sansCase(said, cf) {
				f.reason = ReasonNearSpell
			}
		}
		if f.tier < best.tier || f.tier == best.tier && f.cost < best.cost {
			best = f
		}
	}
	return best
}

// sansCase reports whether more than capitals tells said from c.
func (j *judge) sansCase(said, c form) bool { return said.strict != c.strict }

func (j *judge) compareForm(said, c form) fit {
	if said.raw == c.raw && said.raw != "" {
		return fit{fitSame, ReasonSame, 0}
	}
	if said.key == "" || c.key == "" {
		return misfit
	}
	if said.strict == c.strict {
		if j.said.Typed && contradicts(said.marked, c.marked) {
			return fit{fitNear, ReasonNearSpell, 1}
		}
		return fit{fitSame, ReasonSame, 0}
	}
	if said.long || c.long {
		return misfit
	}
	versions := j.trimmed(said.words)
	for _, words := range versions {
		plain := j.plainOf(words)
		if strings.Join(plain, "") == c.key {
			if j.genderDiffers(words, c.words) {
				return fit{fitNear, ReasonArticle, 0}
			}
			return fit{fitPlain, ReasonSame, 0}
		}
		if a, b := without(plain, j.lex.And), without(c.plain, j.lex.And); len(b) > 1 && slices.Equal(a, b) {
			return fit{fitPlain, ReasonSame, 1}
		}
	}
	if f := j.written(said, c, versions); f.tier != fitNone {
		return f
	}
	last := j.plainOf(versions[len(versions)-1])
	negated := j.negations(last) != j.negations(c.plain)
	if !negated && sameSet(without(last, j.lex.And), without(c.plain, j.lex.And)) && j.orderIsFree(c) {
		return fit{fitOrder, ReasonOrder, 0}
	}
	if !negated && j.within(versions, c) {
		return fit{fitWithin, ReasonContained, 0}
	}
	if negated || !slices.Equal(numbersIn(last), numbersIn(c.plain)) {
		return misfit
	}
	f := j.loose(said, last, c)
	if f.tier > fitLoose {
		if p := j.part(last, c); p.tier != fitNone {
			f = p
		}
	}
	// Saying back a word of the question is no near miss.
	if f.tier != fitNone && j.echoes(last) {
		return misfit
	}
	if f.tier == fitLoose && j.forms {
		return fit{fitNear, ReasonForm, 0}
	}
	return f
}

// contradicts reports whether two texts that fold to the same have different
// marks on the same letter: péché and pêche. Missing marks are forgiven.
func contradicts(a, b []string) bool {
	ra, rb := []rune(strings.Join(a, "")), []rune(strings.Join(b, ""))
	if len(ra) != len(rb) {
		return false
	}
	for i, r := range ra {
		if r != rb[i] && r > unicode.MaxASCII && rb[i] > unicode.MaxASCII {
			return true
		}
	}
	return false
}

// genderDiffers reports whether both begin with an article, of different
// gender.
func (j *judge) genderDiffers(a, b []string) bool {
	ga, gb := j.l.gender[j.article(a)], j.l.gender[j.article(b)]
	return ga != 0 && gb != 0 && ga != gb
}

// written compares dates, Roman numerals and letters.
func (j *judge) written(said, c form, versions [][]string) fit {
	if asked := j.datesOf(c); len(asked) > 0 {
		for _, words := range versions {
			f, partly := said, false
			f.words = words
			for _, d := range j.datesOf(f) {
				same, part := d.fits(asked[0])
				if same {
					return fit{fitWritten, ReasonWritten, 0}
				}
				partly = partly || part
			}
			if partly {
				return fit{fitPart, ReasonPartial, 0}
			}
		}
	}
	if text, ok := unroman(c.raw); ok {
		if f := j.formOf(text); j.sameNumber(versions, f.words) && !j.echoes(j.plainOf(versions[len(versions)-1])) {
			return fit{fitWritten, ReasonWritten, 0}
		}
	}
	if text, ok := unroman(said.raw); ok && j.sameNumber([][]string{j.formOf(text).words}, c.words) && !j.echoes(c.plain) {
		return fit{fitWritten, ReasonWritten, 0}
	}
	for _, words := range versions {
		if j.inQuestion(words) {
			continue // "bravo" for "Which letter does Bravo stand for?"
		}
		letters := j.lettersOf(j.digits(words))
		if letters == "" || letters != squashed(c.raw) {
			continue
		}
		// One word that names a letter stands for it only where a letter is asked for.
		if len(words) > 1 || len(letters) == 1 {
			return fit{fitWritten, ReasonWritten, 1}
		}
	}
	return misfit
}

// sameNumber compares words with ordinals as cardinals and inner articles
// dropped: "louis the fourteenth" is "louis 14".
func (j *judge) sameNumber(versions [][]string, c []string) bool {
	shape := func(words []string) string {
		var b strings.Builder
		for _, w := range j.plainOf(words) {
			if isNumber(w) {
				w = strings.TrimSuffix(w, "th")
			}
			if !contains(j.lex.Articles, w) {
				b.WriteString(w)
			}
		}
		return b.String()
	}
	want := shape(c)
	for _, words := range versions {
		if shape(words) == want {
			return true
		}
	}
	return false
}

// negations counts words of denial.
func (j *judge) negations(words []string) int {
	n := 0
	for _, w := range words {
		if contains(j.lex.Not, w) {
			n++
		}
	}
	return n
}

func sameSet(a, b []string) bool {
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// orderIsFree reports whether the order of c's words carries no meaning: a
// name of two or three words, or things joined by "and" or commas.
func (j *judge) orderIsFree(c form) bool {
	if slices.ContainsFunc(c.words, func(w string) bool { return contains(j.lex.And, w) }) || strings.ContainsAny(c.raw, ",;") {
		// "A and B" or "A, B": each part may have one word only, or parts get mixed.
		parts := 0
		for _, w := range c.plain {
			if !contains(j.lex.And, w) {
				parts++
			}
		}
		ands := len(c.words) - len(without(c.words, j.lex.And))
		return parts <= 1+ands+strings.Count(c.raw, ",")+strings.Count(c.raw, ";")
	}
	fields := strings.Fields(c.raw)
	if len(fields) < 2 || len(fields) > 3 || len(numbersIn(c.plain)) > 0 {
		return false
	}
	for _, f := range fields {
		r := []rune(f)
		if !unicode.IsUpper(r[0]) || len(r) > 1 && unicode.IsUpper(r[1]) {
			return false
		}
	}
	return true
}

// within reports whether one of the versions of what was said gives c at its
// start or end, and beside it only small words and words of the question. If
// the question itself names c ("Paris or London?"), a word like "is" must
// stand between, or the answer is not set apart from the question.
func (j *judge) within(versions [][]string, c form) bool {
	named := j.echoes(c.plain)
	for _, words := range versions {
		plain := j.plainOf(words)
		n, m := len(plain), len(c.plain)
		if m >= n {
			continue
		}
		at := n - m - 1
		for at > 0 && contains(j.lex.Articles, plain[at]) {
			at--
		}
		if slices.Equal(plain[n-m:], c.plain) && j.echoes(plain[:n-m]) && (!named || contains(j.l.copulas, plain[at])) ||
			slices.Equal(plain[:m], c.plain) && j.echoes(plain[m:]) && (!named || contains(j.l.copulas, plain[m])) {
			return true
		}
	}
	return false
}

// echoes reports whether all words are words of the question.
func (j *judge) echoes(words []string) bool {
	for _, w := range words {
		if !j.asked[w] && !j.l.small[w] && !contains(j.l.copulas, w) {
			return false
		}
	}
	return len(words) > 0
}

// inQuestion reports whether all words stand in the question.
func (j *judge) inQuestion(words []string) bool {
	for _, w := range words {
		if !j.asked[w] {
			return false
		}
	}
	return len(words) > 0
}

// loose compares plurals, sounds and spelling.
func (j *judge) loose(f form, said []string, c form) fit {
	if j.l.singular != nil && slices.Equal(j.singulars(said), j.singulars(c.plain)) {
		return fit{fitLoose, ReasonPlural, 0}
	}
	if len(numbersIn(said)) > 0 && slices.Equal(said, numbersIn(said)) {
		return misfit // digits are never nearly right
	}
	if j.said.Typed {
		return j.spelling(said, c.plain)
	}
	return j.heard(f, said, c)
}

func (j *judge) singulars(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = j.l.singular(w)
	}
	return out
}

// spelling compares typed words by edit distance scaled by length. A slip is
// right only if it leaves the sound or the consonants alone and makes no word
// known to mean something else.
func (j *judge) spelling(said, c []string) fit {
	a, b := []rune(strings.Join(said, "")), []rune(strings.Join(c, ""))
	n := min(len(a), len(b))
	limit := 0
	switch {
	case n >= 12:
		limit = 3
	case n >= 8:
		limit = 2
	case n >= 4:
		limit = 1
	}
	d := distance(a, b, limit)
	change := j.changesMeaning(said, c)
	if d > limit || change == atStart {
		if s := j.l.soundOf(said); s != "" && len(s) > 2 && s == j.l.soundOf(c) && change == noChange {
			return fit{fitNear, ReasonNearSpell, d}
		}
		return misfit
	}
	allowed := 1
	if n >= 10 {
		allowed = 2
	}
	if d <= allowed && change == noChange && j.slips(said, c) {
		return fit{fitLoose, ReasonSpelling, d}
	}
	return fit{fitNear, ReasonNearSpell, d}
}

// slips reports whether every word that differs is a mere slip: at least five
// letters, the same start up to the first vowel (or two letters swapped), and
// the same consonants or their sounds. Cerium and curium, Prague's Praha and
// Praia, photon and proton are not.
func (j *judge) slips(said, c []string) bool {
	if len(said) != len(c) {
		said, c = []string{strings.Join(said, "")}, []string{strings.Join(c, "")}
	}
	for i, w := range said {
		v := c[i]
		switch {
		case w == v:
		case min(len(w), len(v)) < 5, w[0] != v[0]:
			return false
		case start(w) != start(v) && !swapped(w, v):
			return false
		case skeleton(w) == skeleton(v):
		case len(withoutH(v)) > 2 && withoutH(w) == withoutH(v): // the letter most often left out
		case j.l.sound == nil || consonants(j.l.sound(w)) != consonants(j.l.sound(v)):
			return false
		}
	}
	return true
}

func withoutH(w string) string { return strings.ReplaceAll(skeleton(w), "h", "") }

// start is a word up to its first vowel and with it.
func start(w string) string {
	if i := strings.IndexAny(w, "aeiouy"); i >= 0 {
		return w[:i+1]
	}
	return w
}

// swapped reports whether two neighbouring letters trade places, and nothing
// else differs.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// heard compares spoken words by how they sound.
func (j *judge) heard(f form, said []string, cand form) fit {
	c := cand.plain
	a, b := j.l.soundOf(f.bare), j.l.soundOf(cand.bare)
	if x, y := j.l.soundOf(f.marked), j.l.soundOf(cand.marked); x == y {
		a, b = x, y // "lo" and "l'eau"
	}
	if unsayable(f.bare) || unsayable(cand.bare) {
		return misfit // letters, not words: Kr and Cr
	}
	if a == "" || b == "" { // no rules for the language: spelling must do
		f := j.spelling(said, c)
		if f.tier == fitLoose {
			f = fit{fitNear, ReasonNearSound, f.cost}
		}
		return f
	}
	change := j.changesMeaning(said, c)
	if a == b && len(a) > 1 {
		if change == noChange || j.homophones(said, c) {
			return fit{fitLoose, ReasonSound, 0}
		}
		return fit{fitNear, ReasonNearSound, 0}
	}
	limit := 0
	switch n := min(len(a), len(b)); {
	case n >= 9:
		limit = 2
	case n >= 5:
		limit = 1
	}
	if d := distance([]byte(a), []byte(b), limit); limit > 0 && d <= limit && change == noChange {
		return fit{fitNear, ReasonNearSound, d}
	}
	return misfit
}

// unsayable reports whether there is no vowel in words: they are symbols.
func unsayable(words []string) bool {
	return strings.IndexFunc(strings.Join(words, ""), func(r rune) bool {
		return r > unicode.MaxASCII || strings.ContainsRune("aeiouy", r)
	}) < 0
}

// homophones reports whether all differing words are known to sound alike.
func (j *judge) homophones(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i, w := range a {
		h, ok := j.l.homophone(w)
		g, ok2 := j.l.homophone(b[i])
		if w != b[i] && (!ok || !ok2 || h != g) {
			return false
		}
	}
	return true
}

// change says how two words that look alike come to mean different things.
type change int

const (
	noChange change = iota
	atStart
	atEnd
	known // both are words of their own
)

// changesMeaning reports whether what tells the words apart is known to make
// another word: un-, hypo- and hyper-, -ate and -ite, neuron and neutron.
func (j *judge) changesMeaning(a, b []string) change {
	if len(a) != len(b) {
		return noChange
	}
	worst := noChange
	for i, w := range a {
		v := b[i]
		if w == v {
			continue
		}
		if s, ok := j.l.confusable[w]; ok && s == j.l.confusable[v] {
			worst = known
		}
		for _, p := range j.l.affixes {
			switch {
			case swaps(w, v, p[0], p[1]) || swaps(v, w, p[0], p[1]):
				if p[0][0] == '^' {
					return atStart
				}
				if worst == noChange {
					worst = atEnd
				}
			}
		}
	}
	return worst
}

// swaps reports whether replacing from in a by to gives b; "^x" stands at the
// start and "x$" at the end.
func swaps(a, b, from, to string) bool {
	if f, ok := strings.CutPrefix(from, "^"); ok {
		rest, ok := strings.CutPrefix(a, f)
		return ok && len(rest) > 2 && strings.TrimPrefix(to, "^")+rest == b
	}
	rest, ok := strings.CutSuffix(a, strings.TrimSuffix(from, "$"))
	return ok && len(rest) > 1 && rest+strings.TrimSuffix(to, "$") == b
}

// skeleton is the consonants of a word, doubles once.
func skeleton(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouy", r) {
			return -1
		}
		return r
	}, squeeze(s))
}

// consonants is a phonetic key without its vowels.
func consonants(key string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouIAEOUYWXQ@289345", r) {
			return -1
		}
		return r
	}, squeeze(strings.ReplaceAll(key, "R", "r")))
}

// part finds answers that are only part of c, and answers with words beside
// it.
func (j *judge) part(said []string, c form) fit {
	content := func(words []string) []string {
		var out []string
		for _, w := range words {
			if !j.l.small[w] {
				out = append(out, w)
			}
		}
		return out
	}
	a, b := content(said), content(c.plain)
	if len(a) == 0 || len(b) == 0 {
		return misfit
	}
	if len(a) < len(b) && subset(a, b) {
		for _, w := range a {
			if len(w) >= 3 && !j.asked[w] {
				return fit{fitPart, ReasonPartial, len(b) - len(a)}
			}
		}
	}
	if len(a) > len(b) && len(a)-len(b) <= 3 && subset(b, a) && len(strings.Join(b, "")) >= 3 {
		return fit{fitPart, ReasonExtra, len(a) - len(b)}
	}
	return misfit
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !contains(b, w) {
			return false
		}
	}
	return true
}

// foldedWords is how the question's words are kept for comparison.
func (j *judge) foldedWords(text string) map[string]bool {
	m := map[string]bool{}
	if len(text) > 4*maxText {
		text = text[:4*maxText]
	}
	f := j.formOf(text)
	if f.long {
		f.words = foldedAll(j.split(intent.Words(j.lang, text)))
		f.plain = f.words
	}
	for _, list := range [][]string{f.words, f.plain, foldedAll(intent.Words(j.lang, text))} {
		for _, w := range list {
			m[w] = true
		}
	}
	return m
}

func foldedAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = intent.Fold(w)
	}
	return out
}
