package answer

import (
	"regexp"
	"slices"
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
	w, ok := j.timeWords(plain)
	if !ok {
		return 0, 0, false
	}
	switch len(w.numbers) {
	case 1:
		return w.oneNumber()
	case 2:
		hour, minute = w.twoNumbers(base(j.lang) == "en")
		return hour, minute, true
	}
	return 0, 0, false
}

// timeWords are the numbers of a spoken time of day and the words that relate them. A
// number below 1 is a part of an hour.
type timeWords struct {
	numbers      []float64
	past, before bool // "ten past two", "ten to two"
}

// timeWords sorts plain words; ok is false if one of them has no place in a time of day.
func (j *judge) timeWords(plain []string) (t timeWords, ok bool) {
	for i, w := range plain {
		v, err := strconv.ParseFloat(w, 64)
		switch {
		case err == nil && isNumber(w):
			t.numbers = append(t.numbers, v)
		case hourParts[w] > 0:
			t.numbers = append(t.numbers, hourParts[w])
		case w == "past" || w == "after":
			t.past = true
		case w == "to" && i > 0, w == "moins":
			t.before = true
		case slices.Contains(clockWords, w) || slices.Contains(j.lex.And, w) || slices.Contains(j.lex.Articles, w):
		default:
			return t, false
		}
	}
	return t, true
}

// oneNumber reads 1030 as a time, and 10 as a full hour.
func (t timeWords) oneNumber() (hour, minute int, ok bool) {
	n := int(t.numbers[0])
	switch whole := t.numbers[0] == float64(n); {
	case whole && n >= 100:
		return n / 100, n % 100, true
	case t.past || t.before:
		return 0, 0, false
	default:
		return n, 0, whole
	}
}

// twoNumbers reads an hour and the minutes after or before it. English and the parts of an
// hour put the minutes first: "ten to two", "moins le quart"; French puts them last:
// "deux heures moins dix".
func (t timeWords) twoNumbers(english bool) (hour, minute int) {
	a, b := t.numbers[0], t.numbers[1]
	switch {
	case t.past:
		return int(b), minutesOf(a)
	case t.before && (a < 1 || english && a < b):
		return int(b) - 1, 60 - minutesOf(a)
	case t.before:
		return int(a) - 1, 60 - minutesOf(b)
	}
	return int(a), minutesOf(b)
}

// minutesOf returns a number of minutes, or a part of an hour in minutes.
func minutesOf(v float64) int {
	if v > 0 && v < 1 {
		v *= 60
	}
	return int(v)
}

var hourParts = map[string]float64{"quarter": .25, "quart": .25, "demie": .5}

var clockWords = []string{"h", "heure", "heures", "oclock", "o'clock", "hours", "hour", "minutes", "am", "pm", "a", "p", "m", "at", "matin", "soir", "du"}
