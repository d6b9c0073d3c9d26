package fr

import (
	"carrel/internal/lang/table"
	"strings"
)

// accents maps each accented letter to one byte, as the rule tables require: é 1, è ê ë
// 2, ç 3, ï ü 4 (a separate vowel), ô 5.
var accents = strings.NewReplacer("é", "1", "è", "2", "ê", "2", "ë", "2", "ç", "3", "ï", "4", "î", "i", "à", "a", "â", "a", "ä", "2", "ô", "5", "ö", "5", "ù", "u", "û", "u", "ü", "u", "ÿ", "i", "'", "", "-", "")

// letterRules returns two guesses: with a silent final e, and with a spoken one.
func letterRules(word string) []string {
	if p, ok := strings.CutSuffix(word, "'"); ok {
		return []string{table.Transcribe(accents.Replace(p), Letters)}
	}
	w := accents.Replace(word)
	p := table.Transcribe(w, Letters)
	if strings.HasSuffix(w, "e") && len(w) > 2 && !table.Vowel(w[len(w)-2]) {
		return []string{p, p + " ee"}
	}
	return []string{p}
}

// Letters are the rules for words of the language.
var Letters = table.LetterTable([]table.LetterRule{
	// a
	{"", "aill", "", "aa yy"}, {"", "ail", "_", "aa yy"}, {"", "ain", "V", "ai nn"}, {"", "ain", "n", "ai"}, {"", "aim", "V", "ai mm"}, {"", "ain", "", "in"}, {"", "aim", "", "in"}, {"", "aient", "_", "ai"}, {"", "ais", "_", "ai"}, {"", "ait", "_", "ai"}, {"", "aix", "_", "ai"}, {"", "ai", "", "ai"},
	{"", "eau", "", "au"}, {"", "au", "", "au"}, {"", "ay", "V", "ai yy"}, {"", "ay", "", "ai"}, {"", "an", "V", "aa nn"}, {"", "an", "n", "aa"}, {"", "am", "V", "aa mm"}, {"", "am", "m", "aa"}, {"", "am", "b", "an"}, {"", "am", "p", "an"}, {"", "ant", "_", "an"}, {"", "and", "_", "an"}, {"", "ang", "_", "an"}, {"", "am", "_", "aa mm"}, {"", "an", "", "an"}, {"", "as", "_", "aa"}, {"", "at", "_", "aa"}, {"", "a", "", "aa"},
	// b c d
	{"", "bb", "", "bb"}, {"m", "b", "_", ""}, {"", "b", "", "bb"},
	{"", "cch", "", "kk"}, {"", "cc", "F", "kk ss"}, {"", "cc", "1", "kk ss"}, {"", "cc", "", "kk"}, {"", "ch", "r", "kk"}, {"", "ch", "", "ch"}, {"", "ck", "", "kk"}, {"s", "c", "F", ""}, {"", "c", "F", "ss"}, {"", "c", "1", "ss"}, {"", "c", "2", "ss"}, {"", "ct", "_", "kk tt"}, {"n", "c", "_", ""}, {"", "cqu", "", "kk"}, {"", "c", "", "kk"},
	{"", "dd", "", "dd"}, {"V", "d", "_", ""}, {"r", "d", "_", ""}, {"n", "d", "s_", ""}, {"", "d", "", "dd"},
	// e
	{"", "eill", "", "ai yy"}, {"", "eil", "_", "ai yy"}, {"", "ein", "", "in"}, {"", "ei", "", "ai"}, {"", "eu", "_", "eu"}, {"", "eux", "_", "eu"}, {"", "eut", "_", "eu"}, {"", "euse", "_", "eu zz"}, {"", "euill", "", "oe yy"}, {"", "euil", "_", "oe yy"}, {"", "eur", "", "oe rr"}, {"", "eu", "", "oe"},
	{"", "enn", "e_", "ai nn"}, {"", "en", "V", "ee nn"}, {"", "emm", "", "aa mm"}, {"", "em", "V", "ee mm"}, {"i", "en", "_", "in"}, {"i", "ens", "_", "in"}, {"1", "en", "_", "in"}, {"", "ent", "_", "an"}, {"", "ens", "_", "an"}, {"", "em", "b", "an"}, {"", "em", "p", "an"}, {"", "en", "", "an"}, {"", "em", "", "ai mm"},
	{"", "er", "_", "ei"}, {"", "ez", "_", "ei"}, {"_C", "es", "_", "ai"}, {"", "es", "_", ""}, {"_C", "e", "_", "ee"}, {"_CC", "e", "_", "ee"}, {"", "e", "_", ""}, {"", "et", "_", "ai"}, {"", "ed", "_", "ei"}, {"", "ef", "_", "ai ff"}, {"", "el", "_", "ai ll"}, {"", "ec", "_", "ai kk"}, {"g", "e", "a", ""}, {"g", "e", "o", ""}, {"V", "e", "C", ""}, {"", "e", "ss", "ai"}, {"", "e", "x", "ai"}, {"", "e", "CC", "ai"}, {"", "e", "V", ""}, {"", "e", "", "ee"},
	{"", "1", "e_", "ei"}, {"", "1", "", "ei"}, {"", "2", "", "ai"}, {"", "3", "", "ss"}, {"", "4", "", "ii"}, {"", "5", "", "au"},
	// f g h
	{"", "ff", "", "ff"}, {"", "f", "", "ff"}, {"", "gn", "", "gn"}, {"", "gu", "F", "gg"}, {"", "gu", "1", "gg"}, {"", "gu", "2", "gg"}, {"", "gg", "", "gg"}, {"", "g", "F", "jj"}, {"", "g", "1", "jj"}, {"", "g", "2", "jj"}, {"n", "g", "_", ""}, {"", "g", "", "gg"}, {"", "h", "", ""},
	// i
	{"", "ill", "_", "ii ll"}, {"_v", "ill", "", "ii ll"}, {"_m", "ill", "", "ii ll"}, {"V", "ill", "", "yy"}, {"", "ill", "", "ii yy"}, {"", "ien", "V", "yy ai nn"}, {"", "ien", "n", "yy ai"}, {"", "i", "en_", "yy"}, {"", "i", "ens_", "yy"}, {"", "in", "V", "ii nn"}, {"", "in", "n", "ii"}, {"", "im", "V", "ii mm"}, {"", "im", "m", "ii"}, {"", "im", "", "in"}, {"", "in", "", "in"}, {"", "it", "_", "ii"}, {"", "is", "_", "ii"}, {"", "ie", "_", "ii"}, {"", "ies", "_", "ii"}, {"CC", "i", "V", "ii yy"}, {"", "i", "V", "yy"}, {"", "i", "1", "yy"}, {"", "i", "2", "yy"}, {"", "i", "", "ii"},
	// j k l m n
	{"", "j", "", "jj"}, {"", "k", "", "kk"}, {"", "ll", "", "ll"}, {"", "l", "", "ll"}, {"", "mm", "", "mm"}, {"", "m", "", "mm"}, {"", "nn", "", "nn"}, {"", "n", "", "nn"},
	// o
	{"", "oeu", "f", "oe"}, {"", "oeu", "r", "oe"}, {"", "oeu", "", "eu"}, {"", "oe", "", "ei"}, {"", "oin", "", "ww in"}, {"", "oy", "V", "ww aa yy"}, {"", "oi", "", "ww aa"}, {"", "o4", "", "oo ii"}, {"", "oux", "_", "ou"}, {"", "ous", "_", "ou"}, {"", "out", "_", "ou"}, {"", "ou", "V", "ww"}, {"", "ou", "", "ou"}, {"", "on", "V", "oo nn"}, {"", "on", "n", "oo"}, {"", "om", "V", "oo mm"}, {"", "om", "m", "oo"}, {"", "om", "", "on"}, {"", "ont", "_", "on"}, {"", "ond", "_", "on"}, {"", "on", "", "on"}, {"", "os", "_", "au"}, {"", "ot", "_", "au"}, {"", "o", "_", "au"}, {"", "o", "", "oo"},
	// p q r s t
	{"", "ph", "", "ff"}, {"", "pp", "", "pp"}, {"m", "p", "_", ""}, {"m", "p", "s_", ""}, {"V", "p", "_", ""}, {"", "p", "", "pp"}, {"", "qu", "", "kk"}, {"", "q", "", "kk"}, {"", "rr", "", "rr"}, {"", "r", "", "rr"},
	{"", "ss", "", "ss"}, {"", "sch", "", "ch"}, {"", "sc", "F", "ss"}, {"", "sh", "", "ch"}, {"", "s", "_", ""}, {"V", "s", "V", "zz"}, {"", "s", "", "ss"},
	{"", "tion", "", "ss yy on"}, {"s", "t", "ion", "tt"}, {"", "tie", "_", "ss ii"}, {"", "th", "", "tt"}, {"", "tt", "", "tt"}, {"s", "t", "_", ""}, {"V", "t", "_", ""}, {"n", "t", "_", ""}, {"r", "t", "_", ""}, {"", "ts", "_", ""}, {"", "t", "", "tt"},
	// u v w x y z
	{"", "un", "V", "uu nn"}, {"", "um", "V", "uu mm"}, {"", "um", "_", "oo mm"}, {"", "un", "n", "uu"}, {"", "un", "", "un"}, {"", "um", "b", "un"}, {"", "ue", "_", "uu"}, {"", "ui", "", "uy ii"}, {"", "us", "_", "uu ss"}, {"", "ut", "_", "uu"}, {"", "u", "V", "uy"}, {"", "u", "", "uu"},
	{"", "v", "", "vv"}, {"", "w", "", "vv"}, {"i", "x", "_", ""}, {"u", "x", "_", ""}, {"_e", "x", "V", "gg zz"}, {"", "x", "", "kk ss"}, {"", "ym", "C", "in"}, {"", "yn", "C", "in"}, {"", "y", "V", "yy"}, {"", "y", "", "ii"}, {"", "zz", "", "dd zz"}, {"e", "z", "_", ""}, {"", "z", "", "zz"},
})
