package qti

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

// part returns the question that one interaction asks.
func (v *v2) part(n *markup.Node) study.Item {
	d := v.declared(n)
	it := study.Item{Stem: v.prompt(n)}
	switch n.Name {
	case "choiceInteraction", "inlineChoiceInteraction":
		v.choice(&it, n.Find("simpleChoice", "inlineChoice"), d)
	case "hottextInteraction":
		it.Stem = join(it.Stem, v.textOf(n))
		v.choice(&it, n.Find("hottext"), d)
	case "textEntryInteraction":
		v.entry(&it, d)
	case "extendedTextInteraction":
		it.Kind = study.Essay
		it.Answer = markup.Escape(strings.Join(d.correct, "\n"))
	case "orderInteraction":
		v.order(&it, n, d)
	case "matchInteraction", "associateInteraction":
		v.match(&it, n, d)
	case "gapMatchInteraction":
		v.gapMatch(&it, n, d)
	case "sliderInteraction":
		v.numbers(&it, d)
	case "mediaInteraction":
		it.Kind, it.Unspoken = study.Essay, whyMedia
		it.Stem = join(it.Stem, v.inner(n))
	case "uploadInteraction":
		it.Kind, it.Unspoken = study.Essay, whyUpload
	case "drawingInteraction":
		it.Kind, it.Unspoken = study.Essay, whyDrawing
		it.Stem = join(it.Stem, v.pictures(n))
	case "hotspotInteraction", "selectPointInteraction", "graphicOrderInteraction", "graphicAssociateInteraction",
		"graphicGapMatchInteraction", "positionObjectInteraction":
		it.Kind, it.Unspoken = study.Essay, whyPicture
		it.Stem = join(it.Stem, v.pictures(n))
	default:
		it.Kind, it.Unspoken = study.Essay, whyUnknown
	}
	return it
}

// textOf returns the text of an interaction without its prompt.
func (v *v2) textOf(n *markup.Node) string {
	rest := &markup.Node{}
	for _, k := range n.Kids {
		if k.Name != "prompt" {
			rest.Kids = append(rest.Kids, k)
		}
	}
	return v.inner(rest)
}

func (v *v2) pictures(n *markup.Node) string {
	var b strings.Builder
	n.Walk(func(k *markup.Node) bool {
		if s, ok := v.show(k); ok {
			b.WriteString(s)
			return false
		}
		return true
	})
	return b.String()
}

