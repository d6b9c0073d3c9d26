package speakable

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/lang"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/template"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// Problem is one reason why a card works badly by ear.
type Problem struct {
	What string `json:"what"`          // short name: "image", "long", "list", "table", "answer in question", …
	Why  string `json:"why"`           // a sentence
	Fix  string `json:"fix,omitempty"` // what its author can do, "" if nothing
}

// Check returns the problems of a question for listening, nil if there are none. It
// examines the finished question, so it also finds problems that do not stop the card
// from being asked: an answer too long to remember, or an answer that occurs in the
// question.
func Check(q study.Question) []Problem {
	front, back := tree.Parse(q.Front), tree.Parse(q.Back)
	var found problems
	found.pictures(q, front, back)
	found.sizes(q, front, back)
	found.answering(q)
	if !q.Voice && len(found) == 0 {
		found.add("voice", "It cannot be answered by voice: "+q.WhyNot+".", "")
	}
	return found
}

// problems holds at most one problem of each name.
type problems []Problem

func (p *problems) add(what, why, fix string) {
	if !slices.ContainsFunc(*p, func(p Problem) bool { return p.What == what }) {
		*p = append(*p, Problem{what, why, fix})
	}
}

// pictures adds the pictures that a listener would have to see.
func (p *problems) pictures(q study.Question, front, back *html.Node) {
	if n := nameless(front); n > 0 {
		p.add("image", fmt.Sprintf("The question shows %s without a description.", several(n, "an image", "images")),
			"Give the image an alt text, or ask in words.")
	}
	if len(q.Accept) == 0 && nameless(back) > nameless(front) && sameWords(q.Reveal) {
		p.add("image", "The answer is an image without a description.", "Give the image an alt text, or write the answer as well.")
	}
	if strings.Contains(q.Front, `class="card-occlusion"`) {
		p.add("picture", "The card hides part of a picture.", "Make a card in words for what it asks.")
	}
}

// sizes adds what is too long to remember.
func (p *problems) sizes(q study.Question, front, back *html.Node) {
	if s := Seconds(q.Ask); s > maxPrompt {
		p.add("long", fmt.Sprintf("The question takes about %.0f seconds to say; %d is one breath.", s, maxPrompt),
			"Split the card, or move the background to its answer.")
	}
	if n := longestList(front); n > maxHeard {
		p.add("list", fmt.Sprintf("The question lists %d things; %d can be kept in mind.", n, maxHeard), "Make a card for each.")
	}
	if n := longestList(back); n > maxHeard && q.Kind != study.Order {
		p.add("list", fmt.Sprintf("The answer lists %d things.", n), "Make a card for each, or a cloze for each.")
	}
	if r, c := largestTable(front); r > 3 || c > 3 {
		p.add("table", fmt.Sprintf("The question holds a table of %d rows and %d columns.", r, c), "Ask for one cell a card.")
	}
	if n := wordCount(q.Reveal); n > 40 && len(q.Ideas) == 0 {
		p.add("long answer", fmt.Sprintf("The answer has %d words in one piece.", n), "Split it, or make it a list of ideas.")
	}
}

// answering adds what makes the question too easy, or hard to answer or to read aloud.
func (p *problems) answering(q study.Question) {
	if a := shownAnswer(q); a != "" {
		p.add("answer in question", fmt.Sprintf("The question says its own answer: %q.", a), "Leave it out of the question, or make the card a cloze.")
	}
	if len(q.Choices) > maxHeard && q.Kind == study.Multiple {
		p.add("options", fmt.Sprintf("There are %d options to choose several from.", len(q.Choices)), "Ask for each option as true or false.")
	}
	if w := wrongScript(q); w != "" {
		p.add("language", w, "Set the language of the field or of the deck.")
	}
}

func several(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// nameless counts the images without a useful alt text.
func nameless(n *html.Node) int {
	k := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if alt, ok := tree.Attr(c, "alt"); c.DataAtom == atom.Img && !markup.AltText(alt) && !(ok && alt == "") {
			k++
		}
		k += nameless(c)
	}
	return k
}

