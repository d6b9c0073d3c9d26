package answer

import (
	"strings"
	"unicode"

	"carrel/internal/lang/table"
)

// heard compares spoken words by how they sound.
func (j *judge) heard(f form, said []string, cand form) fit {
	c := cand.plain
	if unsayable(f.bare) || unsayable(cand.bare) {
		return misfit // letters, not words: Kr and Cr
	}
	a, b := j.sounds(f, cand)
	if a == "" || b == "" { // no rules for the language: spelling has to decide
		f := j.spelling(said, c)
		if f.tier == fitLoose {
			f = same(fitNear, ReasonNearSound, f.cost)
		}
		return f
	}
	if otherLetter(said, c) || len(numbersIn(c)) > 0 && isFormula(cand.raw) {
		return misfit // the names of letters sound different from the letters
	}
	if j.homophones(said, c) || j.homophones(f.bare, cand.bare) {
		return same(fitLoose, ReasonSound, 0)
	}
	return soundsAlike(a, b, j.changesMeaning(said, c) == noChange)
}

// soundsAlike compares how two answers sound. sameMeaning says that no word that differs changes
// the meaning.
func soundsAlike(a, b string, sameMeaning bool) fit {
	if a == b && len(a) > 1 {
		if sameMeaning {
			return same(fitLoose, ReasonSound, 0)
		}
		return same(fitNear, ReasonNearSound, 0)
	}
	limit := soundLimit(min(len(a), len(b)))
	if d := distance([]byte(a), []byte(b), limit); limit > 0 && d <= limit && sameMeaning {
		return same(fitNear, ReasonNearSound, d)
	}
	return misfit
}

// sounds returns how two answers sound, "" where there are no rules for the language.
func (j *judge) sounds(f, cand form) (a, b string) {
	if x, y := j.l.soundOf(f.marked), j.l.soundOf(cand.marked); x == y {
		return x, y // "lo" and "l'eau"
	}
	return j.l.soundOf(f.bare), j.l.soundOf(cand.bare)
}

// soundLimit returns how many sounds may differ in an answer of n sounds.
func soundLimit(n int) int {
	switch {
	case n >= 9:
		return 2
	case n >= 5:
		return 1
	}
	return 0
}

// otherLetter reports whether both answers contain a single letter and these letters
// differ, such as vitamin C and vitamin K.
func otherLetter(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i, w := range a {
		if w != b[i] && len(w) == 1 && len(b[i]) == 1 {
			return true
		}
	}
	return false
}

// isFormula reports whether a text is one word of capitals and digits.
func isFormula(s string) bool {
	return !strings.ContainsRune(s, ' ') && strings.IndexFunc(s, unicode.IsUpper) == 0 && strings.ContainsAny(s, "0123456789₀₁₂₃₄₅₆₇₈₉")
}

// unsayable reports whether words have no vowel, so that they are symbols.
func unsayable(words []string) bool {
	return strings.IndexFunc(strings.Join(words, ""), func(r rune) bool {
		return r > unicode.MaxASCII || strings.ContainsRune("aeiouy", r)
	}) < 0
}

// homophones reports whether all words that differ are known homophones.
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

// consonants returns a phonetic key without its vowels.
func consonants(key string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouIAEOUYWXQ@289345", r) {
			return -1
		}
		return r
	}, table.Squeeze(strings.ReplaceAll(key, "R", "r")))
}
