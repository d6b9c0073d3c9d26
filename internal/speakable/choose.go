package speakable

import (
	"encoding/binary"
	"math/rand/v2"

	"carrel/internal/study"
)

// chance returns the random source for one card and seed.
func chance(seed uint64, card study.ID) *rand.Rand {
	return rand.New(rand.NewPCG(seed, binary.LittleEndian.Uint64(card[:8])))
}

// narrow keeps every right option and fills up to most with random wrong ones; the
// order stays. If there are more right options than most, all of them stay.
func narrow(choices []study.ChoiceText, most int, chance *rand.Rand) []study.ChoiceText {
	right := 0
	var wrong []int
	for i, c := range choices {
		if c.Weight > 0 {
			right++
		} else {
			wrong = append(wrong, i)
		}
	}
	if len(choices) <= most || right > most || right == 0 {
		return choices
	}
	keep := map[int]bool{}
	for _, k := range chance.Perm(len(wrong))[:most-right] {
		keep[wrong[k]] = true
	}
	var out []study.ChoiceText
	for i, c := range choices {
		if c.Weight > 0 || keep[i] {
			out = append(out, c)
		}
	}
	return out
}
