package session

import (
	"slices"
	"time"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/study"
)

// Phase is the current point of the conversation.
type Phase string

// The phases.
const (
	Idle       Phase = ""
	Waiting    Phase = "waiting"    // the host is to hand over a question
	Asking     Phase = "asking"     // the question is being said
	Answering  Phase = "answering"  // the learner may answer
	Confirming Phase = "confirming" // what was heard is read back
	Checking   Phase = "checking"   // the answer is out and its ideas are asked about one by one
	Revealed   Phase = "revealed"   // the answer is out and the learner is to grade
	Feedback   Phase = "feedback"   // graded; the next card follows when the feedback ends
	Reading    Phase = "reading"    // a passage is read aloud or played
	Paused     Phase = "paused"
	Finished   Phase = "finished"
)

// Interrupt in State.Resume marks a pause that the learner did not ask for.
const Interrupt Phase = "interrupt"

// State is a whole session between two events. It is plain data that is stored as JSON;
// only Step changes it.
type State struct {
	Phase   Phase      `json:"phase"`
	Turn    int        `json:"turn"`
	Profile ProfileID  `json:"profile"`
	Mode    Mode       `json:"mode"`
	Decks   []study.ID `json:"decks,omitempty"`
	Limit   int        `json:"limit,omitempty"`
	Seed    uint64     `json:"seed,omitempty"`
	Options Options    `json:"options"`

	Now     time.Time `json:"now"`
	Started time.Time `json:"started"`

	Question   *study.Question `json:"question,omitempty"`
	Left       int             `json:"left,omitempty"`
	AskedAt    time.Time       `json:"asked_at,omitzero"`    // end of the question
	LastActive time.Time       `json:"last_active,omitzero"` // last sign of activity
	Silences   int             `json:"silences,omitempty"`   // on this card
	NoMatches  int             `json:"no_matches,omitempty"` // on this card
	SilentRun  int             `json:"silent_run,omitempty"` // silent cards in a row
	Heard      string          `json:"heard,omitempty"`
	Typed      bool            `json:"typed,omitempty"` // Heard was typed
	Verdict    *answer.Verdict `json:"verdict,omitempty"`
	Pending    *Pending        `json:"pending,omitempty"`
	Idea       int             `json:"idea,omitempty"`  // checking: index of the idea asked
	Known      int             `json:"known,omitempty"` // checking: ideas that the learner mentioned
	Notice     string          `json:"notice,omitempty"`

	History []Done     `json:"history,omitempty"` // for undo and for changing a grade
	Refs    int        `json:"refs,omitempty"`    // records made so far
	Passed  []study.ID `json:"passed,omitempty"`  // ungraded cards that are not to be asked again now
	Unfit   int        `json:"unfit,omitempty"`   // left out as unsuitable for the profile
	Reviews int        `json:"reviews,omitempty"`
	Right   int        `json:"right,omitempty"`

	Reading   study.ID       `json:"reading,omitzero"` // lesson: the current reading
	Place     study.Place    `json:"place,omitzero"`
	Passage   *study.Passage `json:"passage,omitempty"`
	PassageAt time.Time      `json:"passage_at,omitzero"` // when the passage began
	Asked     int            `json:"asked,omitempty"`     // lesson: cards graded after this section
	TurnAt    time.Time      `json:"turn_at,omitzero"`    // lesson: when the learner last had time to speak

	BreakAt time.Time `json:"break_at,omitzero"` // when a break was last suggested, or the start
	Player  int       `json:"player,omitempty"`  // duel: whose turn it is, 0 or 1
	Scores  [2]int    `json:"scores,omitzero"`   // duel: kept in this state only, never stored as reviews
	Missed  bool      `json:"missed,omitempty"`  // challenge: the round is over
	Resume  Phase     `json:"resume,omitempty"`  // paused, confirming: the phase before
}

// Pending is what was heard and waits for confirmation.
type Pending struct {
	Text    string         `json:"text"`
	Options []int          `json:"options,omitempty"` // the choices that the answer names
	Command intent.Command `json:"command,omitempty"` // a command; "" for an answer
	Resume  Phase          `json:"resume,omitempty"`  // heard during a pause: where the pause resumes
}

// Done is a recorded review, kept for undo.
type Done struct {
	Ref   int         `json:"ref"`
	Card  study.ID    `json:"card"`
	Grade study.Grade `json:"grade"`
	Away  bool        `json:"away,omitempty"` // the card was suspended rather than graded
}

// keepHistory is how many cards can be undone.
const keepHistory = 25

// remember adds a card to the history for undo.
func (s *State) remember(d Done) {
	s.History = append(s.History, d)
	if len(s.History) > keepHistory {
		s.History = s.History[len(s.History)-keepHistory:]
	}
}

// Trim returns the state with only the last keep of the passed cards, and the IDs it
// dropped. A host can so keep a long session small, if it excludes the dropped cards
// itself or accepts that they may come again after that many others.
func (s State) Trim(keep int) (State, []study.ID) {
	n := len(s.Passed) - keep
	if n <= 0 {
		return s, nil
	}
	left := s.Passed[:n]
	s.Passed = slices.Clone(s.Passed[n:])
	return s, left
}
