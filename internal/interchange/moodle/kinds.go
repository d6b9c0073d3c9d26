package moodle

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// fillers maps Moodle's question types to the functions that set the kind and the answers
// of an item. A function returns the reason if Carrel cannot use the question, else "".
var fillers = map[string]func(r *reader, it *study.Item, q *markup.Node) (why string){
	"description":      func(_ *reader, it *study.Item, _ *markup.Node) string { it.Kind = study.Info; return "" },
	"essay":            (*reader).essay,
	"truefalse":        (*reader).trueFalse,
	"multichoice":      (*reader).choices,
	"multichoiceset":   (*reader).choices,
	"calculatedmulti":  (*reader).calculatedChoices,
	"shortanswer":      (*reader).short,
	"numerical":        (*reader).numbers,
	"calculated":       (*reader).calculated,
	"calculatedsimple": (*reader).calculated,
	"matching":         (*reader).pairs,
	"match":            (*reader).pairs,
	"cloze":            func(_ *reader, it *study.Item, _ *markup.Node) string { return embedded(it) },
	"multianswer":      func(_ *reader, it *study.Item, _ *markup.Node) string { return embedded(it) },
	"gapselect":        (*reader).gaps,
	"ddwtos":           (*reader).gaps,
	"ordering":         (*reader).ordering,
	"ddmarker":         (*reader).picture,
	"ddimageortext":    (*reader).picture,
	"random":           (*reader).random,
	"randomsamatch":    (*reader).random,
}

// fill sets the kind and the answers according to Moodle's question type. It returns the
// reason if Carrel cannot use the question, else "".
func (r *reader) fill(it *study.Item, q *markup.Node, kind string) (why string) {
	if fill, known := fillers[kind]; known {
		return fill(r, it, q)
	}
	if it.Stem == "" {
		return fmt.Sprintf("questions of type %q are not known", kind)
	}
	it.Kind, it.Unspoken = study.Essay, fmt.Sprintf("questions of type %q can be answered in Moodle only", kind)
	return ""
}

func (r *reader) essay(it *study.Item, q *markup.Node) string {
	it.Kind, it.Answer = study.Essay, r.rich(q.First("graderinfo"))
	return ""
}

func (r *reader) calculatedChoices(it *study.Item, q *markup.Node) string {
	why := r.choices(it, q)
	for _, o := range it.Options {
		if variable.MatchString(it.Stem + o.Text) {
			it.Unspoken = whyRandom
		}
	}
	return why
}

func (r *reader) ordering(it *study.Item, q *markup.Node) string {
	it.Kind = study.Order
	for _, a := range answersOf(q) {
		it.Options = append(it.Options, study.Option{Text: r.rich(a), Weight: 1})
	}
	if len(it.Options) < 2 {
		return "it has nothing to put into order"
	}
	return ""
}

func (r *reader) picture(it *study.Item, _ *markup.Node) string {
	it.Kind, it.Unspoken = study.Essay, "it asks to point at a place in a picture"
	return ""
}

func (r *reader) random(*study.Item, *markup.Node) string {
	return "it only draws from other questions at random"
}

// answersOf returns the answers of the question itself.
func answersOf(q *markup.Node) []*markup.Node {
	var out []*markup.Node
	for _, k := range q.Kids {
		if k.Name == "answer" {
			out = append(out, k)
		}
	}
	return out
}

func fraction(n *markup.Node) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(n.Get("fraction")), 64)
	if err != nil || f-f != 0 {
		return 0
	}
	return f / 100
}

func (r *reader) trueFalse(it *study.Item, q *markup.Node) string {
	it.Kind = study.TrueFalse
	found := false
	for _, a := range answersOf(q) {
		if fraction(a) <= 0 {
			continue
		}
		found = true
		it.True = strings.EqualFold(words(a), "true")
		if it.Feedback == "" {
			it.Feedback = r.rich(a.First("feedback"))
		}
	}
	if !found {
		return "it does not say whether true or false is right"
	}
	return ""
}

