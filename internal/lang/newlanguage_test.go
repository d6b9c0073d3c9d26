package lang_test

import (
	"strings"
	"testing"
	"time"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/lang"
	"carrel/internal/lang/en"
	"carrel/internal/listen"
	"carrel/internal/session"
	"carrel/internal/speakable"
	"carrel/internal/study"
)

// A language that has only command phrases is enough to study in. Missing parts are
// spoken in English or refused with the reason.
func TestALanguageIsAFolderAndNothingElse(t *testing.T) {
	phrases := *en.Language.Utterances
	phrases.Code = "tlh"
	phrases.Commands = map[string]lang.Forms{
		"stop": {Long: []string{"mev dah"}, Short: []string{"mev"}},
		"show": {Long: []string{"jang chaw"}},
		"good": {Long: []string{"qay be"}},
	}
	defer lang.Add(&lang.Language{Code: "tlh", Name: "Klingon", OwnName: "tlhIngan Hol", Utterances: &phrases})()
	if !intent.Supported("tlh") {
		t.Fatal("the commands of a new language are not found")
	}

	nt := &study.NoteType{Fields: []study.Field{{Name: "Front"}, {Name: "Back"}}, Templates: []study.Template{{Front: "{{Front}}", Back: "{{Back}}"}}}
	q, err := speakable.Question(speakable.Input{NoteType: nt, Note: &study.Note{Fields: []string{"water", "bIQ"}}, Lang: "tlh"})
	if err != nil {
		t.Fatal(err)
	}
	if v := answer.Judge(q, answer.Said{Text: "bIQ", Lang: "tlh", Typed: true}); v.Outcome != answer.Right {
		t.Errorf("the answer itself is judged %v (%s)", v.Outcome, v.Reason)
	}
	if v := answer.Judge(q, answer.Said{Text: "qul", Lang: "tlh", Typed: true}); v.Outcome != answer.Wrong || v.Why == "" {
		t.Errorf("another word is judged %v, %q", v.Outcome, v.Why)
	}
	if _, err := listen.NewGrammar("tlh", []listen.Phrase{{Text: "bIQ"}}); study.KindOf(err) != study.Unsupported || !strings.Contains(err.Error(), "tlh") {
		t.Errorf("listening gives %v, want a reason that names the language", err)
	}

	q.Card = study.DeriveID("card", "1")
	s := session.State{}
	now := time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC)
	var graded []study.Grade
	var step func(e session.Event)
	step = func(e session.Event) {
		now = now.Add(time.Second)
		var effects []session.Effect
		s, effects = session.Step(s, session.Timed(e, now))
		for _, f := range effects {
			switch f := f.(type) {
			case session.Record:
				graded = append(graded, f.Grade)
			case session.Next:
				if len(graded) == 0 {
					asked := q
					step(session.Card{Question: &asked, Left: 1})
				} else {
					step(session.Exhausted{})
				}
			}
		}
	}
	step(session.Start{Profile: "desk", Mode: session.Due, Options: &session.Options{Lang: "tlh", Rate: 1, Listening: true}})
	step(session.ClipEnded{})
	step(session.Heard{Text: "jang chaw", Confidence: 1, Verdict: "sure"})
	if s.Phase != session.Revealed {
		t.Fatalf("after the command to show the answer the phase is %s", s.Phase)
	}
	step(session.Heard{Text: "qay be", Confidence: 1, Verdict: "sure"})
	for range 4 {
		step(session.ClipEnded{})
	}
	if len(graded) != 1 || graded[0] != study.Good {
		t.Errorf("graded %v, want one good", graded)
	}
	if s.Phase != session.Finished {
		step(session.Heard{Text: "mev dah", Confidence: 1, Verdict: "sure"})
	}
	if s.Phase != session.Finished {
		t.Errorf("the session ends in phase %s", s.Phase)
	}
}
