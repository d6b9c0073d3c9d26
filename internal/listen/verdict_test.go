package listen

import (
	"testing"

	"pgregory.net/rapid"
)

// at returns evidence of 50 spoken frames with a score and a margin per frame.
func at(score, margin float64, class Class) Evidence {
	return Evidence{Path: -1000, Loop: -1000 - int(50*score), Rival: -1000 - int(50*margin), HasRival: true, Spoken: 50, Frames: 70, SNRDB: 30, Class: class}
}

func TestJudge(t *testing.T) {
	k, b := Shared.Verdict, Shared.Verdict.Quiet
	noisy := func(e Evidence) Evidence { e.SNRDB = 15; return e }
	for _, c := range []struct {
		name string
		e    Evidence
		want Verdict
	}{
		{"a clear command", at(b.Sure+5, b.Margin+5, Command), Sure},
		{"a clear answer", at(b.Sure+1, b.Margin+1, Answer), Sure},
		{"a number is always asked about", at(b.Sure+10, b.Margin+10, Number), Ask},
		{"two that sound alike", at(b.Sure+5, b.Margin-1, Answer), Ask},
		{"not quite", at(b.Sure-1, b.Margin+5, Answer), Ask},
		{"harmless commands may act sooner", at(b.Navigation+.1, b.Margin+5, Navigation), Sure},
		{"what is enough in a quiet room is not in a noisy one", noisy(at(b.Sure+1, b.Margin+9, Answer)), Ask},
		{"nor is the distance to the next", noisy(at(b.Sure+9, b.Margin+.5, Answer)), Ask},
		{"a clear command in noise", noisy(at(b.Sure+9, b.Margin+9, Command)), Sure},
		{"something else", at(k.Ask-1, b.Margin+5, Command), Refuse},
		{"too short to tell", Evidence{Path: -100, Loop: -200, Spoken: k.FewestSpoken - 1, Frames: 30, Class: Command}, Refuse},
		{"a word in a long sentence", Evidence{Path: -1000, Loop: -1000, Spoken: 25, Frames: 200, Class: Command}, Refuse},
		{"a long time for a short phrase", Evidence{Path: -1000, Loop: -1000, Spoken: k.LongestSpoken + 1, Frames: 400, SNRDB: 30, Class: Answer, Letters: 10}, Refuse},
		{"the same for a long one", Evidence{Path: -1000, Loop: -1000, Spoken: k.LongestSpoken + 1, Frames: 400, SNRDB: 30, Class: Answer, Letters: 60}, Sure},
		{"hardly louder than the room", Evidence{Path: -1000, Loop: -1000, Spoken: 50, Frames: 60, SNRDB: k.SureSNRDB - 1, Class: Command}, Ask},
		{"less than half of what was heard", Evidence{Path: -1000, Loop: -1000, Spoken: 50, Frames: 120, SNRDB: 30, Class: Command}, Ask},
		{"no rival at all", Evidence{Path: -1000, Loop: -1000, Spoken: 50, Frames: 60, SNRDB: 30, Class: Command}, Sure},
	} {
		if got := Judge(c.e); got.Verdict != c.want {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
}

func TestJudgeWithAnOpinion(t *testing.T) {
	k, b, q := Shared.Verdict, Shared.Verdict.Quiet, Shared.Opinion
	agreed := func(e Evidence, fit, lead float64) Evidence { e.Opinion = &Opinion{true, fit, lead}; return e }
	denied := func(e Evidence, fit, lead float64) Evidence { e.Opinion = &Opinion{false, fit, lead}; return e }
	in := func(snrDB float64, e Evidence) Evidence { e.SNRDB = snrDB; return e }
	weak, clear := q.Quiet.Sure+1, b.Sure+10
	for _, c := range []struct {
		name string
		e    Evidence
		want Verdict
	}{
		{"a weak score alone", at(weak, 10, Answer), Ask},
		{"agreement makes it sure", agreed(at(weak, 10, Answer), 0, q.Behind), Sure},
		{"a bad fit takes that away", agreed(at(weak, 10, Answer), -2/q.FitWeight, q.Behind), Ask},
		{"a better score makes up for the fit", agreed(at(weak+2, 10, Answer), -2/q.FitWeight, q.Behind), Sure},
		{"not quite, though both agree", agreed(at(q.Quiet.Sure-1, 10, Answer), 0, q.Behind), Ask},
		{"harmless commands may act sooner", agreed(at(q.Quiet.Navigation+.1, 10, Navigation), 0, q.Behind), Sure},
		{"the lead is part of the margin", agreed(at(weak, 0, Answer), 0, q.Quiet.Margin+1), Sure},
		{"two that sound alike to both", agreed(at(weak, 0, Answer), 0, q.Quiet.Margin-1), Ask},
		{"what the decoder would rather have", agreed(at(weak, -q.Behind, Answer), 0, q.Quiet.Margin), Ask},
		{"what is enough in a quiet room is not in a noisy one", in(k.QuietSNRDB-1, agreed(at(weak, 10, Answer), 0, q.Behind)), Ask},
		{"both agree in noise", in(k.QuietSNRDB-1, agreed(at(q.Noisy.Sure+1, 10, Answer), 0, q.Behind)), Sure},
		{"hardly louder than the room", in(k.SureSNRDB-1, agreed(at(clear, 10, Command), 0, q.Behind)), Ask},
		{"a number is always asked about", agreed(at(clear, 10, Number), 0, q.Behind), Ask},
		{"disagreement is never sure", denied(at(clear, 2*q.StrangeMargin, Command), 0, q.Behind), Ask},
		{"nor with a harmless command", denied(at(clear, 2*q.StrangeMargin, Navigation), 0, q.Behind), Ask},
		{"a strange word", denied(at(q.StrangeScore-1, 0, Answer), q.StrangeFit-1, 0), Refuse},
		{"one that fits well enough", denied(at(q.StrangeScore-1, 0, Answer), q.StrangeFit, 0), Ask},
		{"one that scores well enough", denied(at(q.StrangeScore+1, 0, Answer), q.StrangeFit-1, 0), Ask},
		{"one far ahead of all others", denied(at(q.StrangeScore-1, q.StrangeMargin+1, Answer), q.StrangeFit-1, 0), Ask},
		{"one that both agree on", agreed(at(q.StrangeScore-1, 0, Answer), q.StrangeFit-1, 0), Ask},
		{"something else", agreed(at(k.Ask-1, 10, Command), q.AskFit, q.Behind), Refuse},
		{"a very good fit has it asked about", agreed(at(k.Ask-1, 10, Command), q.AskFit+2/q.AskSlope, q.Behind), Ask},
		{"also where they do not agree", denied(at(k.Ask-1, 10, Command), q.AskFit+2/q.AskSlope, 0), Ask},
		{"too short to tell", agreed(Evidence{Path: -100, Loop: -200, Spoken: k.FewestSpoken - 1, Frames: 30, SNRDB: 30, Class: Command}, 0, q.Behind), Refuse},
		{"a word in a long sentence", agreed(Evidence{Path: -1000, Loop: -1000, Spoken: 25, Frames: 200, SNRDB: 30, Class: Command}, 0, q.Behind), Refuse},
	} {
		if got := Judge(c.e); got.Verdict != c.want {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
}

// TestConfidenceAgreesWithTheVerdict checks that the confidence alone never suggests
// acting on a phrase that the verdict would ask about.
func TestConfidenceAgreesWithTheVerdict(t *testing.T) {
	classes := []Class{Command, Navigation, Choice, Answer, Number}
	rapid.Check(t, func(t *rapid.T) {
		e := Evidence{
			Path: rapid.IntRange(-20000, 0).Draw(t, "path"), Loop: rapid.IntRange(-20000, 0).Draw(t, "loop"), Rival: rapid.IntRange(-20000, 0).Draw(t, "rival"),
			HasRival: rapid.Bool().Draw(t, "has"), Spoken: rapid.IntRange(0, 400).Draw(t, "spoken"), Frames: rapid.IntRange(1, 500).Draw(t, "frames"),
			SNRDB: rapid.Float64Range(-5, 60).Draw(t, "snr"), Class: rapid.SampledFrom(classes).Draw(t, "class"),
		}
		if rapid.Bool().Draw(t, "second ear") {
			e.Opinion = &Opinion{
				Agrees: rapid.Bool().Draw(t, "agrees"),
				Fit:    rapid.Float64Range(-100, 0).Draw(t, "fit"),
				Lead:   rapid.Float64Range(-Shared.Opinion.Behind, Shared.Opinion.Behind).Draw(t, "lead"),
			}
		}
		j := Judge(e)
		k := Shared.Verdict
		ok := map[Verdict]bool{
			Sure:   j.Confidence >= k.SureConfidence && j.Confidence <= 1,
			Ask:    j.Confidence >= k.AskConfidence && j.Confidence < k.SureConfidence,
			Refuse: j.Confidence >= 0 && j.Confidence < k.AskConfidence,
		}
		if !ok[j.Verdict] {
			t.Fatalf("%+v with %+v has verdict %s at confidence %v", e, e.Opinion, j.Verdict, j.Confidence)
		}
		if j.Verdict == Sure && e.Opinion != nil && !e.Opinion.Agrees {
			t.Fatalf("%+v is sure though the second ear would have another", e)
		}
	})
}
