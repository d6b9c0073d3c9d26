package session

import (
	"slices"
	"strings"

	"carrel/internal/study"
)

// turn is one step in progress: the changed state and the effects so far.
type turn struct {
	s  State
	fx []Effect
	p  Profile
	m  *messages
}

// newTurn copies s deep enough that Step can change the copy without affecting the
// caller's.
func newTurn(s State) *turn {
	s.History = slices.Clone(s.History)
	s.Passed = slices.Clone(s.Passed)
	if s.Pending != nil {
		p := *s.Pending
		s.Pending = &p
	}
	p, ok := ProfileNamed(s.Profile)
	if !ok {
		p = Profiles[0]
	}
	return &turn{s: s, p: p, m: messagesFor(s.Options.Lang)}
}

func (t *turn) do(e Effect) { t.fx = append(t.fx, e) }

func (t *turn) show() { t.do(Show{}) }

func (t *turn) say(role Role, speech study.Speech) {
	if len(speech) == 0 {
		return
	}
	t.do(Say{Role: role, Text: speech.Text(), Speech: speech})
}

func (t *turn) earcon(name EarconName) {
	if t.s.Options.Earcons {
		t.do(Earcon{Name: name})
	}
}

// spoken fills a message of the app with parts in other languages: "Right: {answer}."
// becomes three segments, each in its own language.
func (t *turn) spoken(message string, parts map[string]study.Speech) study.Speech {
	var out study.Speech
	add := func(text string) {
		// Punctuation after a part is covered by that part's pause.
		text = strings.TrimSpace(strings.TrimLeft(text, ".,;!? \u00a0\u202f"))
		if strings.Trim(text, ": ") == "" {
			return
		}
		out = append(out, study.Segment{Text: text, Lang: t.s.Options.Lang})
	}
	for message != "" {
		i := strings.IndexByte(message, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(message[i:], '}')
		if j < 0 {
			break
		}
		add(message[:i])
		out = append(out, parts[message[i+1:i+j]]...)
		message = message[i+j+1:]
	}
	add(message)
	return out
}

// plain fills a message with plain texts and says it.
func (t *turn) plain(role Role, message string, pairs ...string) {
	t.say(role, study.Say(fill(message, pairs...), t.s.Options.Lang))
}

// next asks the host for a question: this card, or any card if it is zero.
func (t *turn) next(card study.ID) {
	t.s.Question, t.s.Pending, t.s.Verdict, t.s.Heard, t.s.Typed = nil, nil, nil, "", false
	if card.IsZero() && t.s.Mode == Lesson && !t.s.Place.Asking {
		t.reading().read()
		return
	}
	if card.IsZero() && t.s.Mode == Challenge && t.s.Missed {
		t.finish(FinishMissed)
		return
	}
	if card.IsZero() && t.s.Limit > 0 && t.s.Reviews >= t.s.Limit {
		t.finish(FinishDone)
		return
	}
	t.s.Phase = Waiting
	t.do(Next{Card: card, Exclude: slices.Clone(t.s.Passed)})
}

// pass keeps a card from being handed over again in this session.
func (t *turn) pass(card study.ID) {
	if !slices.Contains(t.s.Passed, card) {
		t.s.Passed = append(t.s.Passed, card)
	}
}

// These are the four parts of a conversation, each with its own steps. They embed the same
// turn, so a change by one is seen by all.
type (
	question   struct{ *turn } // a card is asked and answered
	askingBack struct{ *turn } // what was heard is read back, or ideas are asked about one by one
	feedback   struct{ *turn } // the answer is out and the card is being graded or has been
	reading    struct{ *turn } // a lesson is being read
)

func (t *turn) question() question     { return question{t} }
func (t *turn) askingBack() askingBack { return askingBack{t} }
func (t *turn) feedback() feedback     { return feedback{t} }
func (t *turn) reading() reading       { return reading{t} }
