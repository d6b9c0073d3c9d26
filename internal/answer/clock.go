package answer

import (
	"regexp"
	"strconv"
)

var clockTime = regexp.MustCompile(`^(\d{1,2})\s?(?::|[hH]\s?)(\d{2})(?:\s?[aApP]\.?[mM]\.?)?$`)

// clock reports whether both are the same time of day: "10:30" is "ten thirty", "half past
// ten" and "dix heures trente".
func (j *judge) clock(c form, versions [][]string) bool {
	m := clockTime.FindStringSubmatch(c.raw)
	if m == nil {
		return false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	for _, words := range versions {
		if h, min, ok := j.timeOf(j.plainOf(words)); ok && h == hour && min == minute {
			return true
		}
	}
	return false
}

// timeOf reads plain words as a time of day.
func (j *judge) timeOf(plain []string) (hour, minute int, ok bool) {
	var n []float64
	past, before := false, false
	for i, w := range plain {
		v, err := strconv.ParseFloat(w, 64)
		switch {
		case err == nil && isNumber(w):
			n = append(n, v)
		case w == "quarter" || w == "quart":
			n = append(n, .25)
		case w == "past" || w == "after":
			past = true
		case w == "to" && i > 0, w == "moins":
			before = true
		case w == "demie":
			n = append(n, .5)
		case contains(clockWords, w) || contains(j.lex.And, w) || contains(j.lex.Articles, w):
		default:
			return 0, 0, false
		}
	}
	minutes := func(v float64) int {
		if v > 0 && v < 1 {
			v *= 60
		}
		return int(v)
	}
	switch {
	case len(n) == 1 && n[0] >= 100 && n[0] == float64(int(n[0])):
		return int(n[0]) / 100, int(n[0]) % 100, true
	case len(n) == 1 && !past && !before:
		return int(n[0]), 0, n[0] == float64(int(n[0]))
	case len(n) != 2:
		return 0, 0, false
	case past:
		return int(n[1]), minutes(n[0]), true
	case before && n[0] < n[1] && base(j.lang) == "en", before && n[0] < 1:
		return int(n[1]) - 1, 60 - minutes(n[0]), true
	case before:
		return int(n[0]) - 1, 60 - minutes(n[1]), true
	}
	return int(n[0]), minutes(n[1]), true
}

var clockWords = []string{"h", "heure", "heures", "oclock", "o'clock", "hours", "hour", "minutes", "am", "pm", "a", "p", "m", "at", "matin", "soir", "du"}
