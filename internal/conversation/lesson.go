package conversation

import (
	"cmp"
	"context"

	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/study"
)

// prepareLesson checks the start event of a lesson and finds the place to begin
// at.
func (c *Conversation) prepareLesson(ctx context.Context, e session.Start) (session.Start, error) {
	if e.Reading.IsZero() {
		return e, study.Errorf(study.Invalid, "a lesson needs a book or a recording: say which with \"reading\"")
	}
	r, err := c.reading(ctx, e.Reading)
	if err != nil {
		return e, err
	}
	if e.Place == nil {
		m, err := c.store.Bookmark(ctx, r.ID)
		if err != nil {
			return e, err
		}
		e.Place = &m.Place
		if m.Place.Section >= len(r.Sections) {
			e.Place = &study.Place{} // the stored place is beyond the end of a book that became shorter
		}
	}
	p := *e.Place
	if p.Section < 0 || p.Passage < 0 || p.OffsetMS < 0 || p.Section >= max(1, len(r.Sections)) {
		return e, study.Errorf(study.Invalid, "%q has the sections 1 to %d, so there is no such place in it", r.Title, len(r.Sections))
	}
	return e, nil
}

// nextPassage prepares the passage at a place, or the next passage after it; nil
// at the end of the reading.
func (c *Conversation) nextPassage(ctx context.Context, s session.State, at study.Place) (*study.Passage, error) {
	r, err := c.reading(ctx, s.Reading)
	if study.KindOf(err) == study.NotFound {
		return nil, nil // the reading was erased meanwhile
	}
	if err != nil {
		return nil, err
	}
	for ; at.Section < len(r.Sections); at = (study.Place{Section: at.Section + 1}) {
		if p, err := c.passageAt(ctx, s, r, at); err != nil || p != nil {
			return p, err
		}
	}
	return nil, nil
}

// passageAt prepares the passage at a place; nil if its section has nothing to
// hear and nothing to ask.
func (c *Conversation) passageAt(ctx context.Context, s session.State, r study.Reading, at study.Place) (*study.Passage, error) {
	sec := r.Sections[at.Section]
	p := &study.Passage{
		Place: study.Place{Section: at.Section}, Sections: len(r.Sections), Passages: 1, Title: r.Title, Chapter: sec.Title,
		Lang: cmp.Or(r.Lang, s.Options.Lang), Last: true, Ends: true,
	}
	if sec.Media != "" {
		if _, err := c.store.Media(ctx, sec.Media); err == nil {
			p.Media, p.StartMS, p.EndMS = sec.Media, sec.StartMS, sec.EndMS
		}
	}
	var pages []passage
	if p.Media == "" {
		pages = c.passages(r, at.Section, p.Lang)
		if len(pages) == 0 && len(sec.Notes) == 0 {
			return nil, nil
		}
	}
	i := min(at.Passage, len(pages)-1)
	if i == len(pages)-1 { // the last passage, or a recording, or only questions
		asks, err := c.fitting(ctx, s, at.Section)
		if err != nil {
			return nil, err
		}
		p.Questions = len(asks)
	}
	if len(pages) > 0 {
		fillPassage(p, pages, i)
		return p, nil
	}
	if p.Media == "" && p.Questions == 0 {
		return nil, nil
	}
	return p, nil
}

// fillPassage fills in the text of passage i of a section, and the rest of its
// paragraph around it.
func fillPassage(p *study.Passage, pages []passage, i int) {
	p.Place.Passage, p.Passages = i, len(pages)
	p.Speech, p.Text = pages[i].speech, pages[i].text
	p.Last, p.Ends = i == len(pages)-1, i == pages[i].to-1
	for k := pages[i].from; k < i; k++ {
		p.Before += pages[k].text + " "
	}
	for k := i + 1; k < pages[i].to; k++ {
		p.After += " " + pages[k].text
	}
}

// mostAfter is how many cards of the chosen deck are asked after a section that
// has no questions of its own.
const mostAfter = 3

// sectionCards lists the cards to ask after a section: those of its own
// questions, or else the due cards of the deck chosen for the reading. It leaves
// out cards that were answered today, buried or suspended.
func (c *Conversation) sectionCards(ctx context.Context, s session.State, section int, exclude []study.ID) ([]study.ID, error) {
	r, err := c.reading(ctx, s.Reading)
	if err != nil || section >= len(r.Sections) {
		return nil, err
	}
	notes := r.Sections[section].Notes
	if len(notes) == 0 {
		return c.deckCards(ctx, s, section, exclude)
	}
	out := map[study.ID]bool{}
	for _, id := range exclude {
		out[id] = true
	}
	now := c.store.Scheduler().Day(study.At(s.Now))
	active := false
	var ids []study.ID
	for _, note := range notes {
		cards, _, err := c.store.Cards(ctx, store.CardFilter{Note: note, Suspended: &active})
		if err != nil {
			return nil, err
		}
		for _, k := range cards {
			today := k.Schedule.Last > 0 && c.store.Scheduler().Day(k.Schedule.Last) == now
			if !out[k.ID] && !today && k.Schedule.Buried <= now {
				ids = append(ids, k.ID)
			}
		}
	}
	return ids, nil
}

func (c *Conversation) deckCards(ctx context.Context, s session.State, section int, exclude []study.ID) ([]study.ID, error) {
	m, err := c.store.Bookmark(ctx, s.Reading)
	if err != nil || m.Deck.IsZero() {
		return nil, err
	}
	done := 0
	if s.Place.Section == section && s.Place.Asking {
		done = s.Asked
	}
	if done >= mostAfter {
		return nil, nil
	}
	ids, err := c.queue(ctx, s.Now, []study.ID{m.Deck}, exclude, mostAfter-done)
	if study.KindOf(err) == study.NotFound {
		return nil, nil // the deck was erased
	}
	return ids, err
}

// fitting returns the cards of a section that the session's profile can ask.
func (c *Conversation) fitting(ctx context.Context, s session.State, section int) ([]study.ID, error) {
	ids, err := c.sectionCards(ctx, s, section, s.Passed)
	p, ok := session.ProfileNamed(s.Profile)
	if err != nil || !ok || !p.Spoken {
		return ids, err
	}
	var out []study.ID
	for _, id := range ids {
		q, err := c.question(ctx, id, s.Seed)
		if err != nil {
			return nil, err
		}
		if p.Fits(*q) {
			out = append(out, id)
		}
	}
	return out, nil
}

// passagesAhead is how many passages have their clips rendered in advance.
const passagesAhead = 3

// lessonAhead returns what will be spoken after the present passage.
func (c *Conversation) lessonAhead(ctx context.Context, k *kept) []study.Speech {
	var out []study.Speech
	at := k.State.Place
	p := k.State.Passage
	for range passagesAhead {
		if p == nil {
			break
		}
		if p.Last && p.Questions > 0 {
			ids, err := c.sectionCards(ctx, k.State, at.Section, k.State.Passed)
			if err == nil && len(ids) > 0 {
				if q, err := c.question(ctx, ids[0], k.State.Seed); err == nil {
					out = append(out, session.Ahead(k.State, *q)...)
				}
			}
			break
		}
		at = study.Place{Section: p.Place.Section, Passage: p.Place.Passage + 1}
		if p.Last {
			at = study.Place{Section: p.Place.Section + 1}
		}
		next, err := c.nextPassage(ctx, k.State, at)
		if err != nil || next == nil {
			break
		}
		out = append(out, next.Speech)
		p = next
	}
	return out
}
