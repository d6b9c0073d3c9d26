package en

import (
	"carrel/internal/lang/table"
	"regexp"
	"strings"
)

var sounds = table.Sounds{
	Signs:    &signs,
	Integer:  integerWays,
	Year:     yearWays,
	Ordinal:  ordinalWay,
	Ordinals: regexp.MustCompile(`^\d+(st|nd|rd|th)$`),
	Point:    "point",
	Minus:    "minus",
	Letter: map[rune]string{
		'a': "EY", 'b': "B IY", 'c': "S IY", 'd': "D IY", 'e': "IY", 'f': "EH F", 'g': "JH IY", 'h': "EY CH", 'i': "AY",
		'j': "JH EY", 'k': "K EY", 'l': "EH L", 'm': "EH M", 'n': "EH N", 'o': "OW", 'p': "P IY", 'q': "K Y UW", 'r': "AA R",
		's': "EH S", 't': "T IY", 'u': "Y UW", 'v': "V IY", 'w': "D AH B AH L Y UW", 'x': "EH K S", 'y': "W AY", 'z': "Z IY",
	},
	Rules: letterRules,
}

var (
	smallNumbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tensWords    = strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
	largeNumbers = []struct {
		size int64
		name string
	}{{1e9, "billion"}, {1e6, "million"}, {1e3, "thousand"}, {100, "hundred"}}
	ordinalWords = map[string]string{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
)

// integerWays returns a number with and without "and", and "a hundred".
func integerWays(n int64) [][]string {
	plain := numberWords(n, false)
	ways := [][]string{plain}
	if with := numberWords(n, true); len(with) != len(plain) {
		ways = append(ways, with)
	}
	if len(plain) > 1 && plain[0] == "one" && (n < 200 || n >= 1000 && n < 2000 && n%1000 == 0) {
		ways = append(ways, append([]string{"a"}, ways[len(ways)-1][1:]...))
	}
	if n == 0 {
		ways = append(ways, []string{"oh"}, []string{"nought"})
	}
	return ways
}

func numberWords(n int64, and bool) []string {
	for _, l := range largeNumbers {
		if n < l.size {
			continue
		}
		out := append(numberWords(n/l.size, false), l.name)
		rest := n % l.size
		if rest == 0 {
			return out
		}
		if and && (l.size == 100 || rest < 100) {
			out = append(out, "and")
		}
		return append(out, numberWords(rest, and)...)
	}
	if n < 20 {
		return []string{smallNumbers[n]}
	}
	out := []string{tensWords[n/10]}
	if n%10 != 0 {
		out = append(out, smallNumbers[n%10])
	}
	return out
}

// yearWays returns 1969 as nineteen sixty nine, 1905 as nineteen oh five.
func yearWays(n int64) [][]string {
	high, low := numberWords(n/100, false), n%100
	switch {
	case n >= 2000 && n < 2010 || n%1000 == 0:
		return nil // like any number
	case low == 0:
		return [][]string{append(high, "hundred")}
	case low < 10:
		return [][]string{append(high, "oh", smallNumbers[low])}
	}
	return [][]string{append(high, numberWords(low, false)...)}
}

func ordinalWay(n int64) []string {
	if n < 1 {
		return nil
	}
	out := numberWords(n, false)
	last := out[len(out)-1]
	switch o, ok := ordinalWords[last]; {
	case ok:
		last = o
	case strings.HasSuffix(last, "y"):
		last = strings.TrimSuffix(last, "y") + "ieth"
	default:
		last += "th"
	}
	out[len(out)-1] = last
	return out
}
