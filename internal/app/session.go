package app

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"

	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/study"
)

// Turn is a session's answer to an event.
type Turn struct {
	Turn    int              `json:"turn"`
	Effects []session.Effect `json:"effects"`
	View    session.View     `json:"view"`
	// Preload lists the clips that will be needed soon.
	Preload []string `json:"preload,omitempty"`
}

// Waits reports whether the session goes on by itself once its speech has ended,
// because the turn speaks but does not listen.
func (t Turn) Waits() bool {
	if t.View.Phase == session.Finished || t.View.Phase == session.Paused {
		return false
	}
	says := false
	for _, e := range t.Effects {
		switch e.Effect {
		case session.Say:
			says = true
		case session.Listen:
			return false
		}
	}
	return says
}

// conversation is a session as it is stored: its state, and the review row of
// each record in its history.
type conversation struct {
	State session.State    `json:"state"`
	Refs  map[int]study.ID `json:"refs,omitempty"`
	Order []study.ID       `json:"order,omitempty"` // weekly mode: the cards that slipped

	// In the shuffled modes, shuffled is the order, which is recomputed when a
	// stored session is opened, and every card up to and including Behind is
	// done.
	shuffled []study.ID
	Behind   study.ID `json:"behind,omitzero"`

	marked *study.Place // the place in a reading that was stored last

	// The number of due cards at the last count, and the number of reviews then.
	// The count is cached because counting a large collection takes longer than
	// asking a card.
	Counted int `json:"counted,omitempty"`
	At      int `json:"counted_at,omitempty"`
}

// mostUnfit bounds how many unsuitable cards in a row a session skips before it
// reports that nothing is left.
const mostUnfit = 500

// Session handles one event of the single session: it carries out the host's
// effects, stores the state, and returns the effects for the page.
func (a *App) Session(ctx context.Context, e session.Event) (Turn, error) {
	a.sessionMu.Lock()
	defer a.sessionMu.Unlock()
	c, err := a.loadConversation(ctx)
	if err != nil {
		return Turn{}, err
	}
	if e.Now.IsZero() {
		e.Now = a.now()
	}
	if e.Event == session.Start {
		if err := a.prepareStart(ctx, &e); err != nil {
			return Turn{}, err
		}
		c = &conversation{State: c.State}
	} else if c.State.Phase == session.Idle {
		return Turn{}, study.Errorf(study.NotFound, "no session is going on: start one first")
	}
	turn, err := a.converse(ctx, c, e)
	if err != nil {
		// The stored state is authoritative; the state in memory may be ahead of
		// it.
		a.conversation = nil
		return Turn{}, err
	}
	a.conversation = c
	return turn, nil
}

// prepareStart checks a start event and fills in the learner's settings.
func (a *App) prepareStart(ctx context.Context, e *session.Event) error {
	// The clock may have been corrected since the collection was opened.
	if _, err := a.store.SettleClock(ctx); err != nil {
		return err
	}
	s, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	if e.Profile == "" {
		e.Profile = s.Profile
	}
	p, ok := session.ProfileNamed(e.Profile)
	if !ok {
		return study.Errorf(study.Invalid, "there is no profile %q: choose desk, hands-free, driving or one-switch", e.Profile)
	}
	if e.Mode == "" {
		e.Mode = session.Due
	}
	if !slices.Contains(p.Modes, e.Mode) {
		return study.Errorf(study.Invalid, "the mode %q is not offered in the profile %q", e.Mode, e.Profile)
	}
	if e.Mode == session.Lesson {
		if err := a.prepareLesson(ctx, e); err != nil {
			return err
		}
	}
	if e.Options == nil {
		o := s.options()
		e.Options = &o
	}
	if e.Seed == 0 {
		var b [8]byte
		rand.Read(b[:])
		e.Seed = binary.BigEndian.Uint64(b[:])
	}
	return nil
}

