package speakable

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// ofKind fills in the answer of an item by its kind. It returns the blocks and the HTML
// of the question with what the kind adds to them.
func (m *itemMaker) ofKind(it *study.Item, ord int, blocks []markup.Block, front string) ([]markup.Block, string) {
	switch it.Kind {
	case study.TrueFalse:
		blocks = m.trueFalse(it, blocks)
	case study.Choice:
		m.choices(it.Options)
		m.reveal(it, "")
	case study.Multiple:
		blocks = append(blocks, m.words(m.vocabulary().ChooseAll))
		m.choices(it.Options)
		if len(it.Options) > maxHeard && m.q.WhyNot == "" {
			m.q.WhyNot = fmt.Sprintf("it has %d options to choose several from", len(it.Options))
		}
		m.reveal(it, "")
	case study.Numeric:
		m.numeric(it)
	case study.Matching:
		return m.matching(it, ord, blocks, front)
	case study.Order:
		return m.order(it, blocks, front)
	case study.Info:
	default:
		m.open(it)
	}
	return blocks, front
}

// trueFalse makes a question with the answers true and false, which it names unless the
// question does.
func (m *itemMaker) trueFalse(it *study.Item, blocks []markup.Block) []markup.Block {
	ws := m.vocabulary()
	if !lang.ContainsWords(m.a.speech(blocks).Text(), strings.Trim(ws.TrueFalse, " ?")) {
		blocks = append([]markup.Block{m.words(ws.TrueFalse)}, blocks...)
	}
	m.q.True = it.True
	m.reveal(it, map[bool]string{true: ws.Yes, false: ws.No}[it.True])
	return blocks
}

// matching asks for the right side of the pair ord.
func (m *itemMaker) matching(it *study.Item, ord int, blocks []markup.Block, front string) ([]markup.Block, string) {
	left, right := nthPair(it.Pairs, ord)
	blocks = append(blocks, m.left(left)...)
	m.choices(matchOptions(it.Pairs, right))
	m.q.Choices = narrow(m.q.Choices, maxHeard, chance(m.in.Seed, m.q.Card))
	m.q.Accept = m.acceptsOf(right)
	m.q.Reveal = m.answer(right)
	m.back.WriteString("<p>" + mark.Clean(right) + "</p>")
	return blocks, front + "<p>" + mark.Clean(left) + "</p>"
}

// left asks for the match of the left side of a pair. A left side of many words is a
// question in itself.
func (m *itemMaker) left(src string) []markup.Block {
	l := m.walk(mark.Clean(src), m.lang, markup.Ask)
	m.ask.Add(l.Facts)
	if len(l.Blocks) != 1 || len(strings.Fields(blockText(l.Blocks[0]))) > 4 {
		return l.Blocks
	}
	before, after, _ := strings.Cut(m.vocabulary().Match, "{0}")
	b := m.words(before)
	b.Runs = append(b.Runs, l.Blocks[0].Runs...)
	b.Runs = append(b.Runs, m.words(after).Runs...)
	return []markup.Block{b}
}

// nthPair returns the pair asked by the card ord.
func nthPair(pairs []study.Pair, ord int) (left, right string) {
	for _, p := range pairs {
		if p.Left == "" {
			continue
		}
		if ord == 0 {
			return p.Left, p.Right
		}
		ord--
	}
	return "", ""
}

// matchOptions returns the right sides, each once. Those equal to right are the right
// options.
func matchOptions(pairs []study.Pair, right string) []study.Option {
	var out []study.Option
	seen := map[string]bool{}
	for _, p := range pairs {
		key := tree.Text(p.Right)
		if seen[key] {
			continue
		}
		seen[key] = true
		o := study.Option{Text: p.Right}
		if key == tree.Text(right) {
			o.Weight = 1
		}
		out = append(out, o)
	}
	return out
}

func (m *itemMaker) numeric(it *study.Item) {
	m.q.Numbers = append([]study.Range(nil), it.Numbers...)
	for i := range m.q.Numbers {
		m.q.Numbers[i].Feedback = m.plainSaid(m.q.Numbers[i].Feedback)
	}
	text := ""
	if r, ok := bestRange(it.Numbers); ok {
		ws := m.vocabulary()
		text = lang.Fill(ws.Between, number(r.Min), number(r.Max))
		mid := (r.Min + r.Max) / 2
		if r.Min == r.Max || (r.Max-r.Min) <= math.Abs(mid)/10 && len(number(mid)) <= len(number(r.Max)) {
			text = number(mid)
		}
	}
	m.reveal(it, text)
}

func bestRange(rs []study.Range) (study.Range, bool) {
	best, ok := study.Range{}, false
	for _, r := range rs {
		if !ok || r.Weight > best.Weight {
			best, ok = r, true
		}
	}
	return best, ok
}

// number formats a number for speech, without binary rounding noise.
func number(f float64) string {
	s := strconv.FormatFloat(f, 'g', 10, 64)
	if strings.Contains(s, "e") {
		s = strconv.FormatFloat(f, 'f', -1, 64)
	}
	return s
}

// order makes an ordering question: the items shuffled, and the answer in order.
func (m *itemMaker) order(it *study.Item, blocks []markup.Block, front string) ([]markup.Block, string) {
	ws := m.vocabulary()
	blocks = append(blocks, m.words(ws.Order))
	perm := chance(m.in.Seed, m.q.Card).Perm(len(it.Options))
	front += "<ul>"
	for _, k := range perm {
		s := m.walk(mark.Clean(it.Options[k].Text), m.alang, markup.Ask)
		m.ask.Add(s.Facts)
		blocks = append(blocks, s.Blocks...)
		front += "<li>" + mark.Clean(it.Options[k].Text) + "</li>"
	}
	front += "</ul>"
	m.ask.Longest = max(m.ask.Longest, len(it.Options))
	var right strings.Builder
	right.WriteString("<ol>")
	for _, o := range it.Options {
		right.WriteString("<li>" + mark.Clean(o.Text) + "</li>")
		m.q.Ideas = append(m.q.Ideas, m.plainSaid(o.Text))
	}
	right.WriteString("</ol>")
	src := right.String()
	if it.Answer != "" {
		src = mark.Clean(it.Answer)
	}
	m.q.Reveal = m.answer(src)
	m.back.WriteString(src)
	return blocks, front
}
