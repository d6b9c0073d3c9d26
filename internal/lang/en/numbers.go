package en

import "carrel/internal/lang/table"

var (
	ordinals = []string{
		"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
		"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
	}
	units = []string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	}
	tens = []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)

// spell writes n without "and": "one hundred five". Parse and the grammar also accept
// "and".
func spell(n int64) string {
	switch {
	case n < 20:
		return units[n]
	case n < 100:
		return table.Join(tens[n/10], n%10, spell)
	case n < 1000:
		return table.Join(units[n/100]+" hundred", n%100, spell)
	case n < 1e6:
		return table.Join(spell(n/1e3)+" thousand", n%1e3, spell)
	case n < 1e9:
		return table.Join(spell(n/1e6)+" million", n%1e6, spell)
	}
	return table.Join(spell(n/1e9)+" billion", n%1e9, spell)
}

func ordinal(n int64) string {
	switch {
	case n >= 1 && n <= 20:
		return ordinals[n-1]
	case n < 100 && n%10 == 0:
		t := tens[n/10]
		return t[:len(t)-1] + "ieth"
	case n < 100:
		return tens[n/10] + " " + ordinal(n%10)
	case n%100 == 0:
		return units[n/100] + " hundredth"
	}
	return units[n/100] + " hundred " + ordinal(n%100)
}

// spellings returns the other ways to say n: with "and", and as a year.
func spellings(n int64) []string {
	if n <= 100 {
		return nil
	}
	out := []string{withAnd(n)}
	if n >= 1000 && n < 3000 {
		if y := spellYear(n); y != "" {
			out = append(out, y)
		}
	}
	return out
}

// ordinalSpellings returns the other ways to say the n-th.
func ordinalSpellings(n int64) []string {
	if n <= 100 || n%100 == 0 {
		return nil
	}
	return []string{spell(n-n%100) + " and " + ordinal(n%100)}
}

// withAnd spells n with "and" before the last two digits, as in British English.
func withAnd(n int64) string {
	rest := n % 100
	if rest == 0 {
		return spell(n)
	}
	return spell(n-rest) + " and " + spell(rest)
}

func spellYear(n int64) string {
	century, rest := n/100, n%100
	switch {
	case century%10 == 0 && rest < 10:
		return "" // two thousand five
	case rest == 0:
		return spell(century) + " hundred"
	case rest < 10:
		return spell(century) + " oh " + spell(rest)
	}
	return spell(century) + " " + spell(rest)
}
