package listen

import (
	"math"
	"strings"

	"carrel/internal/intent"
)

// withNeighbours gives answers that are numbers the class Number and adds neighbouring
// numbers to the grammar. Without 1968 in the grammar, a learner who says it would be
// heard as saying 1969. Callers can list all numbers up to 100 themselves.
func withNeighbours(lang string, phrases []Phrase) []Phrase {
	out := make([]Phrase, 0, len(phrases))
	var more []Phrase
	for _, p := range phrases {
		text := p.Say
		if text == "" {
			text = p.Text
		}
		n, ok := intent.ParseNumber(lang, text)
		if ok && (p.Class == Answer || p.Class == Number) {
			p.Class = Number
			if n == math.Trunc(n) && n > 100 && n < 1e9 && len(more) < 60 {
				for _, step := range []float64{-1, 1, -10, 10} {
					for _, say := range intent.Spellings(lang, n+step) {
						more = append(more, Phrase{Say: say, Text: say, Tag: "number:" + intent.FormatNumber(n+step), Class: Number})
					}
				}
			}
		}
		out = append(out, p)
	}
	for _, m := range more {
		if len(strings.Fields(m.Say)) <= Shared.Limits.WordsInPhrase {
			out = append(out, m)
		}
	}
	return out
}
