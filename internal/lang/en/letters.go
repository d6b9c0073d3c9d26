package en

import (
	"carrel/internal/lang/table"
	"strings"
)

// letterRules returns two guesses: for an English word, and for a name from another
// language, which has plain vowels. Endings are read separately, because a silent e or
// a doubled consonant before them still counts.
func letterRules(word string) []string {
	word = strings.ReplaceAll(word, "'", "")
	as := table.Transcribe(word, Letters)
	abroad := table.Transcribe(word, LettersAbroad)
	return []string{as, reduced(as), abroad}
}

// reduced returns the unstressed form of a longer word: its last full vowel before a
// final consonant becomes a schwa.
func reduced(phones string) string {
	p := strings.Fields(phones)
	vowels := 0
	for _, x := range p {
		if strings.ContainsAny(x[:1], "AEIOU") {
			vowels++
		}
	}
	if vowels < 2 || len(p) < 4 {
		return ""
	}
	if v := p[len(p)-2]; v == "AE" || v == "AA" || v == "EH" || v == "IH" {
		p[len(p)-2] = "AH"
		return strings.Join(p, " ")
	}
	return ""
}

// Letters are the rules for words of the language.
var Letters = table.LetterTable([]table.LetterRule{
	// a
	{"", "augh", "", "AO"}, {"_", "a", "_", "AH"}, {"", "a", "_", "AH"},
	{"", "ation", "", "EY SH AH N"}, {"", "able", "_", "AH B AH L"}, {"V", "al", "_", "AH L"}, {"C", "al", "_", "AH L"}, {"C", "ally", "_", "AH L IY"},
	{"", "age", "_", "IH JH"}, {"", "ai", "", "EY"}, {"", "ay", "", "EY"}, {"", "au", "", "AO"}, {"", "aw", "", "AO"},
	{"", "air", "", "EH R"}, {"", "are", "_", "EH R"}, {"", "arr", "", "EH R"}, {"w", "ar", "", "AO R"}, {"", "ard", "_", "ER D"}, {"", "ary", "_", "EH R IY"}, {"", "ar", "V", "EH R"}, {"", "ar", "", "AA R"},
	{"", "alk", "", "AO K"}, {"", "all", "", "AO L"}, {"", "alm", "", "AA M"}, {"w", "a", "C", "AA"}, {"_", "a", "CCV", "AE"},
	{"", "ae", "", "IY"}, {"", "a", "M", "EY"}, {"", "a", "ngeM", "EY"}, {"", "ate", "_", "EY T"}, {"", "an", "_", "AH N"}, {"", "a", "CiV", "EY"}, {"", "a", "CC", "AE"}, {"", "a", "C_", "AE"}, {"", "a", "", "AE"},
	// b
	{"m", "b", "_", ""}, {"", "bb", "", "B"}, {"", "b", "", "B"},
	// c
	{"", "cch", "", "K"}, {"", "cc", "F", "K S"}, {"", "cc", "", "K"}, {"", "ch", "r", "K"}, {"", "ch", "l", "K"}, {"s", "ch", "", "K"}, {"", "ch", "", "CH"},
	{"", "ck", "", "K"}, {"s", "c", "F", ""}, {"", "cia", "", "SH AH"}, {"", "cio", "", "SH AH"}, {"", "ciou", "", "SH AH"}, {"", "c", "F", "S"}, {"", "c", "", "K"},
	// d
	{"", "dge", "_", "JH"}, {"", "dg", "F", "JH"}, {"", "dd", "", "D"}, {"", "dj", "", "JH"}, {"", "d", "", "D"},
	// e
	{"", "eigh", "", "EY"}, {"", "eau", "", "OW"}, {"", "ear", "C", "ER"}, {"", "ear", "", "IH R"}, {"", "eer", "", "IH R"}, {"", "ere", "_", "IH R"}, {"", "err", "", "EH R"}, {"", "er", "i", "IH R"}, {"", "er", "V", "EH R"}, {"", "er", "", "ER"},
	{"", "ee", "", "IY"}, {"", "ea", "d_", "EH"}, {"", "ea", "", "IY"}, {"", "ei", "", "AY"}, {"", "ey", "_", "IY"}, {"", "ey", "", "EY"}, {"", "ew", "", "UW"}, {"", "eu", "", "Y UW"}, {"", "eo", "", "IY OW"},
	{"t", "ed", "_", "IH D"}, {"d", "ed", "_", "IH D"}, {"C", "ed", "_", "D"}, {"s", "es", "_", "IH Z"}, {"x", "es", "_", "IH Z"}, {"z", "es", "_", "IH Z"}, {"ch", "es", "_", "IH Z"}, {"sh", "es", "_", "IH Z"}, {"c", "es", "_", "IH Z"}, {"g", "es", "_", "IH Z"},
	{"C", "es", "_", "Z"}, {"_C", "e", "_", "IY"}, {"_CC", "e", "_", "IY"}, {"", "e", "_", ""}, {"C", "ely", "_", "L IY"}, {"C", "eful", "", "F AH L"}, {"C", "eless", "_", "L AH S"}, {"C", "ement", "_", "M AH N T"},
	{"C", "ent", "", "AH N T"}, {"C", "ence", "_", "AH N S"}, {"", "en", "_", "AH N"}, {"", "el", "_", "AH L"}, {"", "et", "_", "AH T"}, {"", "ess", "_", "AH S"}, {"_r", "e", "C", "IY"}, {"_d", "e", "C", "IH"}, {"", "e", "M", "IY"}, {"", "e", "CiV", "IY"}, {"", "e", "", "EH"},
	// f
	{"", "ff", "", "F"}, {"", "f", "", "F"},
	// g
	{"", "gue", "_", "G"}, {"", "gh", "V", "G"}, {"", "gh", "", ""}, {"_", "gn", "", "N"}, {"", "gn", "_", "N"}, {"n", "g", "_", ""}, {"", "gg", "", "G"}, {"", "gu", "F", "G"}, {"_", "g", "et", "G"}, {"_", "g", "i", "G"}, {"", "g", "F", "JH"}, {"", "g", "", "G"},
	// h
	{"V", "h", "_", ""}, {"V", "h", "C", ""}, {"r", "h", "", ""}, {"k", "h", "", ""}, {"", "h", "", "HH"},
	// i
	{"", "igh", "", "AY"}, {"", "ign", "_", "AY N"}, {"", "ild", "_", "AY L D"}, {"", "ind", "_", "AY N D"}, {"", "ique", "_", "IY K"}, {"", "ia", "_", "IY AH"}, {"", "ian", "_", "IY AH N"}, {"", "ium", "_", "IY AH M"}, {"", "ious", "_", "IY AH S"}, {"", "io", "", "IY OW"},
	{"", "ie", "_", "IY"}, {"", "ied", "_", "IY D"}, {"", "ies", "_", "IY Z"}, {"", "ie", "", "IY"}, {"", "irr", "", "IH R"}, {"", "ire", "_", "AY ER"}, {"", "ir", "V", "IH R"}, {"", "ir", "", "ER"}, {"", "ise", "_", "AY Z"}, {"", "ize", "_", "AY Z"}, {"", "ive", "_", "IH V"}, {"", "ine", "_", "IY N"}, {"", "ite", "_", "AY T"}, {"", "ice", "_", "AH S"},
	{"", "ing", "_", "IH NG"}, {"", "ism", "_", "IH Z AH M"}, {"", "i", "_", "IY"}, {"", "i", "M", "AY"}, {"_C", "i", "CV", "IH"}, {"", "ity", "_", "AH T IY"}, {"C", "ical", "_", "IH K AH L"}, {"_", "i", "V", "AY"}, {"", "i", "V", "IY"}, {"_b", "io", "", "AY OW"}, {"", "i", "", "IH"},
	// j k l m
	{"", "j", "", "JH"}, {"_", "kn", "", "N"}, {"", "kk", "", "K"}, {"", "k", "", "K"},
	{"C", "le", "_", "AH L"}, {"C", "led", "_", "AH L D"}, {"C", "les", "_", "AH L Z"}, {"", "ll", "", "L"}, {"", "l", "", "L"},
	{"", "mm", "", "M"}, {"_", "mc", "", "M AH K"}, {"_", "mn", "", "N"}, {"", "mn", "_", "M"}, {"", "m", "", "M"},
	// n
	{"", "nn", "", "N"}, {"", "ng", "_", "NG"}, {"", "nge", "_", "N JH"}, {"", "ng", "e", "N JH"}, {"", "ng", "s_", "NG"}, {"", "ng", "", "NG G"}, {"", "nk", "", "NG K"}, {"", "nc", "t", "NG K"}, {"", "nx", "", "NG K S"}, {"", "n", "", "N"},
	// o
	{"", "ought", "", "AO T"}, {"", "ough", "_", "OW"}, {"", "ough", "", "AO"}, {"", "oor", "", "AO R"}, {"", "ook", "", "UH K"}, {"", "oo", "", "UW"}, {"", "our", "_", "AO R"}, {"", "ous", "_", "AH S"}, {"", "ould", "", "UH D"}, {"", "ou", "", "AW"},
	{"", "ow", "_", "OW"}, {"", "ow", "", "AW"}, {"", "oi", "", "OY"}, {"", "oy", "", "OY"}, {"", "oa", "", "OW"}, {"", "oe", "_", "OW"}, {"", "oe", "", "IY"}, {"", "old", "", "OW L D"}, {"", "olk", "", "OW K"}, {"", "oll", "_", "OW L"},
	{"w", "or", "", "ER"}, {"", "orr", "", "AO R"}, {"", "ore", "_", "AO R"}, {"CC", "or", "_", "ER"}, {"t", "or", "_", "ER"}, {"", "or", "", "AO R"}, {"C", "on", "_", "AH N"}, {"", "o", "_", "OW"}, {"", "os", "_", "OW Z"}, {"", "o", "M", "OW"}, {"C", "om", "_", "AH M"}, {"", "o", "CiV", "OW"}, {"", "ology", "_", "AA L AH JH IY"}, {"", "o", "CV", "OW"}, {"", "o", "", "AA"},
	// p q r s
	{"", "ph", "", "F"}, {"_", "ps", "", "S"}, {"_", "pn", "", "N"}, {"", "pp", "", "P"}, {"", "p", "", "P"},
	{"", "que", "_", "K"}, {"", "qu", "", "K W"}, {"", "q", "", "K"},
	{"", "rr", "", "R"}, {"", "rh", "", "R"}, {"", "r", "", "R"},
	{"", "ssion", "", "SH AH N"}, {"V", "sion", "", "ZH AH N"}, {"", "sion", "", "SH AH N"}, {"", "sure", "_", "ZH ER"}, {"", "sch", "_", "SH"}, {"_", "sch", "C", "SH"}, {"", "sh", "", "SH"}, {"", "ss", "", "S"}, {"_", "s", "", "S"}, {"u", "s", "_", "S"}, {"i", "s", "_", "S"}, {"s", "s", "_", "S"}, {"p", "s", "_", "S"}, {"t", "s", "_", "S"}, {"k", "s", "_", "S"}, {"f", "s", "_", "S"}, {"c", "s", "_", "S"}, {"V", "s", "_", "Z"}, {"C", "s", "_", "Z"}, {"V", "s", "e_", "Z"}, {"V", "sm", "_", "Z AH M"}, {"", "s", "", "S"},
	// t
	{"", "tch", "", "CH"}, {"", "tion", "", "SH AH N"}, {"", "tious", "", "SH AH S"}, {"", "tia", "", "SH AH"}, {"", "tien", "", "SH AH N"}, {"", "ture", "_", "CH ER"}, {"", "tual", "", "CH UW AH L"}, {"", "th", "er_", "DH"}, {"", "the", "_", "DH"}, {"", "th", "", "TH"}, {"", "tt", "", "T"}, {"s", "t", "le", ""}, {"s", "t", "en", ""}, {"", "t", "", "T"},
	// u
	{"", "ur", "V", "Y UH R"}, {"", "urr", "", "ER"}, {"", "ur", "", "ER"}, {"", "uy", "", "AY"}, {"", "ue", "_", "UW"}, {"", "ui", "", "UW"}, {"", "um", "_", "AH M"}, {"", "us", "_", "AH S"}, {"", "ul", "_", "AH L"}, {"_", "uni", "", "Y UW N AH"}, {"_", "un", "", "AH N"}, {"_", "u", "CV", "Y UW"}, {"r", "u", "CV", "UW"}, {"l", "u", "CV", "UW"}, {"j", "u", "CV", "UW"}, {"s", "u", "CV", "UW"}, {"t", "u", "CV", "UW"}, {"d", "u", "CV", "UW"}, {"n", "u", "CV", "UW"}, {"", "u", "CV", "Y UW"}, {"", "u", "_", "UW"}, {"", "u", "V", "UW"}, {"", "u", "", "AH"},
	// v w x y z
	{"", "vv", "", "V"}, {"", "v", "", "V"}, {"_", "wr", "", "R"}, {"", "who", "", "HH UW"}, {"", "wh", "", "W"}, {"V", "w", "_", ""}, {"", "w", "", "W"},
	{"_", "x", "", "Z"}, {"", "x", "", "K S"},
	{"_", "y", "V", "Y"}, {"_C", "y", "_", "AY"}, {"_CC", "y", "_", "AY"}, {"", "y", "_", "IY"}, {"", "y", "M", "AY"}, {"V", "y", "V", "Y"}, {"_C", "y", "CV", "AY"}, {"", "y", "", "IH"},
	{"", "zz", "", "Z"}, {"", "z", "", "Z"},
})

