package qti

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// The reasons why an item cannot be answered by voice.
const (
	whyPicture = "it asks to point at a place in a picture"
	whyUpload  = "it asks for a file"
	whyDrawing = "it asks for a drawing"
	whyNoRight = "the file does not say which answer is right"
	whyRandom  = "its numbers are made anew each time by the program it was written for"
	whyMedia   = "it asks to watch or listen to a recording"
	whyUnknown = "it asks in a way only the program it was written for knows"
)

// fill sets the kind, the text and the answers of an item.
func (v *v1) fill(it *study.Item, body *markup.Node, kind string) {
	it.Stem = v.material(body)
	for prefix, fill := range fillers {
		if strings.HasPrefix(kind, prefix) {
			fill(v, it, kind)
			return
		}
	}
	v.fillByPlaces(it, body, kind)
}

// fillers maps the kinds of Canvas, by the start of their names, to the functions that
// fill an item of the kind. No name starts with that of another.
var fillers = map[string]func(v *v1, it *study.Item, kind string){
	"text_only":          func(_ *v1, it *study.Item, _ string) { it.Kind = study.Info },
	"file_upload":        func(_ *v1, it *study.Item, _ string) { it.Kind, it.Unspoken = study.Essay, whyUpload },
	"essay":              func(v *v1, it *study.Item, _ string) { v.essay(it) },
	"calculated":         func(v *v1, it *study.Item, _ string) { v.calculated(it) },
	"fill_in_multiple":   (*v1).blanks,
	"multiple_dropdowns": (*v1).blanks,
	"categorization":     func(v *v1, it *study.Item, _ string) { v.matching(it) },
	"numerical":          func(v *v1, it *study.Item, _ string) { v.numeric(it) },
}

// fillByPlaces fills an item whose kind is unknown or depends on its places to answer.
func (v *v1) fillByPlaces(it *study.Item, body *markup.Node, kind string) {
	switch {
	case v.graphic():
		it.Kind, it.Unspoken = study.Essay, whyPicture
		for _, p := range v.responses {
			it.Stem = join(it.Stem, p.prompt)
		}
	case len(v.responses) == 0:
		it.Kind = study.Info
	case len(v.responses) == 1:
		v.single(it, v.responses[0])
		if it.Kind == study.Short || it.Kind == study.Numeric {
			it.Stem = v.around(body, it.Stem)
		}
	case v.allText():
		v.inline(it, body)
	case strings.HasPrefix(kind, "matching") || v.allPrompted():
		v.matching(it)
	default:
		v.inline(it, body)
	}
}

func (v *v1) graphic() bool {
	for _, p := range v.responses {
		if p.graphic {
			return true
		}
	}
	return false
}

func (v *v1) allText() bool {
	for _, p := range v.responses {
		if p.fib == "" {
			return false
		}
	}
	return true
}

func (v *v1) allPrompted() bool {
	for _, p := range v.responses {
		if p.prompt == "" || p.fib != "" {
			return false
		}
	}
	return true
}

// single sets the kind and the answers of an item with one place to answer.
func (v *v1) single(it *study.Item, p *response) {
	if p.prompt != "" {
		it.Stem = join(it.Stem, p.prompt)
	}
	*it = v.part(*it, p)
}

// part returns an item for one place to answer.
func (v *v1) part(it study.Item, p *response) study.Item {
	switch {
	case p.fib != "":
		v.text(&it, p)
	case strings.EqualFold(p.cardinality, "Ordered"):
		v.order(&it, p)
	case len(p.labels) > 0:
		v.choice(&it, p)
	default:
		it.Kind, it.Unspoken = study.Essay, whyUnknown
	}
	return it
}

