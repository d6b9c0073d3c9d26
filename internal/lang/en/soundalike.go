package en

import (
	"strings"

	"carrel/internal/lang/table"
)

// sound returns a word's phonetic key. Capitals are long vowels and two-letter
// consonants (A as in day, E see, Y high, O go, U too, W cow, X boy, Q law, R her; C
// ch, S sh, T th, Z vision, N ng), "I" is a short i, "@" any weak vowel.
func sound(word string) string {
	w := table.ASCIILetters(table.Fold(word))
	if w == "" {
		return ""
	}
	w = magicE(w)
	return weaken(soundRules.Apply(w))
}

// magicE makes the vowel before a consonant and a final e long, and softens c and g
// before that e.
func magicE(w string) string {
	n := len(w)
	if n < 3 || w[n-1] != 'e' {
		return w
	}
	c, v := w[n-2], w[n-3]
	if isVowel(c) || c == 'w' || c == 'x' || c == 'r' {
		return w
	}
	head := w[:n-3]
	tail := string(c)
	switch c {
	case 'c':
		tail = "s"
	case 'g':
		tail = "j"
	}
	if !strings.ContainsRune("aeiouy", rune(v)) || head != "" && isVowel(head[len(head)-1]) && !strings.HasSuffix(head, "qu") {
		if c == 'c' || c == 'g' {
			return w[:n-2] + tail
		}
		return w
	}
	long := map[byte]string{'a': "A", 'e': "E", 'i': "Y", 'o': "O", 'u': "U", 'y': "Y"}[v]
	return head + long + tail
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// weaken maps every short vowel after the first to the same key, because unstressed
// vowels sound alike however they are spelled.
func weaken(s string) string {
	var b strings.Builder
	first := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case !first && c == 'R':
			b.WriteString("@r")
		case !first && c == 'Q' && i+1 < len(s) && s[i+1] == 'r':
			b.WriteByte('@')
		case !first && strings.IndexByte("aeIou@", c) >= 0:
			b.WriteByte('@')
		default:
			b.WriteByte(c)
		}
		if strings.IndexByte("aeIouAEYOUWXQR@", c) >= 0 {
			first = false
		}
	}
	return b.String()
}

const englishConsonants = "bcdfghjklmnpqrstvwxz"

var soundRules = table.RewritesOf([]table.Rewrite{
	{"augh", "Q"}, {"air", "er"}, {"are$", "er"}, {"ai", "A"}, {"ay", "A"}, {"au", "Q"}, {"aw", "Q"}, {"alk", "Qk"}, {"ae", "E"}, {"a$", "@"},
	{"bt$", "t"},
	{"cqu", "kw"}, {"ck", "k"}, {"chr", "kr"}, {"chl", "kl"}, {"ch", "C"}, {"cc(eiy)", "ks"}, {"cc", "k"}, {"ci(ao)", "S"}, {"c(eiyEY)", "s"}, {"c", "k"},
	{"dge$", "j"}, {"dg(eiy)", "j"},
	{"eigh", "A"}, {"eau", "O"}, {"ear$", "Er"}, {"eer$", "Er"}, {"ea", "E"}, {"ee", "E"}, {"ei", "E"}, {"ew", "U"}, {"eu", "U"}, {"ey$", "E"}, {"er$", "R"}, {"er(" + englishConsonants + ")", "R"}, {"e$", ""},
	{"^gh", "g"}, {"ght", "t"}, {"gh", ""}, {"^gn", "n"}, {"gn$", "n"}, {"gu(eiy)", "g"}, {"gg", "g"}, {"g(eiyEY)", "j"},
	{"h(aeiouyAEIOUY)", "h"}, {"h", ""},
	{"igh", "Y"}, {"ique$", "Ek"}, {"ie", "E"}, {"ir$", "R"}, {"ir(" + englishConsonants + ")", "R"}, {"ign$", "Yn"}, {"ind$", "Ynd"}, {"i(aou)", "E"}, {"i$", "E"}, {"i", "I"},
	{"^kn", "n"},
	{"mb$", "m"}, {"mn$", "m"},
	{"ng$", "N"}, {"nk", "Nk"}, {"nx", "Nks"},
	{"oa", "O"}, {"oe$", "O"}, {"oo", "U"}, {"ould", "Ud"}, {"ough", "O"}, {"ous$", "@s"}, {"ou", "W"}, {"ow$", "O"}, {"ow", "W"}, {"oi", "X"}, {"oy", "X"}, {"or", "Qr"}, {"o$", "O"},
	{"ph", "f"}, {"^pn", "n"}, {"^ps", "s"}, {"^pt", "t"},
	{"que$", "k"}, {"qu", "kw"}, {"q", "k"},
	{"rh", "r"},
	{"sch", "sk"}, {"ssion", "S@n"}, {"sion", "Z@n"}, {"sc(eiy)", "s"}, {"sh", "S"}, {"sure$", "ZR"},
	{"tion", "S@n"}, {"tial", "S@l"}, {"tious", "S@s"}, {"tch", "C"}, {"th", "T"}, {"ture$", "CR"},
	{"ue$", "U"}, {"ui", "U"}, {"ur$", "R"}, {"ur(" + englishConsonants + ")", "R"}, {"u$", "U"},
	{"^wr", "r"}, {"wh", "w"},
	{"^x", "z"}, {"x", "ks"},
	{"^y", "y"}, {"y$", "E"}, {"y", "I"},
})