// converse steps the session until no effect is left for the host.
func (a *App) converse(ctx context.Context, c *conversation, e session.Event) (Turn, error) {
	var out []session.Effect
	for passed := 0; ; passed++ {
		next, fx := session.Step(c.State, e)
		var step store.Step
		var ask *session.Effect
		refs := copied(c.Refs)
		for _, f := range fx {
			switch f.Effect {
			case session.Record:
				r := study.Review{ID: newID(), Card: f.Card, At: study.At(next.Now), Kind: study.Graded, Grade: f.Grade, TookMS: f.TookMS, How: f.How}
				refs[f.Ref] = r.ID
				step.Reviews = append(step.Reviews, r)
			case session.Undo:
				if id, ok := refs[f.Ref]; ok {
					step.Reviews = append(step.Reviews, study.Review{ID: newID(), Card: f.Card, At: study.At(next.Now), Kind: study.Cancel, Cancels: id})
					delete(refs, f.Ref)
				}
			case session.Suspend:
				step.Suspensions = append(step.Suspensions, store.Suspension{Card: f.Card, On: !f.Back, At: study.At(next.Now)})
			case session.Next, session.Read:
				ask = &f
				continue
			}
			out = append(out, f)
		}
		c.State, c.Refs = next, refs
		c.prune()
		// Reviews and suspensions are written at once; other state is written
		// with the question that follows.
		if ask == nil || len(step.Reviews)+len(step.Suspensions) > 0 {
			if err := a.keep(ctx, c, step); err != nil {
				return Turn{}, err
			}
		}
		if ask == nil {
			break
		}
		if ask.Effect == session.Read {
			p, err := a.nextPassage(ctx, c.State, *ask.Place)
			if err != nil {
				return Turn{}, err
			}
			e = session.Event{Event: session.Passage, Passage: p, Now: e.Now}
			if p == nil || passed > mostUnfit {
				e = session.Event{Event: session.Exhausted, Now: e.Now}
			}
			continue
		}
		q, left, err := a.nextQuestion(ctx, c, *ask)
		if err != nil {
			return Turn{}, err
		}
		e = session.Event{Event: session.Card, Question: q, Left: left, Now: e.Now}
		if q == nil || passed > mostUnfit {
			e = session.Event{Event: session.Exhausted, Now: e.Now}
		}
	}
	if out == nil {
		out = []session.Effect{}
	}
	return Turn{Turn: c.State.Turn, Effects: out, View: a.view(ctx, c)}, nil
}

func copied(m map[int]study.ID) map[int]study.ID {
	out := make(map[int]study.ID, len(m)+1)
	for k, v := range m {
		out[k] = v
	}
	return out
}

func newID() study.ID {
	var id study.ID
	rand.Read(id[:])
	return id
}

// loadConversation returns the session in memory, or else the stored one. A
// session that was running when the program ended comes back paused: nothing
// starts by itself.
func (a *App) loadConversation(ctx context.Context) (*conversation, error) {
	if a.conversation != nil {
		c := *a.conversation
		return &c, nil
	}
	raw, err := a.store.Session(ctx)
	if err != nil {
		return nil, err
	}
	c := &conversation{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, c); err != nil {
			// A session stored by another version cannot be read. Its reviews are
			// safe, so begin a new one.
			return &conversation{}, nil
		}
		c.State, _ = session.Step(c.State, session.Event{Event: session.Interrupted, Now: a.now()})
	}
	return c, nil
}

// OpenSession returns the waiting session, paused; ok is false if there is none.
// A page calls it when it opens.
func (a *App) OpenSession(ctx context.Context) (t Turn, ok bool, err error) {
	a.sessionMu.Lock()
	defer a.sessionMu.Unlock()
	c, err := a.loadConversation(ctx)
	if err != nil || c.State.Phase == session.Idle || c.State.Phase == session.Finished {
		return Turn{}, false, err
	}
	t, err = a.converse(ctx, c, session.Event{Event: session.Interrupted, Now: a.now()})
	if err != nil {
		return Turn{}, false, err
	}
	a.conversation = c
	return t, true, nil
}

