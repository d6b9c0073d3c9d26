package speakable

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

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

// undrivable says which kinds of question may not be asked while driving, and why.
var undrivable = map[study.Kind]string{
	study.Numeric:  "it asks for a number",
	study.Order:    "its answer is a list",
	study.Multiple: "its answer is a list",
	study.Essay:    "its answer is long",
}

// DrivingOK reports whether a question may be asked while driving, and if not, why. It
// accepts short cards of one idea that work by ear alone, without lists, calculations,
// formulas or images.
func DrivingOK(q study.Question) (ok bool, why string) {
	if why := undrivable[q.Kind]; why != "" {
		return false, why
	}
	if !q.Voice {
		return false, q.WhyNot
	}
	why = cmp.Or(mustBeSeen(q), tooMuchToHear(q))
	return why == "", why
}

// mustBeSeen returns what a question holds that takes eyes or paper, "" if nothing.
func mustBeSeen(q study.Question) string {
	switch {
	case q.Images || strings.Contains(q.Front, "<img") || strings.Contains(q.Front, "<video"):
		return "it shows an image"
	case strings.Contains(q.Front, "<math") || strings.Contains(q.Back, "<math"):
		return "it holds a formula"
	case calculates(q):
		return "it holds a calculation"
	case strings.Contains(q.Front, "<pre") || tabled(q.Front):
		return "its question holds a list or table"
	}
	return ""
}

// tooMuchToHear returns what makes a question more than one short idea, "" if nothing.
func tooMuchToHear(q study.Question) string {
	blanks := strings.Count(q.Front, `class="card-cloze"`)
	switch {
	case len(q.Ideas) > 1 || q.Kind != study.Info && tabled(q.Back):
		return "its answer has several parts"
	case wordCount(q.Ask) > maxDrivingAsk:
		return fmt.Sprintf("its question is long: %d words", wordCount(q.Ask))
	case wordCount(q.Reveal) > maxDrivingAnswer:
		return fmt.Sprintf("its answer is long: %d words", wordCount(q.Reveal))
	case blanks > 1:
		return fmt.Sprintf("it has %d blanks", blanks)
	}
	return ""
}

// tabled reports whether HTML contains a list or a table.
func tabled(src string) bool {
	n := tree.Parse(src)
	rows, _ := largestTable(n)
	return rows > 0 || longestList(n) > 0
}
