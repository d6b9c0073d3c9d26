package answer

import (
	"slices"
	"strconv"
)

// measure is one or several numbers with units: 8,849 m, 5 dollars 50, 9.8 m/s².
type measure struct {
	numbers, Units []string
}

// measureOf reads plain words that consist of numbers, units and the words that join them.
func (j *judge) measureOf(plain []string) (m measure, ok bool) {
	for _, w := range plain {
		if w == "2th" && j.l.Second != "" {
			w = j.l.Second // read as an ordinal
		}
		switch u, unit := j.l.Units[w]; {
		case isNumber(w):
			m.numbers = append(m.numbers, w)
		case unit && u != j.l.Units["per"]:
			m.Units = append(m.Units, u)
		case unit || slices.Contains(j.lex.And, w) || slices.Contains(j.l.Joints, w):
		default:
			return m, false
		}
	}
	if len(m.numbers) == 0 {
		return m, false
	}
	if j.coins(m) {
		// In "five dollars fifty" the cents are the decimals.
		if v, err := strconv.ParseFloat(m.numbers[0]+"."+m.numbers[1], 64); err == nil {
			m = measure{[]string{strconv.FormatFloat(v, 'f', -1, 64)}, m.Units[:1]}
		}
	}
	return m, true
}

// coins reports whether a measure is an amount of money and two digits of coins, which may
// be named.
func (j *judge) coins(m measure) bool {
	if len(m.numbers) != 2 || len(m.numbers[1]) != 2 {
		return false
	}
	switch len(m.Units) {
	case 1:
		return slices.Contains(j.l.Money, m.Units[0])
	case 2:
		return slices.Contains(j.l.Money, m.Units[0]) && slices.Contains(j.l.Coins, m.Units[1])
	}
	return false
}

// measured compares two measures; ok is false where either is not one. The unit may be in
// full or abbreviated. Without its unit the answer is incomplete; with another unit it is
// another answer.
func (j *judge) measured(versions [][]string, c form) (f fit, ok bool) {
	want, is := j.measureOf(c.plain)
	if !is || len(want.Units) == 0 {
		return misfit, false
	}
	for i := len(versions) - 1; i >= 0; i-- {
		have, is := j.measureOf(j.plainOf(versions[i]))
		switch {
		case !is || !slices.Equal(have.numbers, want.numbers):
		case slices.Equal(have.Units, want.Units):
			return same(fitWritten, ReasonWritten, 0), true
		case len(have.Units) < len(want.Units) && slices.Equal(have.Units, want.Units[:len(have.Units)]):
			return same(fitPart, ReasonPartial, len(want.Units)-len(have.Units)), true
		default:
			return misfit, true
		}
	}
	return misfit, false
}
