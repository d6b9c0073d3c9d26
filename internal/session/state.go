package session

import (
	"slices"
	"time"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/study"
)

// Phase is where the conversation stands.
type Phase string

// The phases.
const (
	Idle       Phase = ""
	Waiting    Phase = "waiting"    // for the host to hand over a question
	Asking     Phase = "asking"     // the question is being said
	Answering  Phase = "answering"  // the learner's turn
	Confirming Phase = "confirming" // what was heard is read back
	Checking   Phase = "checking"   // the answer is out, its ideas are asked one by one
	Revealed   Phase = "revealed"   // the answer is out, a grade is wanted
	Feedback   Phase = "feedback"   // graded; moving on when the words end
	Reading    Phase = "reading"    // a passage of a reading is being said or played
	Paused     Phase = "paused"
	Finished   Phase = "finished"
)

// Interrupt in State.Resume marks a pause that the learner did not ask for.
const Interrupt Phase = "interrupt"

// State is a whole session between two events. It is plain data: JSON keeps
// it, and Step alone changes it.
type State struct {
	Phase   Phase      `json:"phase"`
	Turn    int        `json:"turn"`
	Profile string     `json:"profile"`
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
	LastActive time.Time       `json:"last_active,omitzero"` // last sign of the learner
	Silences   int             `json:"silences,omitempty"`   // on this card
	NoMatches  int             `json:"no_matches,omitempty"` // on this card
	SilentRun  int             `json:"silent_run,omitempty"` // cards in a row without a sign
	Heard      string          `json:"heard,omitempty"`
	Verdict    *answer.Verdict `json:"verdict,omitempty"`
	Pending    *Pending        `json:"pending,omitempty"`
	Idea       int             `json:"idea,omitempty"`  // checking: which idea is asked
	Known      int             `json:"known,omitempty"` // checking: ideas said
	Notice     string          `json:"notice,omitempty"`

	History []Done     `json:"history,omitempty"` // for undo and for changing a grade
	Refs    int        `json:"refs,omitempty"`    // records made so far
	Passed  []study.ID `json:"passed,omitempty"`  // not graded, not to be asked again now
	Unfit   int        `json:"unfit,omitempty"`   // left out as unsuitable for the profile
	Reviews int        `json:"reviews,omitempty"`
	Right   int        `json:"right,omitempty"`

	Reading   study.ID       `json:"reading,omitzero"` // lesson: what is read
	Place     study.Place    `json:"place,omitzero"`
	Passage   *study.Passage `json:"passage,omitempty"`
	PassageAt time.Time      `json:"passage_at,omitzero"` // its beginning
	Asked     int            `json:"asked,omitempty"`     // lesson: cards graded after this section
	TurnAt    time.Time      `json:"turn_at,omitzero"`    // lesson: when there was last a time to speak

	BreakAt time.Time `json:"break_at,omitzero"` // when a break was last suggested, or the start
	Player  int       `json:"player,omitempty"`  // duel: whose turn, 0 or 1
	Scores  [2]int    `json:"scores,omitzero"`   // duel: in this state only, never stored as reviews
	Missed  bool      `json:"missed,omitempty"`  // challenge: the round is over
	Resume  Phase     `json:"resume,omitempty"`  // paused, confirming: the phase before
}

// Pending is what was heard and waits for a yes.
type Pending struct {
	Text    string         `json:"text"`
	Options []int          `json:"options,omitempty"` // the choices it names
	Command intent.Command `json:"command,omitempty"` // a command; an answer when empty
	Resume  Phase          `json:"resume,omitempty"`  // heard while paused: where the pause goes on
}

// Done is a recorded review, kept for undo.
type Done struct {
	Ref   int         `json:"ref"`
	Card  study.ID    `json:"card"`
	Grade study.Grade `json:"grade"`
	Away  bool        `json:"away,omitempty"` // the card was put away rather than graded
}

// keepHistory is how many cards can be taken back.
const keepHistory = 25

// remember notes what can be taken back.
func (s *State) remember(d Done) {
	s.History = append(s.History, d)
	if len(s.History) > keepHistory {
		s.History = s.History[len(s.History)-keepHistory:]
	}
}

// Trim returns the state with at most keep of the cards that are not to be asked
// again now, the last ones, and which it left out. So a host can keep a long
// session small, where it knows otherwise that they are not to be asked, or
// where they may come again after so many others.
func (s State) Trim(keep int) (State, []study.ID) {
	n := len(s.Passed) - keep
	if n <= 0 {
		return s, nil
	}
	left := s.Passed[:n]
	s.Passed = slices.Clone(s.Passed[n:])
	return s, left
}
