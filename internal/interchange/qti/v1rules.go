package qti

import (
	"regexp"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
)

var sourceAttr = regexp.MustCompile(`src=(["'])([^"']+)["']`)

// rule is one condition of the response processing and the score that it gives.
type rule struct {
	score    float64
	scores   bool // it sets a score
	tests    []test
	feedback []string
}

// test is one comparison in a condition.
type test struct {
	op      string // equal, gt, gte, lt, lte or subset
	ident   string
	value   string
	negated bool
	exact   bool // case-sensitive
	group   int  // tests inside the same "and" share a number
}

func (v *v1) readRules() {
	for _, c := range v.node.Find("respcondition") {
		var ru rule
		group := 0
		var walk func(n *markup.Node, negated bool, g int)
		walk = func(n *markup.Node, negated bool, g int) {
			for _, k := range n.Kids {
				switch k.Name {
				case "":
				case "not":
					walk(k, !negated, g)
				case "or":
					for _, o := range k.Kids {
						group++
						walk(&markup.Node{Kids: []*markup.Node{o}}, negated, group)
					}
				case "and":
					group++
					walk(k, negated, group)
				case "varequal", "vargt", "vargte", "varlt", "varlte", "varsubset", "varsubstring":
					ru.tests = append(ru.tests, test{
						op: strings.TrimPrefix(k.Name, "var"), ident: k.Get("respident"), value: strings.TrimSpace(k.Plain()),
						negated: negated, exact: strings.EqualFold(k.Get("case"), "yes"), group: g,
					})
				default:
					walk(k, negated, g)
				}
			}
		}
		if cond := c.First("conditionvar"); cond != nil {
			walk(cond, false, 0)
		}
		for _, s := range c.Find("setvar") {
			f, err := strconv.ParseFloat(strings.TrimSpace(s.Plain()), 64)
			if err == nil && !strings.EqualFold(s.Get("action"), "Subtract") {
				ru.score, ru.scores = max(ru.score, f), true
			}
		}
		for _, f := range c.Find("displayfeedback") {
			ru.feedback = append(ru.feedback, f.Get("linkrefid"))
		}
		v.rules = append(v.rules, ru)
	}
}

// best returns the highest score of any rule, or 0.
func (v *v1) best() float64 {
	best := 0.0
	for _, r := range v.rules {
		best = max(best, r.score)
	}
	return best
}

// weights returns the weight of each value of one place to answer; the best value has
// weight 1.
func (v *v1) weights(ident string) map[string]float64 {
	w := map[string]float64{}
	best := 0.0
	for _, r := range v.rules {
		if !r.scores || r.score <= 0 {
			continue
		}
		for _, t := range r.tests {
			if t.ident == ident && !t.negated && (t.op == "equal" || t.op == "subset") {
				w[t.value] = max(w[t.value], r.score)
				best = max(best, r.score)
			}
		}
	}
	for k := range w {
		w[k] /= best
	}
	return w
}

// feedback returns the general feedback or, without one, the feedback for the right
// answer.
func (v *v1) feedback() string {
	texts := map[string]string{}
	for _, f := range v.node.Find("itemfeedback") {
		texts[f.Get("ident")] = v.material(f)
	}
	for _, want := range []string{"general_fb", "general_feedback", "correct_fb", "Correct", "correct"} {
		if t := texts[want]; t != "" {
			return t
		}
	}
	best := v.best()
	for _, r := range v.rules {
		if r.scores && r.score == best && best > 0 {
			for _, id := range r.feedback {
				if t := texts[id]; t != "" {
					return t
				}
			}
		}
	}
	return ""
}
