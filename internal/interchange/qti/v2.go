package qti

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// v2 is one item of version 2 or 3 being read.
type v2 struct {
	*reader
	node      *markup.Node
	responses map[string]*declaration
	random    bool
	// places are the interactions in order. The text has {{1}}, {{2}} in their places.
	places []*markup.Node
}

// declaration holds what a file declares about a response: the right values and the
// scores of others.
type declaration struct {
	baseType    string
	cardinality string
	correct     []string
	mapped      map[string]float64
}

func (r *reader) itemV2(n *markup.Node) error {
	v := &v2{reader: r, node: n, responses: map[string]*declaration{}}
	for _, d := range n.Find("responseDeclaration") {
		v.responses[d.Get("identifier")] = parseDeclaration(d)
	}
	for _, p := range n.Find("printedVariable") {
		for _, t := range n.Find("templateDeclaration") {
			v.random = v.random || t.Get("identifier") == p.Get("identifier")
		}
	}
	v.random = v.random || len(n.Find("setCorrectResponse")) > 0
	return r.send(v.item(), stream.CleanDeck(r.deck), n.Get("identifier"), "")
}

func parseDeclaration(n *markup.Node) *declaration {
	d := &declaration{baseType: n.Get("baseType"), cardinality: n.Get("cardinality"), mapped: map[string]float64{}}
	for _, v := range n.First("correctResponse").Find("value") {
		d.correct = append(d.correct, strings.Join(strings.Fields(v.Plain()), " "))
	}
	for _, e := range n.Find("mapEntry") {
		if f, err := strconv.ParseFloat(e.Get("mappedValue"), 64); err == nil && f-f == 0 {
			d.mapped[strings.Join(strings.Fields(e.Get("mapKey")), " ")] = f
		}
	}
	return d
}

// weight returns the share of the full mark that a value earns.
func (d *declaration) weight(value string) float64 {
	for _, c := range d.correct {
		if c == value {
			return 1
		}
	}
	best := 0.0
	for _, f := range d.mapped {
		best = max(best, f)
	}
	if f := d.mapped[value]; f > 0 && best > 0 {
		if len(d.correct) > 0 {
			return min(f/best, .99) // less than a value declared correct
		}
		return f / best
	}
	return 0
}

func (v *v2) declared(n *markup.Node) *declaration {
	if d := v.responses[n.Get("responseIdentifier")]; d != nil {
		return d
	}
	return &declaration{}
}

func (v *v2) item() *study.Item {
	it := &study.Item{Title: strings.TrimSpace(v.node.Get("title")), Lang: v.node.Get("lang")}
	it.Stem = v.body(v.node.First("itemBody"))
	it.Feedback = v.feedback()
	switch len(v.places) {
	case 0:
		it.Kind = study.Info
	case 1:
		place := v.places[0]
		part := v.part(place)
		if part.Kind == study.Cloze && len(part.Gaps) > 0 { // a gap match has its own text
			it.Stem = strings.ReplaceAll(it.Stem, "{{1}}", part.Stem)
			it.Kind, it.Gaps = study.Cloze, part.Gaps
			break
		}
		if inText[place.Name] && place.Get("class") != stemClass {
			it.Stem = blank(it.Stem, "{{1}}")
		}
		part.Stem = strings.TrimSpace(strings.ReplaceAll(it.Stem, "{{1}}", part.Stem))
		part.Title, part.Lang, part.Feedback = it.Title, it.Lang, join(it.Feedback, part.Feedback)
		it = &part
	default:
		it.Kind = study.Cloze
		for i, place := range v.places {
			part := v.part(place)
			if part.Kind == study.Cloze && len(part.Gaps) > 0 {
				part = v.flat(part)
			}
			if !inText[place.Name] {
				// An interaction that is a block becomes a question of its own.
				it.Stem = strings.ReplaceAll(it.Stem, fmt.Sprintf("{{%d}}", i+1), "")
			}
			if part.Unspoken != "" {
				it.Unspoken = part.Unspoken
			}
			it.Gaps = append(it.Gaps, part)
		}
	}
	if v.random {
		it.Unspoken = whyRandom
	}
	return it
}

// blank replaces a mark with a blank, with spaces between it and adjacent words.
func blank(text, mark string) string {
	before, after, ok := strings.Cut(text, mark)
	if !ok {
		return text
	}
	if r, _ := utf8.DecodeLastRuneInString(before); unicode.IsLetter(r) || unicode.IsDigit(r) {
		before += " "
	}
	if r, _ := utf8.DecodeRuneInString(after); unicode.IsLetter(r) || unicode.IsDigit(r) {
		after = " " + after
	}
	return before + "_____" + after
}

