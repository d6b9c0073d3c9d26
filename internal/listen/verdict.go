package listen

import "math"

// Verdict says what to do with what was heard.
type Verdict string

// The verdicts. A wrong answer judged correct is the worst error, so doubt always leads
// to Ask.
const (
	Sure   Verdict = "sure"   // act on it
	Ask    Verdict = "ask"    // repeat it to the learner and wait for a yes
	Refuse Verdict = "refuse" // it was not understood
)

// Evidence is what the decoder found in one utterance. Scores are sums over the path in
// the decoder's log units, all for the same sound.
type Evidence struct {
	Path, Loop     int  // of the best phrase, and of the free phone loop
	Rival          int  // of the best phrase with another meaning
	HasRival       bool // there is a phrase with another meaning
	Spoken, Frames int  // number of frames that contain words, and of all frames
	Letters        int  // number of letters of the phrase
	SNRDB          float64
	Class          Class
	Opinion        *Opinion // nil without a second ear or without an opinion of it
}

// Judgement is a verdict with its grounds.
type Judgement struct {
	Verdict Verdict
	// Confidence is 0 to 1: sure from .8, to be asked about from .5.
	Confidence float64
	// Score is the path less the phone loop, and Margin the path less the rival, both per
	// spoken frame.
	Score, Margin float64
}

// Judge weighs the evidence. The page has the same rules in verdict.ts.
func Judge(e Evidence) Judgement {
	k := Shared.Verdict
	spoken := float64(max(e.Spoken, k.FewestSpoken))
	j := Judgement{Score: float64(e.Path-e.Loop) / spoken, Margin: k.Full}
	if e.HasRival {
		j.Margin = float64(e.Path-e.Rival) / spoken
	}
	b := weighed{score: j.Score, ask: k.Ask, bounds: k.Quiet}
	noisy := e.SNRDB < k.QuietSNRDB
	if noisy {
		b.bounds = k.Noisy
	}
	if e.Opinion != nil {
		j.Margin += e.Opinion.Lead
		b.hear(*e.Opinion, noisy, j.Margin)
	}
	sure := b.bounds.Sure
	if e.Class == Navigation {
		sure = b.bounds.Navigation
	}
	j.Confidence = confidence(b.score, sure)
	switch {
	case e.impossible() || !(j.Score >= b.ask):
		j.Verdict, j.Confidence = Refuse, math.Min(j.Confidence, below(k.AskConfidence))
	case !(b.score >= sure && j.Margin >= b.bounds.Margin) || e.doubtful():
		j.Verdict, j.Confidence = Ask, math.Max(k.AskConfidence, math.Min(j.Confidence, below(k.SureConfidence)))
	default:
		j.Verdict = Sure
	}
	return j
}

// weighed holds the score with the second ear's opinion, the score from which a phrase is
// asked about, and the bounds of a sure verdict.
type weighed struct {
	score, ask float64
	bounds     Bounds
}

// hear adds the opinion of the second ear. margin is the margin with its lead.
func (b *weighed) hear(o Opinion, noisy bool, margin float64) {
	q := Shared.Opinion
	if o.Agrees {
		b.score += q.FitWeight * o.Fit
		if b.bounds = q.Quiet; noisy {
			b.bounds = q.Noisy
		}
	}
	b.ask -= q.AskSlope * math.Max(0, o.Fit-q.AskFit)
	if !o.Agrees && o.Fit < q.StrangeFit && margin < q.StrangeMargin {
		b.ask = q.StrangeScore
	}
}

// impossible reports whether a phrase is too short, or too long for its letters, to have
// been said.
func (e *Evidence) impossible() bool {
	k := Shared.Verdict
	return e.Spoken < k.FewestSpoken || float64(e.Spoken) < k.SpokenShare*float64(e.Frames) || e.Spoken > longestSpoken(e.Letters)
}

// doubtful reports whether a phrase is asked about however well it fits.
func (e *Evidence) doubtful() bool {
	return e.Class == Number || drowned(*e) || e.Opinion != nil && !e.Opinion.Agrees
}

// drowned reports whether a phrase is hardly louder than the room, or makes up less than
// half of the utterance. Either way it may fit by chance.
func drowned(e Evidence) bool {
	k := Shared.Verdict
	return e.SNRDB < k.SureSNRDB || float64(e.Spoken) < k.SureShare*float64(e.Frames)
}

// longestSpoken returns how many frames a phrase of so many letters may take.
func longestSpoken(letters int) int {
	return max(Shared.Verdict.LongestSpoken, Shared.Verdict.SpokenLetter*letters)
}

// confidence interpolates linearly between 0, (ask, .5), (sure, .8) and 1.
func confidence(score, sure float64) float64 {
	k := Shared.Verdict
	switch {
	case score >= sure:
		return math.Min(1, k.SureConfidence+(score-sure)/(k.Full-sure)*(1-k.SureConfidence))
	case score >= k.Ask:
		return k.AskConfidence + (score-k.Ask)/(sure-k.Ask)*(k.SureConfidence-k.AskConfidence)
	}
	return math.Max(0, k.AskConfidence*(1-(k.Ask-score)/(sure-k.Ask)))
}

// Doubted returns the judgement with the verdict Ask instead of Sure.
func (j Judgement) Doubted() Judgement {
	if j.Verdict == Sure {
		j.Verdict, j.Confidence = Ask, math.Min(j.Confidence, below(Shared.Verdict.SureConfidence))
	}
	return j
}

func below(x float64) float64 { return x - 0.01 }