func (r *reader) choices(it *study.Item, q *markup.Node) string {
	single := words(q.First("single"))
	it.Kind = study.Choice
	if single == "false" || single == "0" {
		it.Kind = study.Multiple
	}
	right := 0
	for _, a := range answersOf(q) {
		w := fraction(a)
		if w > 0 {
			right++
		}
		it.Options = append(it.Options, study.Option{Text: r.rich(a), Weight: w, Feedback: r.rich(a.First("feedback"))})
	}
	if right == 0 || len(it.Options) < 2 {
		return "none of its choices is right"
	}
	return ""
}

func (r *reader) short(it *study.Item, q *markup.Node) string {
	it.Kind = study.Short
	exact := words(q.First("usecase")) == "1"
	for _, a := range answersOf(q) {
		if w, text := fraction(a), words(a); w > 0 && text != "" && text != "*" {
			it.Accept = append(it.Accept, study.Accept{Text: markup.Escape(text), Weight: w, Feedback: r.rich(a.First("feedback")), Exact: exact})
		}
	}
	if len(it.Accept) == 0 {
		return "it has no right answer"
	}
	return ""
}

func (r *reader) numbers(it *study.Item, q *markup.Node) string {
	it.Kind = study.Numeric
	for _, a := range answersOf(q) {
		f, ok := parseNumber(words(a))
		w := fraction(a)
		if !ok || w <= 0 {
			continue
		}
		tolerance, _ := parseNumber(words(a.First("tolerance")))
		it.Numbers = append(it.Numbers, study.Range{Min: f - math.Abs(tolerance), Max: f + math.Abs(tolerance), Weight: w, Feedback: r.rich(a.First("feedback"))})
	}
	if len(it.Numbers) == 0 {
		return "it has no right number"
	}
	return ""
}

func parseNumber(s string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s), ",", "."), 64)
	return f, err == nil && f-f == 0
}

const whyRandom = "its numbers are made anew each time by Moodle"

var variable = regexp.MustCompile(`\{([a-zA-Z][a-zA-Z0-9]{0,20})\}`)

// calculated marks a question that needs Moodle's formulas, unless its answer is a plain
// number.
func (r *reader) calculated(it *study.Item, q *markup.Node) string {
	if !variable.MatchString(it.Stem) && r.numbers(it, q) == "" {
		return ""
	}
	it.Kind, it.Numbers = study.Essay, nil
	it.Unspoken = whyRandom
	return ""
}

func (r *reader) pairs(it *study.Item, q *markup.Node) string {
	it.Kind = study.Matching
	left := 0
	for _, s := range q.Find("subquestion") {
		p := study.Pair{Left: r.rich(s), Right: markup.Escape(words(s.First("answer")))}
		if p.Right == "" {
			continue
		}
		if p.Left != "" {
			left++
		}
		it.Pairs = append(it.Pairs, p)
	}
	if left == 0 {
		return "it has no pair"
	}
	return ""
}

var slot = regexp.MustCompile(`\[\[(\d{1,3})\]\]`)

// gaps reads a text with places [[1]], [[2]] for the given words.
func (r *reader) gaps(it *study.Item, q *markup.Node) string {
	it.Kind = study.Cloze
	type word struct{ text, group string }
	var list []word
	for _, k := range q.Kids {
		if k.Name == "selectoption" || k.Name == "dragbox" {
			list = append(list, word{r.rich(k), words(k.First("group"))})
		}
	}
	it.Stem = slot.ReplaceAllStringFunc(it.Stem, func(m string) string {
		n, _ := strconv.Atoi(strings.Trim(m, "[]"))
		if n < 1 || n > len(list) || len(it.Gaps) >= maxGaps {
			return m
		}
		gap := study.Item{Kind: study.Choice}
		for i, o := range list {
			if o.group == list[n-1].group {
				w := 0.0
				if i == n-1 {
					w = 1
				}
				gap.Options = append(gap.Options, study.Option{Text: o.text, Weight: w})
			}
		}
		it.Gaps = append(it.Gaps, gap)
		return fmt.Sprintf("{{%d}}", len(it.Gaps))
	})
	if len(it.Gaps) == 0 {
		return "it has no gap"
	}
	return ""
}