// flat turns a text with gaps into a single question, for use as one of several parts.
func (v *v2) flat(part study.Item) study.Item {
	var answers []string
	for i, g := range part.Gaps {
		part.Stem = strings.ReplaceAll(part.Stem, fmt.Sprintf("{{%d}}", i+1), "_____")
		for _, o := range g.Options {
			if o.Weight > 0 {
				answers = append(answers, o.Text)
			}
		}
	}
	return study.Item{Kind: study.Recall, Stem: part.Stem, Answer: strings.Join(answers, ", ")}
}

// inText are the interactions that occur within a sentence.
var inText = map[string]bool{"textEntryInteraction": true, "inlineChoiceInteraction": true}

// passive are elements that have the name of an interaction but ask nothing, if the item
// has another interaction.
var passive = map[string]bool{"endAttemptInteraction": true, "mediaInteraction": true}

// body returns the text of an item with {{1}}, {{2}} for its interactions. It leaves out
// feedback and text for markers and authors.
func (v *v2) body(body *markup.Node) string {
	active := 0
	body.Walk(func(n *markup.Node) bool {
		if strings.HasSuffix(n.Name, "Interaction") && !passive[n.Name] {
			active++
			return false
		}
		return true
	})
	var replace func(n *markup.Node) (string, bool)
	replace = func(n *markup.Node) (string, bool) {
		switch {
		case strings.HasSuffix(n.Name, "Interaction"):
			if passive[n.Name] && (active > 0 || n.Name == "endAttemptInteraction") {
				// The content, something to watch or hear, is still part of the question.
				return n.HTML(replace), true
			}
			v.places = append(v.places, n)
			return fmt.Sprintf("{{%d}}", len(v.places)), true
		case n.Name == "div" && n.Get("class") == stemClass:
			return n.HTML(replace), true
		case n.Name == "rubricBlock":
			if view := n.Get("view"); view != "" && !strings.Contains(view, "candidate") {
				return "", true // for markers only: it may contain the answer
			}
			return n.HTML(replace), true
		}
		return v.replace(n)
	}
	return body.HTML(replace)
}

var skipped = map[string]bool{
	"feedbackBlock": true, "feedbackInline": true, "annotation": true, "annotation-xml": true,
	"stylesheet": true, "script": true, "style": true, "infoControl": true, "templateBlock": true,
}

// replace converts elements that HTML does not have.
func (v *v2) replace(n *markup.Node) (string, bool) {
	switch {
	case skipped[n.Name]:
		return "", true
	case n.Name == "rubricBlock":
		return "", true
	case n.Name == "div" && n.Get("class") == stemClass:
		return n.HTML(v.replace), true
	case n.Name == "printedVariable":
		return "<i>" + markup.Escape(n.Get("identifier")) + "</i>", true
	case n.Name == "gap":
		return " _____ ", true
	case n.Name == "hottext" || n.Name == "templateInline" || n.Name == "contentBody" || n.Name == "templateBlock":
		return n.HTML(v.replace), true
	}
	return v.show(n)
}

// inner returns the HTML within an element.
func (v *v2) inner(n *markup.Node) string { return n.HTML(v.replace) }

func (v *v2) prompt(n *markup.Node) string {
	if p := n.First("prompt"); p != nil {
		return v.inner(p)
	}
	return ""
}

// feedback returns the feedback for the right answer.
func (v *v2) feedback() string {
	general := ""
	for _, f := range v.node.Find("modalFeedback") {
		id := strings.ToLower(f.Get("identifier"))
		text := v.inner(f)
		if f.Get("showHide") == "hide" || text == "" {
			continue
		}
		if v.forRight(id) {
			return text
		}
		if general == "" && strings.Contains(id, "general") {
			general = text
		}
	}
	for _, f := range v.node.Find("feedbackBlock") {
		if id := strings.ToLower(f.Get("identifier")); strings.Contains(id, "solution") {
			return v.inner(f)
		}
	}
	return general
}

var (
	rightFeedback = regexp.MustCompile(`correct|right`)
	wrongFeedback = regexp.MustCompile(`incorrect|wrong|false`)
)

// forRight reports whether the feedback with an identifier belongs to the right answer:
// it is called so, or has the identifier of a right answer.
func (v *v2) forRight(id string) bool {
	if rightFeedback.MatchString(id) && !wrongFeedback.MatchString(id) {
		return true
	}
	for _, d := range v.responses {
		for _, c := range d.correct {
			if strings.EqualFold(c, id) {
				return true
			}
		}
	}
	return false
}