// sameWords reports whether speech contains nothing but the word "image".
func sameWords(s study.Speech) bool {
	if slices.ContainsFunc(s, func(seg study.Segment) bool { return seg.Sound != "" }) {
		return false
	}
	for _, w := range strings.Fields(s.Text()) {
		if !slices.ContainsFunc(lang.AllWords(), func(ws *lang.Words) bool { return ws.Image == w }) {
			return false
		}
	}
	return true
}

func longestList(n *html.Node) int {
	k := 0
	if n.DataAtom == atom.Ul || n.DataAtom == atom.Ol {
		for _, li := range tree.Children(n, atom.Li) {
			if markup.HasContent(li) {
				k++
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		k = max(k, longestList(c))
	}
	return k
}

func largestTable(n *html.Node) (rows, cols int) {
	if n.DataAtom == atom.Table {
		for _, tr := range tree.Children(n, atom.Tr) {
			if len(tree.Children(tr, atom.Td)) > 0 {
				rows++
			}
			cols = max(cols, len(tree.Children(tr, atom.Td, atom.Th)))
		}
		if rows < 2 || cols < 2 {
			rows, cols = 0, 0
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if r, w := largestTable(c); r*w > rows*cols {
			rows, cols = r, w
		}
	}
	return rows, cols
}

// shownAnswer returns an accepted answer that occurs in the question as whole words, ""
// for none. It ignores questions that name their alternatives.
func shownAnswer(q study.Question) string {
	switch q.Kind {
	case study.Choice, study.Multiple, study.TrueFalse, study.Order, study.Info, study.Matching, study.Numeric:
		return ""
	}
	asked := q.Ask.Text()
	for _, a := range q.Accept {
		if a.Weight >= 1 && lang.ContainsWords(asked, a.Text) {
			return a.Text
		}
	}
	if t := q.Reveal.Text(); len(q.Accept) == 0 && lang.ContainsWords(asked, t) {
		return clipped(t)
	}
	return ""
}

// wrongScript returns text that no voice of its language could read.
func wrongScript(q study.Question) string {
	for _, s := range [2]study.Speech{q.Ask, q.Reveal} {
		for _, seg := range s {
			for _, st := range lang.Stretches(seg.Text) {
				if st.Script == lang.Neutral || st.Script == lang.OtherScript || seg.Lang == "" || lang.Wrote(seg.Lang, st.Script) {
					continue
				}
				if n := letters(st.Text); n > 20 && n*2 > letters(seg.Text) {
					return fmt.Sprintf("%q is marked as %q, which is not written so.", clipped(strings.TrimSpace(st.Text)), seg.Lang)
				}
			}
		}
	}
	return ""
}

// CheckType returns the problems of a note type's templates: tags that name no field,
// and conditionals that never close.
func CheckType(nt *study.NoteType) []Problem {
	var out []Problem
	known := lang.WordSet("FrontSide Tags Type Deck Subdeck Card CardFlag")
	for _, f := range nt.Fields {
		known[strings.TrimSpace(f.Name)] = true
	}
	seen := map[string]bool{}
	for _, t := range nt.Templates {
		for _, src := range [2]string{t.Front, t.Back} {
			var visit func([]template.Node)
			visit = func(nodes []template.Node) {
				for _, n := range nodes {
					if n.Key != "" && !known[n.Key] && !clozeKey.MatchString(n.Key) && !seen[n.Key] {
						seen[n.Key] = true
						out = append(out, Problem{"template", fmt.Sprintf("The template %q names a field %q, which the note type does not have.", t.Name, n.Key),
							"Correct the name in the template."})
					}
					visit(n.Kids)
				}
			}
			visit(template.Parse(tree.Cut(src, tree.MaxHTML)))
		}
	}
	return out
}

var clozeKey = regexp.MustCompile(`^c\d+$`)