// around returns the text of an item with a blank for its only place to answer, if that
// is inside the text; otherwise it returns stem.
func (v *v1) around(body *markup.Node, stem string) string {
	var b strings.Builder
	body.Walk(func(n *markup.Node) bool {
		switch {
		case n.Name == "material":
			b.WriteString(v.material(n))
			return false
		case strings.HasPrefix(n.Name, "response_"):
			b.WriteString("{{1}}")
			return false
		}
		return true
	})
	before, after, ok := strings.Cut(b.String(), "{{1}}")
	if !ok || markup.Text(before) == "" || markup.Text(after) == "" {
		return stem
	}
	return strings.TrimSpace(blank(b.String(), "{{1}}"))
}

func (v *v1) essay(it *study.Item) {
	it.Kind = study.Essay
	for _, s := range v.node.Find("solution") {
		it.Answer = v.material(s)
	}
}

func (v *v1) choice(it *study.Item, p *response) {
	weights := v.weights(p.ident)
	multiple := strings.EqualFold(p.cardinality, "Multiple")
	right := 0
	for _, l := range p.labels {
		w := weights[l.ident]
		if w > 0 {
			right++
		}
		it.Options = append(it.Options, study.Option{Text: l.text, Weight: w, Feedback: v.optionFeedback(p.ident, l.ident)})
	}
	it.Kind = study.Choice
	switch {
	case right == 0:
		it.Kind, it.Unspoken = study.Essay, whyNoRight
		it.Stem = join(it.Stem, list(it.Options))
		it.Options = nil
	case multiple:
		it.Kind = study.Multiple
		for i := range it.Options {
			if it.Options[i].Weight > 0 {
				it.Options[i].Weight = 1 / float64(right)
			}
		}
	default:
		trueOrFalse(it)
	}
}

// trueOrFalse turns a choice between true and false into a true-or-false question.
func trueOrFalse(it *study.Item) {
	if it.Kind != study.Choice || len(it.Options) != 2 {
		return
	}
	var words [2]string
	for i, o := range it.Options {
		words[i] = strings.ToLower(markup.Text(o.Text))
	}
	if words != [2]string{"true", "false"} && words != [2]string{"false", "true"} {
		return
	}
	for i, o := range it.Options {
		if o.Weight > 0 {
			it.True = words[i] == "true"
		}
	}
	it.Kind, it.Options = study.TrueFalse, nil
}

func (v *v1) optionFeedback(ident, value string) string {
	for _, r := range v.rules {
		for _, t := range r.tests {
			if t.ident != ident || t.value != value || t.negated {
				continue
			}
			for _, id := range r.feedback {
				for _, f := range v.node.Find("itemfeedback") {
					if f.Get("ident") == id && id != "general_fb" && id != "correct_fb" {
						return v.material(f)
					}
				}
			}
		}
	}
	return ""
}

func (v *v1) order(it *study.Item, p *response) {
	it.Kind = study.Order
	best := v.best()
	for _, r := range v.rules {
		if r.score != best || !r.scores {
			continue
		}
		var sorted []study.Option
		for _, t := range r.tests {
			if t.ident == p.ident && t.op == "equal" && !t.negated {
				sorted = append(sorted, study.Option{Text: p.text(t.value), Weight: 1})
			}
		}
		if len(sorted) == len(p.labels) {
			it.Options = sorted
			return
		}
	}
	for _, l := range p.labels {
		it.Options = append(it.Options, study.Option{Text: l.text, Weight: 1})
	}
	it.Unspoken = "the file does not say what the right order is"
}

// text sets the answers of a place for a word or number.
func (v *v1) text(it *study.Item, p *response) {
	if p.fib == "Integer" || p.fib == "Decimal" || p.kind == "response_num" {
		if r := v.ranges(p.ident); len(r) > 0 {
			it.Kind, it.Numbers = study.Numeric, r
			return
		}
	}
	v.accept(it, p)
	if len(it.Accept) == 0 {
		it.Kind = study.Essay
		v.essay(it)
		return
	}
	it.Kind = study.Short
}

