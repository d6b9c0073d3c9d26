package intent

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"carrel/internal/lang"
)

// MaxNumber is the largest whole number that is spelled and read.
const MaxNumber = 999_999_999_999

// reader reads numbers from folded words.
type reader struct {
	*lang.Numerals
	w []string
}

// phrase finds the longest key of m, of at most two words, at i.
func (r reader) phrase(m map[string]int64, i int) (v int64, used int) {
	if i+1 < len(r.w) {
		if v, ok := m[r.w[i]+" "+r.w[i+1]]; ok {
			return v, 2
		}
	}
	if i < len(r.w) {
		if v, ok := m[r.w[i]]; ok {
			return v, 1
		}
	}
	return 0, 0
}

func (r reader) is(i int, words []string) bool {
	return i < len(r.w) && slices.Contains(words, r.w[i])
}

func (r reader) isAnd(i int) bool { return i < len(r.w) && r.w[i] == r.And }

// below100 reads 0–99 in words.
func (r reader) below100(i int) (v int64, used int) {
	t, n := r.phrase(r.Tens, i)
	if n == 0 {
		return r.phrase(r.Units, i)
	}
	j := i + n
	if r.AndTens && r.isAnd(j) {
		if u, m := r.phrase(r.Units, j+1); m > 0 && u >= 1 && (u < 10 || slices.Contains(r.TeensAfter, t) && u > 9) {
			return t + u, n + 1 + m
		}
		return t, n
	}
	if u, m := r.phrase(r.Units, j); m > 0 && u >= 1 && (u < 10 || slices.Contains(r.TeensAfter, t)) {
		return t + u, n + m
	}
	return t, n
}

// group reads one group of a number: 0–999 in words, "nineteen hundred five",
// or digits of any length.
func (r reader) group(i int) (v int64, used int) {
	v, used, ok := r.head(i)
	if !ok || v < 1 || v > 99 || !r.is(i+used, r.Hundred) || v > 9 && v%10 == 0 {
		return v, used
	}
	v, used = v*100, used+1
	j := r.skipAnd(i + used)
	if u, n := r.below100(j); n > 0 && u > 0 {
		return v + u, j + n - i
	}
	return v, used
}

// head reads what can stand before "hundred" or a scale word: digits, 0–99 in words, "a",
// or nothing at all, which counts as 1.
func (r reader) head(i int) (v int64, used int, ok bool) {
	if v, used = r.digits(i); used == 0 {
		v, used = r.below100(i)
	}
	switch {
	case used > 0:
		return v, used, true
	case r.is(i, r.One) && (r.is(i+1, r.Hundred) || i+1 < len(r.w) && r.Scales[r.w[i+1]] > 0):
		return 1, 1, true
	case r.is(i, r.Hundred):
		return 1, 0, true
	}
	return 0, 0, false
}

// skipAnd returns the position after an "and" at i that joins the hundreds and the rest,
// or i if there is none.
func (r reader) skipAnd(i int) int {
	if r.AndHundred && r.isAnd(i) {
		return i + 1
	}
	return i
}

// digits reads digits, with or without spaces between groups of three.
func (r reader) digits(i int) (v int64, used int) {
	if i >= len(r.w) || !isDigits(r.w[i]) || len(r.w[i]) > 12 {
		return 0, 0
	}
	s, used := r.w[i], 1
	if len(s) <= 3 && s[0] != '0' {
		for i+used < len(r.w) && len(r.w[i+used]) == 3 && isDigits(r.w[i+used]) && len(s) < 10 {
			s += r.w[i+used]
			used++
		}
	}
	v, _ = strconv.ParseInt(s, 10, 64)
	return v, used
}

func isDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// cardinal reads a whole number.
func (r reader) cardinal(i int) (total int64, used int) {
	last := int64(math.MaxInt64) // the scale of the group before
	for {
		j := i + used
		if used > 0 {
			j = r.skipAnd(j)
		}
		v, n := r.group(j)
		s, m := r.phrase(r.Scales, j+n)
		fits := v > 0 && v < 1000
		switch {
		case n == 0 && m > 0 && s < last:
			v = 1 // a bare "thousand", "mille"
		case n == 0:
			return total, used
		case m == 0 || s >= last || !fits:
			if used > 0 && (!fits || last <= v) {
				return total, used
			}
			return total + v, j + n - i
		}
		total, last, used = total+v*s, s, j+n+m-i
	}
}

func (r reader) digitAt(i int) bool {
	d, n := r.phrase(r.Units, i)
	return n == 1 && d < 10
}

// sequence reads two or more digits spoken one by one. "Oh" is a zero only before
// another digit, because at the end ("h two o") it can be a letter.
func (r reader) sequence(i int) (v int64, used int) {
	for used < 12 {
		if d, n := r.phrase(r.Units, i+used); n == 1 && d < 10 {
			v = v*10 + d
		} else if used > 0 && r.is(i+used, r.Oh) && r.digitAt(i+used+1) {
			v *= 10
		} else {
			break
		}
		used++
	}
	if used < 2 {
		return 0, 0
	}
	return v, used
}

