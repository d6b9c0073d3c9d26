package answer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"carrel/internal/intent"
)

// date is a day, or a month of a year. A part that was not said is 0.
type date struct{ year, month, day int }

var isoDate = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)

// datesOf reads "July 4, 1776", "the fourth of July seventeen seventy six", "1776-07-04"
// and "July 1776". It does not read dates in figures such as "7/4/1776", because the order
// of day and month depends on the country.
//
// Without "and" or commas, spoken words can have several readings ("july seventeen seventy
// six"). It returns all of them, the most complete first.
func (j *judge) datesOf(f form) []date {
	if m := isoDate.FindStringSubmatch(f.raw); m != nil {
		return isoDateOf(m)
	}
	month, before, after := j.aroundMonth(f.words)
	switch {
	case month == 0 || len(before)+len(after) == 0:
		return nil
	case len(before) == 0:
		return j.datesAfter(month, after)
	}
	day, ok := j.dayOf(before)
	if !ok {
		return nil
	}
	if len(after) == 0 {
		return []date{{0, month, day}}
	}
	if year, ok := j.yearOf(after); ok {
		return []date{{year, month, day}}
	}
	return nil
}

// isoDateOf reads the match of isoDate. It returns nil for a month or day that does not
// exist.
func isoDateOf(m []string) []date {
	y, _ := strconv.Atoi(m[1])
	mo, _ := strconv.Atoi(m[2])
	d, _ := strconv.Atoi(m[3])
	if mo < 1 || mo > 12 || d < 1 || d > 31 {
		return nil
	}
	return []date{{y, mo, d}}
}

// aroundMonth returns the number of the only month in words, and the words before and after
// it without the small ones. The month is 0 if none or several are named.
func (j *judge) aroundMonth(words []string) (month int, before, after []string) {
	for _, w := range words {
		if i := j.monthOf(w); i >= 0 {
			if month > 0 {
				return 0, nil, nil
			}
			month = i + 1
			continue
		}
		switch {
		case j.l.Small[w] || slices.Contains(j.lex.Articles, w):
		case month == 0:
			before = append(before, w)
		default:
			after = append(after, w)
		}
	}
	return month, before, after
}

// datesAfter reads the words after a month. The day may be any of the first words; the year
// takes all the others.
func (j *judge) datesAfter(month int, words []string) []date {
	var out []date
	for k := len(words); k > 0; k-- {
		day, ok := j.dayOf(words[:k])
		if !ok {
			continue
		}
		if k == len(words) {
			out = append(out, date{0, month, day})
		} else if year, ok := j.yearOf(words[k:]); ok {
			out = append(out, date{year, month, day})
		}
	}
	if year, ok := j.yearOf(words); ok {
		out = append(out, date{year, month, 0})
	}
	return out
}

var slashDate = regexp.MustCompile(`^(\d{1,2})\s?[/.]\s?(\d{1,2})\s?[/.]\s?(\d{4})$`)

// slashed compares a date in figures. 7/4/1776 is 4 July in some countries and 7 April in
// others, so only a date with a single reading can be right.
func (j *judge) slashed(said, c form) fit {
	m := slashDate.FindStringSubmatch(said.raw)
	if m == nil {
		return misfit
	}
	asked := j.datesOf(c)
	if len(asked) == 0 {
		return misfit
	}
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	year, _ := strconv.Atoi(m[3])
	fits, readings := false, 0
	for _, d := range []date{{year, a, b}, {year, b, a}} {
		if d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 {
			continue
		}
		readings++
		same, _ := d.fits(asked[0])
		fits = fits || same
	}
	switch {
	case !fits:
		return misfit
	case readings > 1 && a != b:
		return same(fitNear, ReasonPartial, 0)
	}
	return same(fitWritten, ReasonWritten, 0)
}

// monthOf returns the index of the month that w names, or −1. w is the full name or at
// least its first three letters, if no other month begins with them.
func (j *judge) monthOf(w string) int {
	found := -1
	for i, m := range j.lex.Months {
		switch {
		case w == m:
			return i
		case len(w) >= 3 && strings.HasPrefix(m, w):
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

func (j *judge) dayOf(words []string) (int, bool) {
	if n, used := intent.LeadingOrdinal(j.lang, words); used == len(words) && n >= 1 && n <= 31 {
		return int(n), true
	}
	if v, used := intent.LeadingNumber(j.lang, words); used == len(words) && v >= 1 && v <= 31 && v == float64(int(v)) {
		return int(v), true
	}
	return 0, false
}

func (j *judge) yearOf(words []string) (int, bool) {
	sign := 1
	if s := strings.Join(words, " "); strings.HasSuffix(s, "bc") || strings.HasSuffix(s, "b c") || strings.HasSuffix(s, "bce") {
		sign = -1
	}
	for len(words) > 0 && slices.Contains([]string{"bc", "bce", "ad", "ce", "a", "b", "c", "d"}, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	v, used := intent.LeadingNumber(j.lang, words)
	if used == 0 || used != len(words) || v < 32 || v > 9999 || v != float64(int(v)) {
		return 0, false
	}
	return sign * int(v), true
}

// fits compares a date said with a date asked for. same means that they agree; part means
// that parts asked for were not said. Parts that were said but not asked for are ignored.
func (said date) fits(asked date) (same, part bool) {
	missing := false
	for _, p := range [][2]int{{said.year, asked.year}, {said.month, asked.month}, {said.day, asked.day}} {
		switch {
		case p[1] == 0 || p[0] == p[1]:
		case p[0] == 0:
			missing = true
		default:
			return false, false
		}
	}
	return !missing, missing
}
