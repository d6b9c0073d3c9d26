package session

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"carrel/internal/study"
)

// breakAfter is how long a learner drives before the app suggests a break.
const breakAfter = 20 * time.Minute

// intake takes the question that the host hands over and asks it. Where the profile cannot
// ask it, intake leaves the card ungraded for study at a screen and requests the next one.
func (t question) intake(q study.Question, left int) {
	t.s.Left = left
	if !t.p.Fits(q) {
		t.s.Unfit++
		t.pass(q.Card)
		t.next(study.ID{})
		return
	}
	if t.p.MaxOptions > 0 && q.Kind == study.Choice {
		q.Choices = narrow(q.Choices, t.p.MaxOptions, t.s.Seed^binary.BigEndian.Uint64(q.Card[:8]))
	}
	t.s.Question = &q
	t.s.Silences, t.s.NoMatches, t.s.Idea, t.s.Known = 0, 0, 0, 0
	t.s.Heard, t.s.Typed, t.s.Verdict, t.s.Pending, t.s.Notice = "", false, nil, nil, ""
	t.s.AskedAt = time.Time{}
	t.ask()
}

// ask says the question.
func (t question) ask() {
	t.s.Phase = Asking
	t.show()
	t.suggestBreak()
	if t.s.Mode == Duel {
		t.plain(RolePrompt, t.m.DuelTurn, "n", strconv.Itoa(t.s.Player+1))
	}
	speech := slices.Clone(t.s.Question.Ask)
	speech = append(speech, t.options()...)
	if len(speech) == 0 {
		// A card may have nothing to say at all; then the learner answers right away.
		t.yourTurn()
		return
	}
	t.say(RoleQuestion, speech)
	if t.bargeIn() {
		t.earcon(YourTurn)
		t.s.AskedAt = t.s.Now.Add(duration(speech, t.s.Options.Rate))
		t.listen(t.currentExpect())
	}
}

// again asks the same question again.
func (t question) again() {
	t.s.Pending = nil
	t.s.Silences = 0
	t.ask()
}

// suggestBreak suggests a break after each breakAfter of driving.
func (t *turn) suggestBreak() {
	if t.p.Driving && t.s.Now.Sub(t.s.BreakAt) >= breakAfter {
		t.s.BreakAt = t.s.Now
		t.s.Notice = t.m.Break
		t.plain(RolePrompt, t.m.Break)
	}
}

// Ahead returns what the app would say for q, question and answer, if s went on to it, so
// that a host can prepare the clips in advance.
func Ahead(s State, q study.Question) []study.Speech {
	t := newTurn(s)
	t.fx = nil
	t.s.Phase, t.s.Mode = Waiting, Due
	t.s.BreakAt = t.s.Now
	t.question().intake(q, 1)
	if t.s.Question == nil {
		return nil
	}
	for _, m := range []string{t.m.Right, t.m.AnswerIs, t.m.WrongPlain} {
		t.feedback().answer(m)
	}
	var out []study.Speech
	for _, e := range t.fx {
		if say, ok := e.(Say); ok {
			out = append(out, say.Speech)
		}
	}
	return out
}

// options reads the choices aloud with numbers, because letters are easily misheard.
func (t question) options() study.Speech {
	q := t.s.Question
	if len(q.Choices) == 0 || (q.Kind != study.Choice && q.Kind != study.Multiple && q.Kind != study.Matching) {
		return nil
	}
	var out study.Speech
	for i, c := range q.Choices {
		out = append(out, study.Segment{PauseMS: 250})
		lang := c.Lang
		if lang == "" {
			lang = q.Lang
		}
		out = append(out, t.spoken(fill(t.m.Option, "n", strconv.Itoa(i+1)), map[string]study.Speech{
			"text": {{Text: c.Text, Lang: lang}},
		})...)
	}
	return out
}

// yourTurn starts the learner's time to answer.
func (t question) yourTurn() {
	t.s.Phase = Answering
	t.s.AskedAt = t.s.Now
	t.show()
	if t.p.Spoken || t.s.Options.Listening {
		t.earcon(YourTurn)
	}
	t.listen(t.currentExpect())
}

// narrow returns at most n options in their original order: the right ones, and wrong ones
// chosen by seed up to n.
func narrow(options []study.ChoiceText, n int, seed uint64) []study.ChoiceText {
	if len(options) <= n {
		return options
	}
	keep := make([]bool, len(options))
	var wrong []int
	kept := 0
	for i, o := range options {
		if o.Weight > 0 && kept < n {
			keep[i] = true
			kept++
		} else if o.Weight <= 0 {
			wrong = append(wrong, i)
		}
	}
	r := rand.New(rand.NewPCG(seed, 0x63617272656c))
	r.Shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	for _, i := range wrong {
		if kept >= n {
			break
		}
		keep[i] = true
		kept++
	}
	out := make([]study.ChoiceText, 0, n)
	for i, o := range options {
		if keep[i] {
			out = append(out, o)
		}
	}
	return out
}

// duration estimates how long speech takes, at 150 words a minute and rate 1.
func duration(s study.Speech, rate float64) time.Duration {
	if rate <= 0 {
		rate = 1
	}
	var ms float64
	for _, seg := range s {
		words := 1
		for _, r := range seg.Text {
			if r == ' ' {
				words++
			}
		}
		if seg.Text != "" {
			ms += float64(words) * 400 / rate
		}
		ms += float64(seg.PauseMS)
	}
	return time.Duration(ms) * time.Millisecond
}
