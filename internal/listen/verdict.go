package listen

import "math"

// Verdict says what to do with what was heard.
type Verdict string

// The verdicts. A wrong "correct" is the worst error, so doubt always asks.
const (
	Sure   Verdict = "sure"   // act on it
	Ask    Verdict = "ask"    // read it back and wait for a yes
	Refuse Verdict = "refuse" // it was not understood
)

// Evidence is what the decoder found in one utterance. Scores are sums over
// the path in the decoder's log units, of one and the same sound.
type Evidence struct {
	Path, Loop     int  // of the best phrase, and of a free loop of phones
	Rival          int  // of the best phrase of another meaning
	HasRival       bool // whether there is one
	Spoken, Frames int  // frames that hold words, and all of them
	Letters        int  // of the phrase
	SNRDB          float64
	Class          Class
	Opinion        *Opinion // nil where there is no second ear, or it had none
}

// Judgement is a verdict with its grounds.
type Judgement struct {
	Verdict Verdict
	// Confidence is 0 to 1: from .8 sure, from .5 to be asked about.
	Confidence float64
	// Score and Margin are per spoken frame: the path less the phone loop, and
	// less the rival.
	Score, Margin float64
}

// Judge weighs the evidence. The page has the same in verdict.ts.
func Judge(e Evidence) Judgement {
	k := Shared.Verdict
	spoken := float64(max(e.Spoken, k.FewestSpoken))
	j := Judgement{Score: float64(e.Path-e.Loop) / spoken, Margin: k.Full}
	if e.HasRival {
		j.Margin = float64(e.Path-e.Rival) / spoken
	}
	bounds, score, ask := k.Quiet, j.Score, k.Ask
	noisy := e.SNRDB < k.QuietSNRDB
	if noisy {
		bounds = k.Noisy
	}
	if o, q := e.Opinion, Shared.Opinion; o != nil {
		j.Margin += o.Lead
		if o.Agrees {
			score += q.FitWeight * o.Fit
			if bounds = q.Quiet; noisy {
				bounds = q.Noisy
			}
		}
		ask -= q.AskSlope * math.Max(0, o.Fit-q.AskFit)
		if !o.Agrees && o.Fit < q.StrangeFit && j.Margin < q.StrangeMargin {
			ask = q.StrangeScore
		}
	}
	sure := bounds.Sure
	if e.Class == Navigation {
		sure = bounds.Navigation
	}
	j.Confidence = confidence(score, sure)
	if e.Spoken < k.FewestSpoken || float64(e.Spoken) < k.SpokenShare*float64(e.Frames) || e.Spoken > longestSpoken(e.Letters) {
		j.Verdict, j.Confidence = Refuse, math.Min(j.Confidence, below(k.AskConfidence))
		return j
	}
	switch {
	case !(j.Score >= ask):
		j.Verdict, j.Confidence = Refuse, math.Min(j.Confidence, below(k.AskConfidence))
	case !(score >= sure && j.Margin >= bounds.Margin) || e.Class == Number || drowned(e) || e.Opinion != nil && !e.Opinion.Agrees:
		j.Verdict, j.Confidence = Ask, math.Max(k.AskConfidence, math.Min(j.Confidence, below(k.SureConfidence)))
	default:
		j.Verdict = Sure
	}
	return j
}

// drowned tells whether a phrase is hardly louder than the room, or less than
// half of what was heard: then whatever it fits may be chance.
func drowned(e Evidence) bool {
	k := Shared.Verdict
	return e.SNRDB < k.SureSNRDB || float64(e.Spoken) < k.SureShare*float64(e.Frames)
}

// longestSpoken is how many frames a phrase of so many letters takes at most.
func longestSpoken(letters int) int {
	return max(Shared.Verdict.LongestSpoken, Shared.Verdict.SpokenLetter*letters)
}

// confidence goes by straight lines from 0 through (ask, .5) and (sure, .8) to 1.
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

// Doubted is the same with nothing acted on unasked.
func (j Judgement) Doubted() Judgement {
	if j.Verdict == Sure {
		j.Verdict, j.Confidence = Ask, math.Min(j.Confidence, below(Shared.Verdict.SureConfidence))
	}
	return j
}

func below(x float64) float64 { return x - 0.01 }
