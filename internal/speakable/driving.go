package speakable

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

const (
	// maxDrivingAsk and maxDrivingAnswer limit the words of a card for the road: one idea.
	maxDrivingAsk    = 20
	maxDrivingAnswer = 10
)

// sums finds calculations with digits in speech, and operators those with number words.
// The words come from the symbol tables.
var (
	sums = regexp.MustCompile(`(?i)\d\s*(?:plus|minus|times|divided by|squared|cubed|moins|fois|divisé par|au carré|au cube|[/x×*+])(?:\s|\d|$)|` +
		`\d\s*(?:to the|puissance) (?:minus |moins )?\d|square root|racine carrée`)
	operators = regexp.MustCompile(`(?i)\pL (?:plus|minus|times|divided by|moins|fois|divisé par) \pL`)
)

// calculates reports whether the question asks for a calculation.
func calculates(q study.Question) bool {
	asked := q.Ask.Text()
	if sums.MatchString(asked) {
		return true
	}
	if !operators.MatchString(asked) {
		return false
	}
	for _, a := range q.Accept {
		if formula.Digits(strings.TrimLeft(a.Text, "-−")) {
			return true
		}
	}
	return formula.Digits(q.Reveal.Text())
}

// DrivingOK reports whether a question may be asked while driving, and if not, why. It
// accepts short cards of one idea that work by ear alone, without lists, calculations,
// formulas or images.
func DrivingOK(q study.Question) (ok bool, why string) {
	switch q.Kind {
	case study.Numeric:
		return false, "it asks for a number"
	case study.Order, study.Multiple:
		return false, "its answer is a list"
	case study.Essay:
		return false, "its answer is long"
	}
	front, back := tree.Parse(q.Front), tree.Parse(q.Back)
	tabled := func(n *html.Node) bool {
		r, _ := largestTable(n)
		return r > 0 || longestList(n) > 0
	}
	switch {
	case !q.Voice:
		return false, q.WhyNot
	case q.Images || strings.Contains(q.Front, "<img") || strings.Contains(q.Front, "<video"):
		return false, "it shows an image"
	case strings.Contains(q.Front, "<math") || strings.Contains(q.Back, "<math"):
		return false, "it holds a formula"
	case calculates(q):
		return false, "it holds a calculation"
	case tabled(front) || strings.Contains(q.Front, "<pre"):
		return false, "its question holds a list or table"
	case len(q.Ideas) > 1 || q.Kind != study.Info && tabled(back):
		return false, "its answer has several parts"
	case wordCount(q.Ask) > maxDrivingAsk:
		return false, fmt.Sprintf("its question is long: %d words", wordCount(q.Ask))
	case wordCount(q.Reveal) > maxDrivingAnswer:
		return false, fmt.Sprintf("its answer is long: %d words", wordCount(q.Reveal))
	}
	blanks := strings.Count(q.Front, `class="card-cloze"`)
	if blanks > 1 {
		return false, fmt.Sprintf("it has %d blanks", blanks)
	}
	return true, ""
}