// LettersAbroad are the rules for names from other languages.
var LettersAbroad = table.LetterTable([]table.LetterRule{
	{"", "ai", "", "AY"}, {"", "au", "", "AW"}, {"", "ay", "", "AY"}, {"", "aa", "", "AA"}, {"", "a", "_", "AH"}, {"", "a", "", "AA"},
	{"", "bb", "", "B"}, {"", "b", "", "B"}, {"", "ch", "", "CH"}, {"", "ck", "", "K"}, {"", "cc", "F", "CH"}, {"", "cz", "", "CH"}, {"", "c", "F", "S"}, {"", "cc", "", "K"}, {"", "c", "", "K"},
	{"", "dj", "", "JH"}, {"", "dd", "", "D"}, {"", "d", "", "D"}, {"", "eau", "", "OW"}, {"", "ei", "", "EY"}, {"", "ee", "", "IY"}, {"", "eu", "", "EY UW"}, {"", "er", "_", "ER"}, {"", "e", "_", "EY"}, {"", "e", "V", "EY"}, {"", "e", "", "EH"},
	{"", "ff", "", "F"}, {"", "f", "", "F"}, {"", "gh", "", "G"}, {"", "gg", "", "G"}, {"", "gu", "F", "G"}, {"", "gn", "", "N Y"}, {"", "g", "", "G"}, {"k", "h", "", ""}, {"t", "h", "", ""}, {"", "h", "_", ""}, {"", "h", "", "HH"},
	{"", "ia", "_", "IY AH"}, {"", "ie", "", "IY"}, {"", "i", "V", "IY"}, {"", "i", "", "IY"}, {"", "j", "", "Y"}, {"", "kk", "", "K"}, {"", "kh", "", "K"}, {"", "k", "", "K"}, {"", "ll", "", "L"}, {"", "l", "", "L"}, {"", "mm", "", "M"}, {"", "m", "", "M"},
	{"", "nn", "", "N"}, {"", "ng", "_", "NG"}, {"", "ng", "", "NG G"}, {"", "nk", "", "NG K"}, {"", "n", "", "N"}, {"", "ou", "", "UW"}, {"", "oo", "", "UW"}, {"", "oi", "", "OY"}, {"", "oe", "", "ER"}, {"", "o", "", "OW"},
	{"", "ph", "", "F"}, {"", "pp", "", "P"}, {"", "p", "", "P"}, {"", "qu", "", "K"}, {"", "q", "", "K"}, {"", "rr", "", "R"}, {"", "r", "", "R"}, {"", "sch", "", "SH"}, {"", "sh", "", "SH"}, {"", "ss", "", "S"}, {"", "sz", "", "S"}, {"", "s", "", "S"},
	{"", "tsch", "", "CH"}, {"", "ts", "", "T S"}, {"", "tz", "", "T S"}, {"", "th", "", "T"}, {"", "tt", "", "T"}, {"", "t", "", "T"}, {"", "ue", "", "UW"}, {"", "u", "V", "W"}, {"", "u", "", "UW"}, {"", "v", "", "V"}, {"", "w", "", "V"}, {"", "x", "", "K S"},
	{"", "y", "V", "Y"}, {"", "y", "", "IY"}, {"", "zz", "", "T S"}, {"", "z", "", "Z"},
})
