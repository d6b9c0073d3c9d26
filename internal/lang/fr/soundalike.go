package fr

import (
	"carrel/internal/lang/table"
	"strings"
)

// sound returns a word's phonetic key: 9 is é, 8 è, 2 eu, u ou, U u; 3, 4, 5 the nasals
// on, an, in; S ch, N gn, y the glide of fille, w of oi.
func sound(word string) string {
	w := soundLetters.Replace(strings.ToLower(word))
	w = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, w)
	b := []byte(w)
	for i := 1; i+1 < len(b); i++ { // s between vowels
		if b[i] == 's' && strings.IndexByte("aeiouy89", b[i-1]) >= 0 && strings.IndexByte("aeiouy89", b[i+1]) >= 0 {
			b[i] = 'z'
		}
	}
	return table.Squeeze(soundRules.Apply(string(b)))
}

var soundLetters = strings.NewReplacer(
	"é", "9", "è", "8", "ê", "8", "ë", "8", "ç", "s", "à", "a", "â", "a", "î", "i", "ï", "i", "ô", "o", "ö", "o",
	"û", "u", "ù", "u", "ü", "u", "œ", "oe", "æ", "9", "ÿ", "y")

var soundRules = table.RewritesOf(rewrites())

func rewrites() []table.Rewrite {
	rs := []table.Rewrite{{"ienne", "y8n"}, {"oeu", "2"}, {"eau", "o"}}
	const before = "(bcdfghjklpqrstvwxz)"
	for _, n := range []struct{ spell, Sound string }{
		{"ien", "y5"}, {"oin", "w5"}, {"ain", "5"}, {"aim", "5"}, {"ein", "5"}, {"in", "5"}, {"im", "5"}, {"yn", "5"}, {"ym", "5"}, {"un", "5"}, {"um", "5"},
		{"an", "4"}, {"am", "4"}, {"en", "4"}, {"em", "4"}, {"on", "3"}, {"om", "3"},
	} {
		rs = append(rs, table.Rewrite{n.spell + "$", n.Sound})
		for _, silent := range []string{"s$", "t$", "d$", "ts$", "ds$", "c$"} {
			rs = append(rs, table.Rewrite{n.spell + silent, n.Sound})
		}
		rs = append(rs, table.Rewrite{n.spell + before, n.Sound})
	}
	return append(rs, []table.Rewrite{
		{"aill", "ay"}, {"ail$", "ay"}, {"eill", "8y"}, {"eil$", "8y"}, {"euil", "2y"}, {"ouill", "uy"}, {"ill", "iy"},
		{"au", "o"}, {"ai", "8"}, {"ay", "8"}, {"ei", "8"}, {"eu", "2"}, {"oe", "2"}, {"oi", "wa"}, {"oy", "wa"}, {"ou", "u"},
		{"er$", "9"}, {"ez$", "9"}, {"et$", "8"}, {"ets$", "8"}, {"es$", ""}, {"e$", ""}, {"9e$", "9"}, {"9es$", "9"}, {"9s$", "9"},
		{"ch", "S"}, {"ph", "f"}, {"th", "t"}, {"gn", "N"}, {"qu", "k"}, {"q", "k"}, {"cc(eiy98)", "ks"}, {"c(eiy98)", "s"}, {"c", "k"},
		{"gu(eiy98)", "g"}, {"ge(ao)", "j"}, {"g(eiy98)", "j"}, {"h", ""},
		{"ss", "s"}, {"sc(eiy98)", "s"}, {"s$", ""}, {"x$", ""}, {"t$", ""}, {"ts$", ""}, {"d$", ""}, {"ds$", ""}, {"p$", ""}, {"z$", ""}, {"tion", "sy3"}, {"x", "ks"},
		{"u", "U"}, {"y", "i"},
	}...)
}