func (v *v1) accept(it *study.Item, p *response) {
	weights := v.weights(p.ident)
	if len(weights) == 0 && !v.scored() {
		// Some files list right values without giving them a score.
		for _, r := range v.rules {
			for _, t := range r.tests {
				if t.ident == p.ident && !t.negated && t.op == "equal" {
					weights[t.value] = 1
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, r := range v.rules {
		for _, t := range r.tests {
			if t.ident == p.ident && weights[t.value] > 0 && !seen[t.value] && t.value != "" {
				seen[t.value] = true
				it.Accept = append(it.Accept, study.Accept{Text: markup.Escape(t.value), Weight: weights[t.value], Exact: t.exact})
			}
		}
	}
}

func (v *v1) scored() bool {
	for _, r := range v.rules {
		if r.scores && r.score > 0 {
			return true
		}
	}
	return false
}

func (v *v1) numeric(it *study.Item) {
	it.Kind = study.Numeric
	for _, p := range v.responses {
		it.Numbers = append(it.Numbers, v.ranges(p.ident)...)
	}
	if len(it.Numbers) == 0 {
		it.Kind, it.Unspoken = study.Essay, whyNoRight
	}
}

// ranges returns the numbers that a place accepts.
func (v *v1) ranges(ident string) []study.Range {
	var out []study.Range
	best := v.best()
	for _, r := range v.rules {
		if !r.scores || r.score <= 0 {
			continue
		}
		spans, exact := r.numbers(ident, r.score/best)
		out = append(out, spans...)
		for _, e := range exact {
			if !slices.ContainsFunc(out, func(s study.Range) bool { return covers(s, e) }) {
				out = append(out, e)
			}
		}
	}
	return out
}

// numbers returns the spans and the single numbers that a rule accepts at a place, with
// the given weight.
func (r *rule) numbers(ident string, weight float64) (spans, exact []study.Range) {
	groups := map[int]*study.Range{}
	for _, t := range r.tests {
		f, err := strconv.ParseFloat(strings.TrimSpace(t.value), 64)
		if t.ident != ident || t.negated || err != nil || f-f != 0 {
			continue
		}
		if t.op == "equal" {
			exact = append(exact, study.Range{Min: f, Max: f, Weight: weight})
			continue
		}
		g := groups[t.group]
		if g == nil {
			g = &study.Range{Min: -1e300, Max: 1e300, Weight: weight}
			groups[t.group] = g
		}
		if strings.HasPrefix(t.op, "gt") {
			g.Min = f
		} else if strings.HasPrefix(t.op, "lt") {
			g.Max = f
		}
	}
	for _, k := range slices.Sorted(maps.Keys(groups)) {
		if g := groups[k]; g.Min <= g.Max {
			spans = append(spans, *g)
		}
	}
	return spans, exact
}

// covers reports whether a range contains another and weighs at least as much.
func covers(outer, inner study.Range) bool {
	return outer.Min <= inner.Min && inner.Max <= outer.Max && outer.Weight >= inner.Weight
}

// matching makes pairs from places that each have a text next to them.
func (v *v1) matching(it *study.Item) {
	it.Kind = study.Matching
	used := map[string]bool{}
	labels := map[string]string{}
	for _, p := range v.responses {
		weights := v.weights(p.ident)
		for _, l := range p.labels {
			labels[l.ident] = l.text
			if weights[l.ident] > 0 || len(p.labels) > 0 && weights[l.text] > 0 {
				used[l.ident] = true
				it.Pairs = append(it.Pairs, study.Pair{Left: p.prompt, Right: l.text})
			}
		}
	}
	if len(it.Pairs) == 0 {
		it.Kind, it.Unspoken = study.Essay, whyNoRight
		return
	}
	seen := map[string]bool{}
	for _, p := range v.responses {
		for _, l := range p.labels {
			if !used[l.ident] && !seen[l.ident] && labels[l.ident] != "" {
				seen[l.ident] = true
				it.Pairs = append(it.Pairs, study.Pair{Right: l.text})
			}
		}
	}
}

var bracketed = regexp.MustCompile(`\[([^\[\]<>]{1,100})\]`)

// blanks reads an item whose text names its gaps in brackets.
func (v *v1) blanks(it *study.Item, kind string) {
	it.Kind = study.Cloze
	place := map[string]int{}
	for i, p := range v.responses {
		place[strings.TrimPrefix(p.ident, "response_")] = i
	}
	marked := map[int]bool{}
	stem := bracketed.ReplaceAllStringFunc(it.Stem, func(m string) string {
		i, ok := place[m[1:len(m)-1]]
		if !ok || marked[i] {
			return m
		}
		marked[i] = true
		return fmt.Sprintf("{{%d}}", i+1)
	})
	it.Stem = stem
	for _, p := range v.responses {
		weights := v.weights(p.ident)
		gap := study.Item{Kind: study.Short}
		dropdown := strings.HasPrefix(kind, "multiple_dropdowns")
		for _, l := range p.labels {
			w := weights[l.ident]
			if dropdown {
				gap.Kind = study.Choice
				gap.Options = append(gap.Options, study.Option{Text: l.text, Weight: w})
			} else if w > 0 || len(weights) == 0 {
				gap.Accept = append(gap.Accept, study.Accept{Text: l.text, Weight: 1})
			}
		}
		if p.fib != "" {
			gap = v.part(study.Item{}, p)
		}
		it.Gaps = append(it.Gaps, gap)
	}
	if len(it.Gaps) == 0 {
		it.Kind, it.Unspoken = study.Essay, whyNoRight
	}
}

// inline reads an item whose places to answer are inside its text.
func (v *v1) inline(it *study.Item, body *markup.Node) {
	it.Kind = study.Cloze
	var b strings.Builder
	i := 0
	body.Walk(func(n *markup.Node) bool {
		switch {
		case n.Name == "material":
			b.WriteString(v.material(n) + " ")
			return false
		case strings.HasPrefix(n.Name, "response_") && n.Name != "response_label" && i < len(v.responses):
			p := v.responses[i]
			i++
			fmt.Fprintf(&b, "{{%d}} ", i)
			it.Gaps = append(it.Gaps, v.part(study.Item{Stem: p.prompt}, p))
			return false
		}
		return true
	})
	it.Stem = strings.TrimSpace(b.String())
}

// calculated uses the first set of numbers in a formula item.
func (v *v1) calculated(it *study.Item) {
	it.Kind, it.Unspoken = study.Essay, whyRandom
	sets := v.node.Find("var_set")
	if len(sets) == 0 {
		return
	}
	answer, err := strconv.ParseFloat(strings.TrimSpace(sets[0].First("answer").Plain()), 64)
	if err != nil || answer-answer != 0 {
		return
	}
	for _, x := range sets[0].Find("var") {
		it.Stem = strings.ReplaceAll(it.Stem, "["+x.Get("name")+"]", markup.Escape(strings.TrimSpace(x.Plain())))
	}
	tolerance := 0.0
	for _, n := range v.node.Find("answer_tolerance") {
		s := strings.TrimSpace(n.Plain())
		share := strings.HasSuffix(s, "%")
		t, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
		if err != nil || t-t != 0 {
			continue
		}
		if tolerance = math.Abs(t); share {
			tolerance = math.Abs(answer) * math.Abs(t) / 100
		}
	}
	it.Kind, it.Unspoken = study.Numeric, ""
	it.Numbers = []study.Range{{Min: answer - tolerance, Max: answer + tolerance, Weight: 1}}
}

func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}

func list(options []study.Option) string {
	if len(options) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<ul>")
	for _, o := range options {
		b.WriteString("<li>" + o.Text + "</li>")
	}
	b.WriteString("</ul>")
	return b.String()
}
