package answer

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"carrel/internal/study"
)

// DiffKind says what a part of a compared answer is.
type DiffKind string

// The kinds of parts.
const (
	DiffSame    DiffKind = "same"    // in both
	DiffWrong   DiffKind = "wrong"   // typed, and not in the answer
	DiffMissing DiffKind = "missing" // in the answer, and not typed
)

// DiffPart is a stretch of text of one kind.
type DiffPart struct {
	Text string   `json:"text"`
	Kind DiffKind `json:"kind"`
}

// Diff is a typed answer beside the right one, letter by letter, as Anki shows it.
type Diff struct {
	Typed  []DiffPart `json:"typed"`  // same and wrong
	Wanted []DiffPart `json:"wanted"` // same and missing
}

// longestDiff bounds the texts that are compared, in characters. Longer answers are not
// typed letter by letter.
const longestDiff = 200

// Compare returns the difference between what was typed and the nearest of the accepted
// answers; nil if there is none to compare with, or no difference.
func Compare(typed string, accept []study.Accept) *Diff {
	given := []rune(norm.NFC.String(strings.TrimSpace(typed)))
	if len(given) == 0 || len(given) > longestDiff {
		return nil
	}
	var best *Diff
	most := -1
	for _, a := range accept {
		wanted := []rune(norm.NFC.String(strings.TrimSpace(a.Text)))
		if len(wanted) == 0 || len(wanted) > longestDiff {
			continue
		}
		d, same := diff(given, wanted)
		if share := 2000 * same / (len(given) + len(wanted)); share > most {
			most, best = share, d
		}
	}
	if best == nil || len(best.Typed) == 1 && len(best.Wanted) == 1 && best.Typed[0] == best.Wanted[0] {
		return nil
	}
	return best
}

// diff aligns two texts by their longest common subsequence. It returns the number of
// characters in it as well.
func diff(given, wanted []rune) (*Diff, int) {
	// common[i][j] is the length for given[i:] and wanted[j:].
	common := make([][]int, len(given)+1)
	for i := range common {
		common[i] = make([]int, len(wanted)+1)
	}
	for i := len(given) - 1; i >= 0; i-- {
		for j := len(wanted) - 1; j >= 0; j-- {
			if given[i] == wanted[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	d := &Diff{Typed: []DiffPart{}, Wanted: []DiffPart{}}
	i, j := 0, 0
	for i < len(given) || j < len(wanted) {
		switch {
		case i < len(given) && j < len(wanted) && given[i] == wanted[j]:
			d.Typed, d.Wanted = grow(d.Typed, given[i], DiffSame), grow(d.Wanted, wanted[j], DiffSame)
			i, j = i+1, j+1
		case j == len(wanted) || i < len(given) && common[i+1][j] >= common[i][j+1]:
			d.Typed = grow(d.Typed, given[i], DiffWrong)
			i++
		default:
			d.Wanted = grow(d.Wanted, wanted[j], DiffMissing)
			j++
		}
	}
	return d, common[0][0]
}

// grow appends a character to the last part if it has the kind, else begins a part.
func grow(parts []DiffPart, r rune, kind DiffKind) []DiffPart {
	if n := len(parts); n > 0 && parts[n-1].Kind == kind {
		parts[n-1].Text += string(r)
		return parts
	}
	return append(parts, DiffPart{string(r), kind})
}