// year reads "nineteen forty five" and "eighteen oh six", 1000–2999.
func (r reader) year(i int) (v int64, used int) {
	if !r.Years {
		return 0, 0
	}
	a, n := r.below100(i)
	if n == 0 || a < 10 || a > 29 {
		return 0, 0
	}
	if r.is(i+n, r.Oh) {
		if d, m := r.phrase(r.Units, i+n+1); m > 0 && d >= 1 && d < 10 {
			return a*100 + d, n + 1 + m
		}
		return 0, 0
	}
	if b, m := r.below100(i + n); m > 0 && b >= 10 {
		return a*100 + b, n + m
	}
	return 0, 0
}

// whole reads a whole number in the way that takes the most words.
func (r reader) whole(i int) (v int64, used int) {
	v, used = r.cardinal(i)
	if y, n := r.year(i); n > used {
		v, used = y, n
	}
	if s, n := r.sequence(i); n > used {
		v, used = s, n
	}
	return v, used
}

// decimals reads the digits after the decimal point.
func (r reader) decimals(i int) (text string, used int) {
	for {
		v, n := r.below100(i + used)
		if n == 0 && r.is(i+used, r.Oh) {
			v, n = 0, 1
		}
		if r.PointWhole {
			if g, m := r.group(i + used); m > n && g < 1000 {
				v, n = g, m
			}
		}
		if n == 0 && i+used < len(r.w) && isDigits(r.w[i+used]) {
			text, used = text+r.w[i+used], used+1
			continue
		}
		if n == 0 || len(text) > 12 {
			return text, used
		}
		text, used = text+strconv.FormatInt(v, 10), used+n
	}
}

// number reads the longest number at i, with sign, decimals or fraction. It returns how
// many words it took, 0 for none.
func (r reader) number(i int) (v float64, used int) {
	if r.is(i, r.Minus) {
		if v, n := r.positive(i + 1); n > 0 {
			return 0 - v, n + 1
		}
		return 0, 0
	}
	return r.positive(i)
}

func (r reader) positive(i int) (v float64, used int) {
	if i >= len(r.w) {
		return 0, 0
	}
	if v, n := r.fraction(i); n > 0 {
		return v, n
	}
	if whole, frac, n := r.point3(i); n > 0 {
		return r.scaled(whole, frac, i, n)
	}
	w, n := r.whole(i)
	if r.is(i+n, r.Point) {
		if d, m := r.decimals(i + n + 1); m > 0 {
			return r.scaled(strconv.FormatInt(w, 10), d, i, n+1+m)
		}
	}
	if n == 0 {
		return 0, 0
	}
	if v, m := r.mixed(w, i+n, n == 1 && isDigits(r.w[i])); m > 0 {
		return v, n + m
	}
	return float64(w), n
}

// mixed reads what follows the whole number w at i in a mixed number: "and a half", or
// "1/2" after digits.
func (r reader) mixed(w int64, i int, digits bool) (v float64, used int) {
	if r.isAnd(i) && w < 1000 { // three and a half; after a scale word "a half" would be ambiguous
		if f, m := r.fraction(i + 1); m > 0 && f < 1 {
			v, used = float64(w)+f, 1+m
			if s, m := r.phrase(r.Scales, i+used); m > 0 {
				return v * float64(s), used + m
			}
			return v, used
		}
	}
	if digits { // 3 1/2
		if f, m := r.fraction(i); m == 3 && f < 1 {
			return float64(w) + f, m
		}
	}
	return 0, 0
}

// point3 reads digits with a decimal sign, with or without groups of three: "3.5", "1
// 234.5".
func (r reader) point3(i int) (whole, frac string, used int) {
	for i+used < len(r.w) && len(whole) <= 12 {
		a, b, ok := strings.Cut(r.w[i+used], ".")
		if !isDigits(a) || used > 0 && len(a) != 3 || len(a) > 12 {
			return "", "", 0
		}
		whole += a
		used++
		if ok {
			if !isDigits(b) {
				return "", "", 0
			}
			return whole, b, used
		}
	}
	return "", "", 0
}

// scaled returns whole.frac, multiplied by a scale word if one follows: "3.5 million".
func (r reader) scaled(whole, frac string, i, used int) (float64, int) {
	exp := 0
	if s, n := r.phrase(r.Scales, i+used); n > 0 {
		used += n
		for ; s > 1; s /= 10 {
			exp++
		}
	}
	v, err := strconv.ParseFloat(whole+"."+frac+"e"+strconv.Itoa(exp), 64)
	if err != nil {
		return 0, 0
	}
	return v, used
}

// fraction reads "one half", "two thirds", "a quarter", "half", "two over three". A
// denominator that could be an ordinal ("twenty third") counts only after one.
func (r reader) fraction(i int) (v float64, used int) {
	num, n := r.cardinal(i)
	if n == 0 && r.is(i, r.One) {
		num, n = 1, 1
	}
	if n == 0 {
		if d := r.denominator(i); d == 2 {
			return .5, 1
		}
		return 0, 0
	}
	if r.is(i+n, r.Over) {
		if den, m := r.cardinal(i + n + 1); m > 0 && den > 0 {
			return float64(num) / float64(den), n + 1 + m
		}
	}
	// Cardinals are greedy; "one hundredth" is safe because it is another word.
	if d := r.denominator(i + n); d > 0 && (num == 1 || strings.HasSuffix(r.w[i+n], "s")) {
		return float64(num) / float64(d), n + 1
	}
	return 0, 0
}

func (r reader) denominator(i int) int64 {
	if i >= len(r.w) {
		return 0
	}
	return r.Fractions[r.w[i]]
}
