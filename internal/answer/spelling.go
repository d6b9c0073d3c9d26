package answer

import (
	"strings"
	"unicode/utf8"

	"carrel/internal/lang/table"
)

func (j *judge) singulars(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = j.l.Singular(w)
	}
	return out
}

// spelling compares typed words by edit distance relative to length. A slip is right only
// if it keeps the sound or the consonants and does not produce a word known to mean
// something else.
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
			return same(fitNear, ReasonNearSpell, d)
		}
		return misfit
	}
	allowed := 1
	if n >= 10 {
		allowed = 2
	}
	if d <= allowed && change == noChange && j.slips(said, c) {
		return same(fitLoose, ReasonSpelling, d)
	}
	return same(fitNear, ReasonNearSpell, d)
}

// slips reports whether every word that differs is only a slip: it has at least five
// letters, the same start up to the first vowel (or two swapped vowels), and the same
// consonants or the same consonant sounds. Cerium and curium, Praha and Praia, photon and
// proton are not slips.
func (j *judge) slips(said, c []string) bool {
	if len(said) != len(c) {
		said, c = []string{strings.Join(said, "")}, []string{strings.Join(c, "")}
	}
	for i, w := range said {
		v := c[i]
		switch {
		case w == v:
		case min(utf8.RuneCountInString(w), utf8.RuneCountInString(v)) < 5, w[0] != v[0]:
			return false
		case start(w) != start(v) && !swapped(w, v), grown(w, v) || grown(v, w):
			return false
		case skeleton(w) == skeleton(v):
		case len(withoutH(v)) > 2 && withoutH(w) == withoutH(v): // h is the letter most often left out
		case j.l.Sound == nil || consonants(j.l.Sound(w)) != consonants(j.l.Sound(v)):
			return false
		}
	}
	return true
}

func withoutH(w string) string { return strings.ReplaceAll(skeleton(w), "h", "") }

// start returns a word up to and including its first vowel.
func start(w string) string {
	if i := strings.IndexAny(w, "aeiouy"); i >= 0 {
		return w[:i+1]
	}
	return w
}

// grown reports whether b is a with one more letter at its end, which often makes another
// word: German and Germany. A silent e or h does not count.
func grown(a, b string) bool {
	return len(b) == len(a)+1 && strings.HasPrefix(b, a) && strings.IndexByte("eh", b[len(a)]) < 0
}

// swapped reports whether two neighbouring vowels are swapped and nothing else differs.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] && isVowel(a[i]) && isVowel(b[i])
		}
	}
	return false
}

// change says how the difference between two similar words alters their meaning.
type change int

const (
	noChange change = iota
	atStart         // or an ending that makes the opposite
	atEnd
	known // both are words in their own right
)

// changesMeaning reports whether the difference is known to make another word: un-, hypo-
// and hyper-, -ate and -ite, neuron and neutron.
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
		if s, ok := j.l.Confusable[w]; ok && s == j.l.Confusable[v] {
			worst = known
		}
		for _, p := range j.l.Opposites {
			if swaps(w, v, p[0], p[1]) || swaps(v, w, p[0], p[1]) {
				return atStart
			}
		}
		for _, p := range j.l.Affixes {
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

// swaps reports whether replacing from in a by to gives b. "^x" matches only at the start
// and "x$" only at the end.
func swaps(a, b, from, to string) bool {
	if f, ok := strings.CutPrefix(from, "^"); ok {
		rest, ok := strings.CutPrefix(a, f)
		return ok && len(rest) > 2 && strings.TrimPrefix(to, "^")+rest == b
	}
	rest, ok := strings.CutSuffix(a, strings.TrimSuffix(from, "$"))
	return ok && len(rest) > 1 && rest+strings.TrimSuffix(to, "$") == b
}

// skeleton returns the consonants of a word, with double letters once.
func skeleton(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouy", r) {
			return -1
		}
		return r
	}, table.Squeeze(s))
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
