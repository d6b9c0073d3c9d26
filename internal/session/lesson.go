package session

import (
	"strings"
	"time"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// A lesson reads a text passage by passage and asks the questions of each section after
// it, as ordinary cards.

const (
	// On a loudspeaker the microphone picks up the reading itself. So there is a pause in
	// which the learner may speak at the end of a paragraph, at most every turnEvery, and
	// after a section.
	turnEvery   = 45 * time.Second
	turnMS      = 1500
	sectionMS   = 2500
	betweenMS   = 250 // with headphones, after a sentence
	paragraphMS = 600 // with headphones, after a paragraph

	soonAfter    = 2 * time.Second // a repeat this soon after the start means the previous passage
	rewindMS     = 15_000          // how far repeat goes back in a recording
	resumeBackMS = 2_000           // a recording resumes this far before where it stopped
)

// read asks the host for the passage at the learner's place.
func (t reading) read() {
	t.s.Question, t.s.Pending, t.s.Verdict, t.s.Heard = nil, nil, nil, ""
	t.s.Phase = Waiting
	t.do(Read{Reading: t.s.Reading, Place: t.s.Place})
}

// passage takes the passage that the host hands over and reads it.
func (t reading) passage(p study.Passage) {
	if p.Place.Section != t.s.Place.Section || p.Place.Passage != t.s.Place.Passage {
		t.s.Place.OffsetMS = 0 // the host skipped empty passages
	}
	p.Place.OffsetMS = t.s.Place.OffsetMS
	if last := t.s.Passage; last == nil || last.Place.Section != p.Place.Section || last.Place.Passage != p.Place.Passage {
		t.s.NoMatches = 0
	}
	t.s.Place, t.s.Passage = p.Place, &p
	t.s.PassageAt = t.s.Now
	t.s.Notice = ""
	if len(p.Speech) == 0 && p.Media == "" {
		t.passageEnded()
		return
	}
	t.s.Phase = Reading
	t.show()
	t.suggestBreak()
	if p.Media != "" {
		t.do(Play{Role: RoleReading, Text: p.Chapter, Media: p.Media, StartMS: p.StartMS + p.Place.OffsetMS, EndMS: p.EndMS, FromMS: p.StartMS})
	} else {
		t.say(RoleReading, p.Speech)
	}
	t.listenReading(p)
}

// listenReading opens the microphone during or after a passage, where the learner may
// speak at all.
func (t reading) listenReading(p study.Passage) {
	if !t.s.Options.Listening || !t.hearsCommands() || t.s.NoMatches > 1 {
		return // the microphone is off, or the room is full of talk: the buttons still work
	}
	ms := 0
	switch {
	case t.bargeIn():
		ms = betweenMS
		if p.Ends {
			ms = paragraphMS
		}
	case p.Last && p.Questions == 0:
		ms = sectionMS
	case p.Ends && t.s.Now.Sub(t.s.TurnAt) >= turnEvery:
		ms = turnMS
	default:
		return
	}
	if !t.bargeIn() {
		t.s.TurnAt = t.s.Now
		t.earcon(YourTurn)
	}
	t.do(Listen{Expect: t.currentExpect(), TimeoutMS: ms, During: t.bargeIn()})
}

// passageEnded goes on to the next passage, or to the section's questions.
func (t reading) passageEnded() {
	p := t.s.Passage
	switch {
	case p == nil:
		t.read()
	case !p.Last:
		t.s.Place.Passage++
		t.s.Place.OffsetMS = 0
		t.read()
	default:
		t.s.Place.Passage, t.s.Place.OffsetMS, t.s.Place.Asking = 0, 0, true
		t.s.Asked = 0
		if p.Questions == 0 {
			t.section(t.s.Place.Section + 1)
			return
		}
		t.plain(RolePrompt, t.m.SectionAsks)
		t.next(study.ID{})
	}
}

// section goes to the start of a section.
func (t reading) section(n int) {
	t.s.Place = study.Place{Section: max(0, n)}
	t.read()
}

// exhaustedLesson handles the host's report that no question, or no section, is left.
func (t reading) exhaustedLesson() {
	if t.s.Place.Asking {
		t.section(t.s.Place.Section + 1)
		return
	}
	t.s.Place = study.Place{Done: true}
	t.finish(FinishDone)
}

// inReading reports whether the session is in a passage rather than a question, also while
// a command heard in the passage is read back.
func (t *turn) inReading() bool {
	return t.s.Phase == Reading || (t.s.Mode == Lesson && t.s.Question == nil && t.s.Phase == Confirming)
}

// heardAt records how far the page has played a recording.
func (t reading) heardAt(ms int64) {
	p := t.s.Passage
	if ms <= 0 || t.s.Phase != Reading || p == nil || p.Media == "" {
		return
	}
	if p.EndMS > 0 {
		ms = min(ms, p.EndMS-p.StartMS)
	}
	t.s.Place.OffsetMS = ms
}

// whileReading carries out a command during a reading. The commands that grade a card go
// forward and back here; with one switch they pause and go forward.
func (t reading) whileReading(c intent.Command) {
	t.s.Phase = Reading
	t.s.Pending = nil
	oneSwitch := t.p.Name == "one-switch"
	switch {
	case c == intent.Knew && oneSwitch:
		c = intent.Pause
	case c == intent.Missed && oneSwitch, c == intent.Knew:
		c = intent.Skip
	case c == intent.Missed:
		c = intent.Back
	}
	switch c {
	case intent.Stop:
		t.finish(FinishStopped)
	case intent.Pause, intent.Wait:
		t.s.Resume = Reading
		t.pauseWith(t.m.Paused)
	case intent.Undo:
		t.undo()
	case intent.Repeat:
		t.repeatPassage()
	case intent.Skip:
		t.section(t.s.Place.Section + 1)
	case intent.Back:
		t.back()
	case intent.Slower:
		t.readAt(1 / 1.15)
	case intent.Faster:
		t.readAt(1.15)
	case intent.Help:
		t.helpReading()
		t.read()
	}
}

func (t reading) readAt(factor float64) {
	t.setRate(factor)
	t.read()
}

// repeatPassage reads the current passage again, or the previous one if this one has only
// begun. In a recording it goes back by rewindMS.
func (t reading) repeatPassage() {
	at := &t.s.Place
	if p := t.s.Passage; p != nil && p.Media != "" {
		at.OffsetMS = max(0, at.OffsetMS-rewindMS)
	} else if at.Passage > 0 && t.s.Now.Sub(t.s.PassageAt) < soonAfter {
		at.Passage--
	}
	t.read()
}

// back goes to the start of the section, or of the previous one if this one has only
// begun.
func (t reading) back() {
	at := t.s.Place
	if !at.Asking && at.Passage <= 1 && at.OffsetMS < 5000 {
		at.Section--
	}
	t.section(at.Section)
}

// overheard handles speech that is not a command by reading the passage again. After the
// second time it reads without listening, so that talk in the room cannot hold up the
// lesson.
func (t reading) overheard() {
	t.s.NoMatches++
	t.read()
}

func (t reading) helpReading() {
	switch {
	case t.p.Name == "driving":
		t.plain(RolePrompt, t.m.HelpReadDriving)
	case t.p.Name == "one-switch":
		t.plain(RolePrompt, t.m.HelpReadSwitch)
	case !t.s.Options.Listening:
		t.plain(RolePrompt, t.m.HelpReadKeys)
	default:
		var forms []string
		for _, c := range []intent.Command{intent.Pause, intent.Repeat, intent.Skip, intent.Back, intent.Stop} {
			form := intent.Teach(t.s.Options.Lang, c)
			if c == intent.Skip {
				form = t.m.NextSection
			}
			forms = append(forms, form)
		}
		t.plain(RolePrompt, t.m.HelpSay, "list", strings.Join(forms, ", "))
	}
}

// ReadingView is the passage on the screen.
type ReadingView struct {
	ID       study.ID `json:"id"`
	Title    string   `json:"title"`
	Chapter  string   `json:"chapter"`
	Section  int      `json:"section"` // from 0
	Sections int      `json:"sections"`
	Passage  int      `json:"passage"` // from 0
	Passages int      `json:"passages"`
	Before   string   `json:"before,omitempty"`
	Text     string   `json:"text,omitempty"`
	After    string   `json:"after,omitempty"`
	Lang     string   `json:"lang,omitempty"`
	Media    string   `json:"media,omitempty"`
	AtMS     int64    `json:"at_ms,omitempty"`     // of a recording, from the section's start
	LengthMS int64    `json:"length_ms,omitempty"` // of the section, 0 unknown
}

func readingView(s State) *ReadingView {
	p := s.Passage
	if s.Mode != Lesson || p == nil {
		return nil
	}
	v := &ReadingView{
		ID: s.Reading, Title: p.Title, Chapter: p.Chapter, Section: p.Place.Section, Sections: p.Sections,
		Passage: p.Place.Passage, Passages: p.Passages, Before: p.Before, Text: p.Text, After: p.After, Lang: p.Lang, Media: p.Media,
	}
	if p.Media != "" {
		v.AtMS = s.Place.OffsetMS
		if p.EndMS > p.StartMS {
			v.LengthMS = p.EndMS - p.StartMS
		}
	}
	return v
}