// nextQuestion finds the question that a Next effect asks for; nil if nothing is
// left.
func (a *App) nextQuestion(ctx context.Context, c *conversation, ask session.Effect) (*study.Question, int, error) {
	seed := c.State.Seed
	if !ask.Card.IsZero() {
		q, err := a.question(ctx, ask.Card, seed)
		if study.KindOf(err) == study.NotFound || errors.Is(err, errUnreadableCard) {
			return nil, 0, nil // erased meanwhile, or damaged
		}
		return q, max(c.State.Left, 1), err
	}
	exclude := ask.Exclude
	for {
		ids, left, err := a.upcoming(ctx, c, exclude, 1)
		if err != nil || len(ids) == 0 {
			return nil, 0, err
		}
		q, err := a.question(ctx, ids[0], seed)
		if !errors.Is(err, errUnreadableCard) {
			return q, left, err
		}
		exclude = append(slices.Clip(exclude), ids[0])
	}
}

// upcoming lists the next n cards of a session, and how many cards are left in
// all.
func (a *App) upcoming(ctx context.Context, c *conversation, exclude []study.ID, n int) ([]study.ID, int, error) {
	switch c.State.Mode {
	case session.Due, session.Daily, "":
		ids, err := a.queue(ctx, c.State.Now, c.State.Decks, exclude, n)
		if err != nil || len(ids) == 0 {
			return nil, 0, err
		}
		left, err := a.left(ctx, c)
		if c.State.Limit > 0 {
			left = min(left, max(0, c.State.Limit-c.State.Reviews))
		}
		return ids, max(left, len(ids)), err
	}
	if c.State.Mode == session.Lesson {
		if !c.State.Place.Asking {
			return nil, 0, nil
		}
		ids, err := a.sectionCards(ctx, c.State, c.State.Place.Section, exclude)
		if study.KindOf(err) == study.NotFound {
			return nil, 0, nil // erased meanwhile
		}
		return ids[:min(n, len(ids))], len(ids), err
	}
	order, err := a.orderOf(ctx, c)
	if err != nil {
		return nil, 0, err
	}
	skip := make(map[study.ID]bool, len(exclude))
	for _, id := range exclude {
		skip[id] = true
	}
	var ids []study.ID
	left := 0
	for _, id := range order {
		if skip[id] || c.isBehind(id) {
			continue
		}
		left++
		if len(ids) < n {
			ids = append(ids, id)
		}
	}
	if c.State.Limit > 0 {
		left = min(left, max(0, c.State.Limit-c.State.Reviews))
	}
	return ids, left, nil
}

// recount is the number of reviews after which the due cards are counted anew,
// because learning cards come back and a new day may have begun.
const recount = 20

// left returns the number of due cards, derived from the last count.
func (a *App) left(ctx context.Context, c *conversation) (int, error) {
	since := c.State.Reviews - c.At
	if c.Counted-since > 1 && since >= 0 && since < recount {
		return c.Counted - since, nil
	}
	n, err := a.store.Due(ctx, study.At(c.State.Now), c.State.Decks...)
	if err != nil {
		return 0, err
	}
	c.Counted, c.At = n.New+n.Learning+n.Review, c.State.Reviews
	return c.Counted, nil
}

// view returns the session's view, completed with the interval that each grade
// would give the card.
func (a *App) view(ctx context.Context, c *conversation) session.View {
	v := session.ViewOf(c.State)
	if v.Phase != session.Revealed || v.Card == nil || c.State.Mode == session.Duel {
		return v
	}
	four, err := a.store.Preview(ctx, v.Card.ID, study.At(c.State.Now))
	if err != nil {
		return v // the grade buttons work without intervals
	}
	for i := range v.Grades {
		g := v.Grades[i].Grade
		v.Grades[i].In = until(four[g-1], c.State.Now, a.scheduler(), c.State.Options.Lang)
	}
	return v
}