func (v *v2) choice(it *study.Item, choices []*markup.Node, d *declaration) {
	right := 0
	for _, c := range choices {
		w := d.weight(c.Get("identifier"))
		if w > 0 {
			right++
		}
		o := study.Option{Text: v.inner(c), Weight: w}
		for _, f := range c.Find("feedbackInline") {
			if f.Get("showHide") != "hide" && f.Get("identifier") == c.Get("identifier") {
				o.Feedback = v.inner(f)
			}
		}
		it.Options = append(it.Options, o)
	}
	it.Kind = study.Choice
	switch {
	case right == 0:
		it.Kind, it.Unspoken = study.Essay, whyNoRight
		it.Stem = join(it.Stem, list(it.Options))
		it.Options = nil
	case d.cardinality == "multiple":
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

func (v *v2) entry(it *study.Item, d *declaration) {
	if d.baseType == "float" || d.baseType == "integer" {
		v.numbers(it, d)
		return
	}
	values := append([]string(nil), d.correct...)
	values = append(values, sortedBy(d.mapped)...)
	seen := map[string]bool{}
	for _, s := range values {
		if w := d.weight(s); w > 0 && s != "" && !seen[s] {
			seen[s] = true
			if len(d.correct) > 0 && d.mapped[s] == d.mapped[d.correct[0]] {
				w = 1 // scores as much as the value declared correct
			}
			it.Accept = append(it.Accept, study.Accept{Text: markup.Escape(s), Weight: w})
		}
	}
	it.Kind = study.Short
	if len(it.Accept) == 0 {
		it.Kind, it.Unspoken = study.Essay, whyNoRight
	}
}

// sortedBy returns the keys of m in descending order of their values.
func sortedBy(m map[string]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	less := func(a, b string) bool { return m[a] > m[b] || m[a] == m[b] && a < b }
	for i := 1; i < len(keys); i++ {
		for j := i; j > 0 && less(keys[j], keys[j-1]); j-- {
			keys[j], keys[j-1] = keys[j-1], keys[j]
		}
	}
	return keys
}

// numbers reads the right numbers. Their tolerance is in QTI's response processing:
// <equal toleranceMode>.
func (v *v2) numbers(it *study.Item, d *declaration) {
	it.Kind = study.Numeric
	values := append([]string(nil), d.correct...)
	values = append(values, sortedBy(d.mapped)...)
	seen := map[float64]bool{}
	for _, s := range values {
		f, err := strconv.ParseFloat(s, 64)
		if w := d.weight(s); err == nil && f-f == 0 && w > 0 && !seen[f] {
			seen[f] = true
			low, high := v.tolerance(f)
			if d.mapped[s] > 0 && len(d.correct) > 0 && d.mapped[s] == d.mapped[d.correct[0]] {
				w = 1
			}
			it.Numbers = append(it.Numbers, study.Range{Min: low, Max: high, Weight: w})
		}
	}
	if len(it.Numbers) == 0 {
		it.Kind, it.Unspoken = study.Essay, whyNoRight
	}
}

func (v *v2) tolerance(f float64) (low, high float64) {
	for _, e := range v.node.Find("equal") {
		parts := strings.Fields(e.Get("tolerance"))
		if len(parts) == 0 {
			continue
		}
		below, err := strconv.ParseFloat(parts[0], 64)
		above := below
		if len(parts) > 1 {
			above, _ = strconv.ParseFloat(parts[1], 64)
		}
		if err != nil || below-below != 0 || above-above != 0 {
			continue
		}
		switch e.Get("toleranceMode") {
		case "absolute":
			return f - math.Abs(below), f + math.Abs(above)
		case "relative":
			return f - math.Abs(f)*math.Abs(below)/100, f + math.Abs(f)*math.Abs(above)/100
		}
	}
	for _, e := range v.node.Find("equalRounded") {
		if n, err := strconv.Atoi(e.Get("figures")); err == nil && e.Get("roundingMode") == "decimalPlaces" && n >= 0 && n < 12 {
			half := .5
			for range n {
				half /= 10
			}
			return f - half, f + half
		}
	}
	return f, f
}

func (v *v2) order(it *study.Item, n *markup.Node, d *declaration) {
	it.Kind = study.Order
	texts := map[string]string{}
	var ids []string
	for _, c := range n.Find("simpleChoice") {
		texts[c.Get("identifier")] = v.inner(c)
		ids = append(ids, c.Get("identifier"))
	}
	if len(d.correct) == 0 {
		it.Unspoken = "the file does not say what the right order is"
		d = &declaration{correct: ids}
	}
	for _, id := range d.correct {
		it.Options = append(it.Options, study.Option{Text: texts[id], Weight: 1})
	}
}

// match makes pairs; texts that belong to no pair become decoys.
func (v *v2) match(it *study.Item, n *markup.Node, d *declaration) {
	it.Kind = study.Matching
	texts := map[string]string{}
	var right []string // the right-hand texts, or all texts if there are no sides
	sets := n.Find("simpleMatchSet")
	for _, c := range n.Find("simpleAssociableChoice") {
		texts[c.Get("identifier")] = v.inner(c)
	}
	all := n
	if len(sets) > 1 {
		all = sets[1]
	}
	for _, c := range all.Find("simpleAssociableChoice") {
		right = append(right, c.Get("identifier"))
	}
	values := d.correct
	if len(values) == 0 {
		for _, k := range sortedBy(d.mapped) {
			if d.mapped[k] > 0 {
				values = append(values, k)
			}
		}
	}
	used := map[string]bool{}
	for _, pair := range values {
		a, b, _ := strings.Cut(pair, " ")
		if texts[a] == "" || texts[b] == "" {
			continue
		}
		used[a], used[b] = true, true
		it.Pairs = append(it.Pairs, study.Pair{Left: texts[a], Right: texts[b]})
	}
	if len(it.Pairs) == 0 {
		it.Kind, it.Unspoken = study.Essay, whyNoRight
		return
	}
	for _, id := range right {
		if !used[id] {
			it.Pairs = append(it.Pairs, study.Pair{Right: texts[id]})
		}
	}
}

// gapMatch makes a cloze whose gaps are choices among the given words.
func (v *v2) gapMatch(it *study.Item, n *markup.Node, d *declaration) {
	var words []*markup.Node
	words = append(words, n.Find("gapText", "gapImg")...)
	answer := map[string]map[string]bool{}
	values := d.correct
	if len(values) == 0 {
		for _, k := range sortedBy(d.mapped) {
			if d.mapped[k] > 0 {
				values = append(values, k)
			}
		}
	}
	for _, pair := range values {
		word, gap, _ := strings.Cut(pair, " ")
		if answer[gap] == nil {
			answer[gap] = map[string]bool{}
		}
		answer[gap][word] = true
	}
	rest := &markup.Node{}
	for _, k := range n.Kids {
		if k.Name != "gapText" && k.Name != "gapImg" && k.Name != "prompt" {
			rest.Kids = append(rest.Kids, k)
		}
	}
	text := rest.HTML(func(k *markup.Node) (string, bool) {
		if k.Name != "gap" {
			return v.replace(k)
		}
		gap := study.Item{Kind: study.Choice}
		right := 0
		for _, w := range words {
			o := study.Option{Text: v.inner(w)}
			if answer[k.Get("identifier")][w.Get("identifier")] {
				o.Weight = 1
				right++
			}
			gap.Options = append(gap.Options, o)
		}
		if right == 0 {
			return " _____ ", true // a gap without an answer
		}
		it.Gaps = append(it.Gaps, gap)
		return fmt.Sprintf("{{%d}}", len(it.Gaps)), true
	})
	it.Stem = join(it.Stem, text)
	it.Kind = study.Cloze
	if len(it.Gaps) == 0 {
		it.Kind, it.Unspoken = study.Essay, whyNoRight
	}
}
