package listen

import "strings"

// Pronounce returns likely pronunciations of a word by letter-to-sound rules, most likely
// first, in phones of the language's acoustic model (ARPAbet for English). The word is
// one that Spoken returned; "a." is the name of the letter.
func Pronounce(tag, word string) []string {
	l := soundsOf(tag)
	if l == nil {
		return nil
	}
	if name, ok := strings.CutSuffix(word, "."); ok && len([]rune(name)) == 1 {
		if p := l.Letter[[]rune(name)[0]]; p != "" {
			return []string{p}
		}
	}
	var out []string
	for _, p := range l.Rules(word) {
		if p != "" && (len(out) == 0 || out[0] != p) && len(out) < Shared.Limits.Pronunciations {
			out = append(out, p)
		}
	}
	return out
}
