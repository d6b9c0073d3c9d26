package h5p

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/study"
)

func (r *reader) multiChoice(m map[string]any, id string) error {
	it := &study.Item{Kind: study.Choice, Stem: text(m, "question")}
	right := 0
	for _, v := range list(m, "answers") {
		a, _ := v.(map[string]any)
		o := study.Option{Text: text(a, "text"), Feedback: text(member(a, "tipsAndFeedback"), "chosenFeedback")}
		if a["correct"] == true {
			o.Weight = 1
			right++
		}
		it.Options = append(it.Options, o)
	}
	behaviour := member(m, "behaviour")
	if right > 1 && behaviour["singleAnswer"] != true && text(behaviour, "type") != "single" {
		it.Kind = study.Multiple
		for i := range it.Options {
			it.Options[i].Weight /= float64(right)
		}
	}
	if right == 0 || len(it.Options) < 2 {
		r.found++
		return r.out.Skip("content "+id+": "+clip(markup.Text(it.Stem)), "none of its choices is right")
	}
	return r.send(it, m, id)
}

// singleChoices reads a list of questions whose first answer is the right one.
func (r *reader) singleChoices(m map[string]any, id string) error {
	for i, v := range list(m, "choices") {
		c, _ := v.(map[string]any)
		it := &study.Item{Kind: study.Choice, Stem: text(c, "question")}
		for k, a := range list(c, "answers") {
			s, _ := a.(string)
			o := study.Option{Text: s}
			if k == 0 {
				o.Weight = 1
			}
			it.Options = append(it.Options, o)
		}
		if len(it.Options) < 2 {
			r.found++
			if err := r.out.Skip(fmt.Sprintf("content %s, choice %d", id, i+1), "it has fewer than two choices"); err != nil {
				return err
			}
			continue
		}
		if err := r.send(it, nil, fmt.Sprintf("%s/%d", id, i+1)); err != nil {
			return err
		}
	}
	return nil
}

// cards reads flash cards and dialog cards.
func (r *reader) cards(m map[string]any, id string) error {
	for i, v := range append(list(m, "cards"), list(m, "dialogs")...) {
		c, _ := v.(map[string]any)
		it := &study.Item{Kind: study.Recall, Stem: text(c, "text"), Answer: text(c, "answer")}
		if markup.Text(it.Answer) == "" {
			r.found++
			if err := r.out.Skip(fmt.Sprintf("content %s, card %d", id, i+1), "it has no answer"); err != nil {
				return err
			}
			continue
		}
		if markup.Short(it.Answer) {
			it.Kind, it.Accept, it.Answer = study.Short, []study.Accept{{Text: it.Answer, Weight: 1}}, ""
		}
		if err := r.send(it, c, fmt.Sprintf("%s/%d", id, i+1)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) blanks(m map[string]any, id string) error {
	for i, v := range list(m, "questions") {
		s, _ := v.(string)
		if err := r.gaps(text(m, "text"), s, m, fmt.Sprintf("%s/%d", id, i+1)); err != nil {
			return err
		}
	}
	return nil
}

// dragFeedback matches the feedback that DragText gives when a word is dropped: \+ in the
// right place, \- in a wrong one.
var dragFeedback = regexp.MustCompile(`\\[+-][^*\\]*`)

var starred = regexp.MustCompile(`\*([^*\n]+)\*`)

const (
	maxGaps  = 300
	asterisk = "\ue000" // replaces ** while the text is parsed
)

// gaps reads a text with gaps between asterisks: *answer/other:hint*.
func (r *reader) gaps(intro, s string, m map[string]any, id string) error {
	it := &study.Item{Kind: study.Cloze}
	s = strings.ReplaceAll(s, "**", asterisk) // H5P's escape for an asterisk
	stem := starred.ReplaceAllStringFunc(s, func(part string) string {
		if len(it.Gaps) >= maxGaps {
			return part
		}
		inner := html.UnescapeString(strings.ReplaceAll(strings.Trim(part, "*"), asterisk, "*"))
		answers, hint, _ := strings.Cut(inner, ":")
		gap := study.Item{Kind: study.Short, Stem: markup.Escape(strings.TrimSpace(hint))}
		for _, a := range strings.Split(answers, "/") {
			if a = strings.TrimSpace(a); a != "" {
				gap.Accept = append(gap.Accept, study.Accept{Text: markup.Escape(a), Weight: 1})
			}
		}
		if len(gap.Accept) == 0 {
			return part
		}
		it.Gaps = append(it.Gaps, gap)
		return fmt.Sprintf("{{%d}}", len(it.Gaps))
	})
	it.Stem = strings.TrimSpace(strings.ReplaceAll(stem, asterisk, "*"))
	if intro = strings.TrimSpace(intro); markup.Text(intro) != "" {
		it.Stem = intro + "\n" + it.Stem
	}
	if len(it.Gaps) == 0 {
		r.found++
		return r.out.Skip("content "+id+": "+clip(markup.Text(s)), "it has no gap")
	}
	return r.send(it, m, id)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}
