package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// contradicts reports whether a, the words said, has other diacritics than b, which has
// the same folded form: péché for pêche and, in languages where diacritics distinguish
// words, mûr for mur. Missing diacritics are forgiven.
func contradicts(a, b []string, added bool) bool {
	ra, rb := []rune(strings.Join(a, "")), []rune(strings.Join(b, ""))
	if len(ra) != len(rb) {
		return false
	}
	for i, r := range ra {
		if r != rb[i] && r > unicode.MaxASCII && (added || rb[i] > unicode.MaxASCII) {
			return true
		}
	}
	return false
}

// genderDiffers reports whether a and b begin with articles of different gender.
func (j *judge) genderDiffers(a, b []string) bool {
	ga, gb := j.l.Gender[j.article(a)], j.l.Gender[j.article(b)]
	return ga != 0 && gb != 0 && ga != gb
}

// sameNumber compares words with ordinals as cardinals and without inner articles: "louis
// the fourteenth" is "louis 14".
func (j *judge) sameNumber(versions [][]string, c []string) bool {
	shape := func(words []string) string {
		var b strings.Builder
		for _, w := range j.plainOf(words) {
			if isNumber(w) {
				w = strings.TrimSuffix(w, "th")
			}
			if !slices.Contains(j.lex.Articles, w) {
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

var (
	span  = regexp.MustCompile(`^\d{1,4}\s?[-–:]\s?\d{1,4}$`)
	phone = regexp.MustCompile(`^\+?[\d\s().-]{7,}$`)
)

// spanned compares pairs of numbers, such as a score, and long rows of digits, which are
// said in groups or one by one.
func (j *judge) spanned(c form, versions [][]string) bool {
	two, row := span.MatchString(c.raw), phone.MatchString(c.raw) && len(numbersIn(c.plain)) > 1
	if !two && !row {
		return false
	}
	for _, words := range versions {
		plain := j.plainOf(words)
		have := without(plain, []string{"to", "a", "by", "au", "contre", "through", "minus"})
		if two && len(have) == 2 && slices.Equal(have, numbersIn(c.plain)) ||
			row && len(numbersIn(plain)) == len(plain) && strings.Join(plain, "") == strings.Join(c.plain, "") {
			return true
		}
	}
	return false
}

// charged compares signs of charge or blood group: "O-" is "O negative".
func (j *judge) charged(c form, versions [][]string) bool {
	if !strings.HasSuffix(c.raw, "+") && !strings.HasSuffix(c.raw, "-") || len(c.words) < 2 {
		return false
	}
	said := map[string]string{"plus": "positive", "minus": "negative", "moins": "negatif"}[c.words[len(c.words)-1]]
	if said == "positive" && base(j.lang) == "fr" {
		said = "positif"
	}
	want := append(slices.Clone(c.words[:len(c.words)-1]), said)
	return slices.ContainsFunc(versions, func(words []string) bool { return slices.Equal(words, want) })
}
