package conversation

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
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
}

// Waits reports whether the session goes on by itself once its speech has ended,
// because the turn speaks but does not listen.
func (t Turn) Waits() bool {
	if t.View.Phase == session.Finished || t.View.Phase == session.Paused {
		return false
	}
	says := false
	for _, e := range t.Effects {
		switch e.(type) {
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
type kept struct {
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

// Step handles one event of the single session: it carries out the host's
// effects, stores the state, and returns the effects for the page.
func (c *Conversation) Step(ctx context.Context, e session.Event) (Turn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, err := c.load(ctx)
	if err != nil {
		return Turn{}, err
	}
	if session.TimeOf(e).IsZero() {
		e = session.Timed(e, c.now())
	}
	if start, ok := e.(session.Start); ok {
		if e, err = c.prepareStart(ctx, start); err != nil {
			return Turn{}, err
		}
		k = &kept{State: k.State}
	} else if k.State.Phase == session.Idle {
		return Turn{}, study.Errorf(study.NotFound, "no session is going on: start one first")
	}
	turn, err := c.converse(ctx, k, e)
	if err != nil {
		// The stored state is authoritative; the state in memory may be ahead of
		// it.
		c.live = nil
		return Turn{}, err
	}
	c.live = k
	return turn, nil
}

// prepareStart checks a start event and fills in the learner's settings.
func (c *Conversation) prepareStart(ctx context.Context, e session.Start) (session.Start, error) {
	// The clock may have been corrected since the collection was opened.
	if _, err := c.store.RepairFutureReviews(ctx); err != nil {
		return e, err
	}
	s, err := c.lib.Settings(ctx)
	if err != nil {
		return e, err
	}
	if e.Profile == "" {
		e.Profile = s.Profile
	}
	p, ok := session.ProfileNamed(e.Profile)
	if !ok {
		return e, study.Errorf(study.Invalid, "there is no profile %q: choose desk, hands-free, driving or one-switch", e.Profile)
	}
	if e.Mode == "" {
		e.Mode = session.Due
	}
	if !slices.Contains(p.Modes, e.Mode) {
		return e, study.Errorf(study.Invalid, "the mode %q is not offered in the profile %q", e.Mode, e.Profile)
	}
	if e.Mode == session.Lesson {
		if e, err = c.prepareLesson(ctx, e); err != nil {
			return e, err
		}
	}
	if e.Options == nil {
		o := s.SessionOptions()
		e.Options = &o
	}
	if e.Seed == 0 {
		var b [8]byte
		rand.Read(b[:])
		e.Seed = binary.BigEndian.Uint64(b[:])
	}
	return e, nil
}

// converse steps the session until no effect is left for the host.
func (c *Conversation) converse(ctx context.Context, k *kept, e session.Event) (Turn, error) {
	now := session.TimeOf(e)
	out := []session.Effect{}
	for passed := 0; ; passed++ {
		next, fx := session.Step(k.State, e)
		refs := maps.Clone(k.Refs)
		if refs == nil {
			refs = map[int]study.ID{}
		}
		do := sorted(fx, refs, study.At(next.Now))
		out = append(out, do.page...)
		k.State, k.Refs = next, do.refs
		k.prune()
		// Reviews and suspensions are written at once; other state is written
		// with the question that follows.
		if do.ask == nil || len(do.step.Reviews)+len(do.step.Suspensions) > 0 {
			if err := c.keep(ctx, k, do.step); err != nil {
				return Turn{}, err
			}
		}
		if do.ask == nil {
			break
		}
		reply, err := c.reply(ctx, k, do.ask)
		if err != nil {
			return Turn{}, err
		}
		if reply == nil || passed > mostUnfit {
			reply = session.Exhausted{}
		}
		e = session.Timed(reply, now)
	}
	return Turn{Turn: k.State.Turn, Effects: out, View: c.view(ctx, k)}, nil
}

// work is the effects of one step, sorted by who carries them out.
type work struct {
	step store.Step       // the store: reviews and suspensions
	refs map[int]study.ID // the review row of each record
	ask  session.Effect   // the host: Next, Read, or nil
	page []session.Effect // the page: the rest, and what the store does too
}

func sorted(fx []session.Effect, refs map[int]study.ID, at study.Time) work {
	w := work{refs: refs}
	for _, f := range fx {
		switch f := f.(type) {
		case session.Record:
			r := study.Review{ID: newID(), Card: f.Card, At: at, Kind: study.Graded, Grade: f.Grade, TookMS: f.TookMS, How: string(f.How)}
			w.refs[f.Ref] = r.ID
			w.step.Reviews = append(w.step.Reviews, r)
		case session.Undo:
			if id, ok := w.refs[f.Ref]; ok {
				w.step.Reviews = append(w.step.Reviews, study.Review{ID: newID(), Card: f.Card, At: at, Kind: study.Cancel, Cancels: id})
				delete(w.refs, f.Ref)
			}
		case session.Suspend:
			w.step.Suspensions = append(w.step.Suspensions, store.Suspension{Card: f.Card, On: !f.Back, At: at})
		case session.Next, session.Read:
			w.ask = f
			continue
		}
		w.page = append(w.page, f)
	}
	return w
}

// reply returns the event with what Next or Read asks for; nil if nothing is left.
func (c *Conversation) reply(ctx context.Context, k *kept, ask session.Effect) (session.Event, error) {
	switch ask := ask.(type) {
	case session.Read:
		p, err := c.nextPassage(ctx, k.State, ask.Place)
		if err != nil || p == nil {
			return nil, err
		}
		return session.Passage{Passage: p}, nil
	case session.Next:
		q, left, err := c.nextQuestion(ctx, k, ask)
		if err != nil || q == nil {
			return nil, err
		}
		return session.Card{Question: q, Left: left}, nil
	}
	return nil, nil
}

func newID() study.ID {
	var id study.ID
	rand.Read(id[:])
	return id
}

// load returns the session in memory, or else the stored one. A
// session that was running when the program ended comes back paused: nothing
// starts by itself.
func (c *Conversation) load(ctx context.Context) (*kept, error) {
	if c.live != nil {
		k := *c.live
		return &k, nil
	}
	raw, err := c.store.Session(ctx)
	if err != nil {
		return nil, err
	}
	k := &kept{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, k); err != nil {
			// A session stored by another version cannot be read. Its reviews are
			// safe, so begin a new one.
			return &kept{}, nil
		}
		k.State, _ = session.Step(k.State, session.Interrupted{When: session.When{Now: c.now()}})
	}
	return k, nil
}

// Resume returns the waiting session, paused; ok is false if there is none.
// A page calls it when it opens.
func (c *Conversation) Resume(ctx context.Context) (t Turn, ok bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, err := c.load(ctx)
	if err != nil || k.State.Phase == session.Idle || k.State.Phase == session.Finished {
		return Turn{}, false, err
	}
	t, err = c.converse(ctx, k, session.Interrupted{When: session.When{Now: c.now()}})
	if err != nil {
		return Turn{}, false, err
	}
	c.live = k
	return t, true, nil
}

// nextQuestion finds the question that a Next effect asks for; nil if nothing is
// left.
func (c *Conversation) nextQuestion(ctx context.Context, k *kept, ask session.Next) (*study.Question, int, error) {
	seed := k.State.Seed
	if !ask.Card.IsZero() {
		q, err := c.question(ctx, ask.Card, seed)
		if study.KindOf(err) == study.NotFound || errors.Is(err, errUnreadableCard) {
			return nil, 0, nil // erased meanwhile, or damaged
		}
		return q, max(k.State.Left, 1), err
	}
	exclude := ask.Exclude
	for {
		ids, left, err := c.upcoming(ctx, k, exclude, 1)
		if err != nil || len(ids) == 0 {
			return nil, 0, err
		}
		q, err := c.question(ctx, ids[0], seed)
		if !errors.Is(err, errUnreadableCard) {
			return q, left, err
		}
		exclude = append(slices.Clip(exclude), ids[0])
	}
}

// upcoming lists the next n cards of a session, and how many cards are left in
// all.
func (c *Conversation) upcoming(ctx context.Context, k *kept, exclude []study.ID, n int) ([]study.ID, int, error) {
	switch k.State.Mode {
	case session.Due, session.Daily, "":
		ids, err := c.queue(ctx, k.State.Now, k.State.Decks, exclude, n)
		if err != nil || len(ids) == 0 {
			return nil, 0, err
		}
		left, err := c.left(ctx, k)
		if k.State.Limit > 0 {
			left = min(left, max(0, k.State.Limit-k.State.Reviews))
		}
		return ids, max(left, len(ids)), err
	}
	if k.State.Mode == session.Lesson {
		if !k.State.Place.Asking {
			return nil, 0, nil
		}
		ids, err := c.sectionCards(ctx, k.State, k.State.Place.Section, exclude)
		if study.KindOf(err) == study.NotFound {
			return nil, 0, nil // erased meanwhile
		}
		return ids[:min(n, len(ids))], len(ids), err
	}
	order, err := c.orderOf(ctx, k)
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
		if skip[id] || k.isBehind(id) {
			continue
		}
		left++
		if len(ids) < n {
			ids = append(ids, id)
		}
	}
	if k.State.Limit > 0 {
		left = min(left, max(0, k.State.Limit-k.State.Reviews))
	}
	return ids, left, nil
}

// recount is the number of reviews after which the due cards are counted anew,
// because learning cards come back and a new day may have begun.
const recount = 20

// left returns the number of due cards, derived from the last count.
func (c *Conversation) left(ctx context.Context, k *kept) (int, error) {
	since := k.State.Reviews - k.At
	if k.Counted-since > 1 && since >= 0 && since < recount {
		return k.Counted - since, nil
	}
	n, err := c.store.DueCounts(ctx, study.At(k.State.Now), k.State.Decks...)
	if err != nil {
		return 0, err
	}
	k.Counted, k.At = n.New+n.Learning+n.Review, k.State.Reviews
	return k.Counted, nil
}

// view returns the session's view, completed with the interval that each grade
// would give the card.
func (c *Conversation) view(ctx context.Context, k *kept) session.View {
	v := session.ViewOf(k.State)
	if v.Phase != session.Revealed || v.Card == nil || k.State.Mode == session.Duel {
		return v
	}
	four, err := c.store.Preview(ctx, v.Card.ID, study.At(k.State.Now))
	if err != nil {
		return v // the grade buttons work without intervals
	}
	for i := range v.Grades {
		g := v.Grades[i].Grade
		v.Grades[i].In = until(four[g-1], k.State.Now, c.store.Scheduler(), k.State.Options.Lang)
	}
	return v
}
