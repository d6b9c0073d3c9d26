package speakable

import (
	"encoding/binary"
	"math/rand/v2"

	"carrel/internal/study"
)

// chance is the source of chance for one card under one seed.
func chance(seed uint64, card study.ID) *rand.Rand {
	return rand.New(rand.NewPCG(seed, binary.LittleEndian.Uint64(card[:8])))
}

// Narrow returns q with at most most choices, for asking aloud: every right
// one is kept, and wrong ones by chance from seed; the order stays. A question
// with more right ones than that, or without choices, comes back as it is.
func Narrow(q study.Question, most int, seed uint64) study.Question {
	right := 0
	var wrong []int
	for i, c := range q.Choices {
		if c.Weight > 0 {
			right++
		} else {
			wrong = append(wrong, i)
		}
	}
	if most < 1 || len(q.Choices) <= most || right > most || right == 0 {
		return q
	}
	keep := map[int]bool{}
	for _, k := range chance(seed, q.Card).Perm(len(wrong))[:most-right] {
		keep[wrong[k]] = true
	}
	var out []study.ChoiceText
	for i, c := range q.Choices {
		if c.Weight > 0 || keep[i] {
			out = append(out, c)
		}
	}
	q.Choices = out
	return q
}
