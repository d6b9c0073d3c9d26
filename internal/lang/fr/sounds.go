package fr

import (
	"carrel/internal/lang/table"
	"regexp"
	"strings"
)

var sounds = table.Sounds{
	Letters:  "àâäçéèêëîïôöùûüÿ",
	Signs:    &signs,
	Integer:  integerWays,
	Year:     yearWays,
	Ordinal:  ordinalWay,
	Ordinals: regexp.MustCompile(`^\d+(er|ère|re|e|ème|eme|nd|nde)$`),
	Point:    "virgule",
	Comma:    true,
	Minus:    "moins",
	Letter: map[rune]string{
		'a': "aa", 'b': "bb ei", 'c': "ss ei", 'd': "dd ei", 'e': "eu", 'f': "ai ff", 'g': "jj ei", 'h': "aa ch", 'i': "ii",
		'j': "jj ii", 'k': "kk aa", 'l': "ai ll", 'm': "ai mm", 'n': "ai nn", 'o': "au", 'p': "pp ei", 'q': "kk uu", 'r': "ai rr",
		's': "ai ss", 't': "tt ei", 'u': "uu", 'v': "vv ei", 'w': "dd ou bb ll ee vv ei", 'x': "ii kk ss", 'y': "ii gg rr ai kk", 'z': "zz ai dd",
	},
	Clitics: []string{"jusqu'", "lorsqu'", "puisqu'", "qu'", "l'", "d'", "j'", "n'", "s'", "t'", "m'", "c'"},
	Rules:   letterRules,
}

var (
	smallNumbers = strings.Fields("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf")
	tensWords    = strings.Fields("zéro dix vingt trente quarante cinquante soixante")
)

// integerWays returns a number as in France and as in Belgium and Switzerland.
func integerWays(n int64) [][]string {
	france := numberWords(n, false)
	ways := [][]string{france}
	if swiss := numberWords(n, true); strings.Join(swiss, " ") != strings.Join(france, " ") {
		ways = append(ways, swiss)
	}
	return ways
}

func numberWords(n int64, swiss bool) []string {
	for _, l := range []struct {
		size int64
		one  string
		many string
	}{{1e9, "un milliard", "milliards"}, {1e6, "un million", "millions"}, {1e3, "mille", "mille"}, {100, "cent", "cent"}} {
		if n < l.size {
			continue
		}
		var out []string
		if n/l.size == 1 {
			out = strings.Fields(l.one)
		} else {
			out = append(numberWords(n/l.size, swiss), l.many)
		}
		if rest := n % l.size; rest > 0 {
			out = append(out, numberWords(rest, swiss)...)
		}
		return out
	}
	return frenchBelow100(int(n), swiss)
}

func frenchBelow100(n int, swiss bool) []string {
	if n < 20 {
		return strings.Split(smallNumbers[n], "-")
	}
	tens, ones := n/10, n%10
	var out []string
	switch {
	case tens < 7:
		out = []string{tensWords[tens]}
	case swiss:
		out = []string{[]string{"septante", "huitante", "nonante"}[tens-7]}
	case tens == 7:
		out, ones = []string{"soixante"}, ones+10
	case tens == 8:
		out = []string{"quatre", "vingt"}
	default:
		out, ones = []string{"quatre", "vingt"}, ones+10
	}
	if ones == 0 {
		return out
	}
	if (ones == 1 || ones == 11) && (tens < 8 || swiss) {
		out = append(out, "et")
	}
	return append(out, strings.Split(smallNumbers[ones], "-")...)
}

// yearWays returns 1969 as dix-neuf cent soixante-neuf.
func yearWays(n int64) [][]string {
	if n >= 2000 {
		return nil
	}
	out := append(numberWords(n/100, false), "cent")
	if n%100 > 0 {
		out = append(out, numberWords(n%100, false)...)
	}
	return [][]string{out}
}

func ordinalWay(n int64) []string {
	if n < 1 {
		return nil
	}
	if n == 1 {
		return []string{"premier"}
	}
	out := numberWords(n, false)
	last := strings.TrimSuffix(out[len(out)-1], "e")
	switch last {
	case "cinq":
		last = "cinqu"
	case "neuf":
		last = "neuv"
	}
	out[len(out)-1] = last + "ième"
	return out
}
