package template

import (
	"regexp"
	"strings"
)

// rubyText is Anki's furigana notation: 漢字[かんじ], with the word preceded by a space.
var rubyText = regexp.MustCompile(` ?([^ >\[\]]+)\[([^\[\]]+)\]`)

func rubyReplace(s string, f func(base, reading string) string) string {
	s = strings.ReplaceAll(s, "&nbsp;", " ")
	return rubyText.ReplaceAllStringFunc(s, func(m string) string {
		sub := rubyText.FindStringSubmatch(m)
		if strings.HasPrefix(sub[2], "sound:") || strings.HasPrefix(sub[2], "anki:") || strings.HasPrefix(sub[2], "/anki:") {
			return m
		}
		return f(sub[1], sub[2])
	})
}

// furigana turns the notation into ruby elements.
func furigana(s string) string {
	return rubyReplace(s, func(base, reading string) string {
		return "<ruby>" + base + "<rt>" + reading + "</rt></ruby>"
	})
}

// FuriganaPart keeps only the reading or only the written word.
func FuriganaPart(s string, reading bool) string {
	return rubyReplace(s, func(base, kana string) string {
		if reading {
			return kana
		}
		return base
	})
}
