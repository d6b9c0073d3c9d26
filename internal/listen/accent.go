package listen

import (
	"slices"
	"strings"
)

// accented returns a pronunciation without the r after vowels, as in most of England,
// Australia, New Zealand, Africa and the Caribbean, because the dictionary has only
// General American. It returns "" if the two do not differ. Phones are ARPAbet without
// stress. The lexical sets are those of Wells, Accents of English (1982), vol. 1: NEAR,
// SQUARE, START, NORTH, CURE and lettER lose the r; LOT is rounded. The page has the same
// rules in accent.ts.
func accented(phones string) string {
	in := strings.Fields(phones)
	var out []string
	for i, p := range in {
		before := i+1 < len(in) && vowelPhone(in[i+1]) // an r before a vowel is pronounced
		switch {
		case p == "ER" && !before && slices.ContainsFunc(in[:i], vowelPhone):
			out = append(out, "AH")
		case p == "R" && i > 0 && vowelPhone(in[i-1]) && !before:
			switch in[i-1] {
			case "IH", "IY", "EH", "EY", "UH", "UW", "AY", "AW":
				out = append(out, "AH")
			}
		case p == "AA" && (i+1 == len(in) || in[i+1] != "R"):
			out = append(out, "AO")
		default:
			out = append(out, p)
		}
	}
	if slices.Equal(in, out) {
		return ""
	}
	return strings.Join(out, " ")
}

func vowelPhone(p string) bool {
	return strings.ContainsRune("AEIOU", rune(p[0]))
}

// withAccents adds the pronunciations of other accents to a word's pronunciations.
func withAccents(prons []string) []string {
	out := slices.Clone(prons[:min(len(prons), Shared.Limits.Pronunciations)])
	for _, p := range out {
		if a := accented(p); a != "" && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}
