package listen

import (
	"math/rand/v2"
	"testing"
)

// verdictVector is evidence and the judgement of it.
type verdictVector struct {
	Path    int            `json:"path"`
	Loop    int            `json:"loop"`
	Rival   *int           `json:"rival"`
	Spoken  int            `json:"spoken"`
	Frames  int            `json:"frames"`
	Letters int            `json:"letters"`
	SNRDB   float64        `json:"snr_db"`
	Class   Class          `json:"class"`
	Opinion *opinionVector `json:"opinion"`

	Verdict    Verdict `json:"verdict"`
	Confidence float64 `json:"confidence"`
	Score      float64 `json:"score"`
	Margin     float64 `json:"margin"`
	// Doubted is the confidence when the judgement may not be sure.
	Doubted float64 `json:"doubted"`
}

type opinionVector struct {
	Agrees bool    `json:"agrees"`
	Fit    float64 `json:"fit"`
	Lead   float64 `json:"lead"`
}

func judged(v verdictVector) verdictVector {
	e := Evidence{Path: v.Path, Loop: v.Loop, Spoken: v.Spoken, Frames: v.Frames, Letters: v.Letters, SNRDB: v.SNRDB, Class: v.Class}
	if v.Rival != nil {
		e.Rival, e.HasRival = *v.Rival, true
	}
	if o := v.Opinion; o != nil {
		e.Opinion = &Opinion{o.Agrees, o.Fit, o.Lead}
	}
	j := Judge(e)
	v.Verdict, v.Confidence, v.Score, v.Margin, v.Doubted = j.Verdict, j.Confidence, j.Score, j.Margin, j.Doubted().Confidence
	return v
}

// evidences returns evidence on both sides of every bound and exactly on it: scores,
// margins and fits are multiples of a half, as the bounds are.
func evidences() []verdictVector {
	k := Shared.Verdict
	chance := rand.New(rand.NewPCG(5, 6))
	half := func(low, high float64) float64 { return low + .5*float64(chance.IntN(1+int(2*(high-low)))) }
	pick := func(of ...int) int { return of[chance.IntN(len(of))] }
	classes := []Class{Command, Navigation, Choice, Answer, Number}
	levels := []float64{k.SureSNRDB - 1, k.SureSNRDB, k.QuietSNRDB - 1, k.QuietSNRDB, 30}
	out := []verdictVector{{Class: Command}, {Class: Answer, Path: -100, Loop: -100, Spoken: 20, Frames: 20, SNRDB: -5}}
	for _, score := range []float64{k.Ask - .5, k.Ask, -5.5, -5, -4.5} {
		for _, fit := range []float64{-14.5, -14, -13.5, -6.5, -6, -5.5, 0} {
			for _, lead := range []float64{-1, 9.5, 10} { // without a rival the margin is 10 more
				for _, agrees := range []bool{false, true} {
					out = append(out, verdictVector{Path: -1000, Loop: -1000 - int(50*score), Spoken: 50, Frames: 60, SNRDB: 30, Class: Answer, Opinion: &opinionVector{agrees, fit, lead}})
				}
			}
		}
	}
	for range 300 {
		v := verdictVector{Path: -1000, Spoken: pick(20, 40, 50, 50, 50), Class: classes[chance.IntN(len(classes))], SNRDB: levels[min(chance.IntN(8), len(levels)-1)]}
		v.Frames, v.Letters = v.Spoken+pick(0, 5, 10, 15, v.Spoken, v.Spoken+1), 1+chance.IntN(30)
		switch chance.IntN(20) {
		case 0:
			v.Spoken = k.FewestSpoken - 1
		case 1:
			v.Spoken = k.LongestSpoken + pick(0, 1)
			v.Frames, v.Letters = v.Spoken, pick(25, 26)
		case 2:
			v.Spoken, v.Frames = 30, pick(100, 101)
		}
		spoken := float64(max(v.Spoken, k.FewestSpoken))
		v.Loop = v.Path - int(half(-25, 12)*spoken)
		if chance.IntN(4) > 0 {
			rival := v.Path - int(half(-2, 14)*spoken)
			v.Rival = &rival
		}
		if chance.IntN(3) > 0 {
			o := Shared.Opinion
			v.Opinion = &opinionVector{chance.IntN(3) > 0, half(-16, 0) * float64(chance.IntN(2)), half(-o.Behind/2, o.Behind)}
		}
		out = append(out, v)
	}
	return out
}

// TestVerdictsAreThoseOfThePage uses a file that web/src/listen/verdict.test.ts reads.
func TestVerdictsAreThoseOfThePage(t *testing.T) {
	got := evidences()
	counts := map[Verdict]int{}
	for i, v := range got {
		got[i] = judged(v)
		counts[got[i].Verdict]++
	}
	for _, v := range []Verdict{Sure, Ask, Refuse} {
		if counts[v] < 40 {
			t.Errorf("only %d vectors of %d have the verdict %s", counts[v], len(got), v)
		}
	}
	shared(t, "verdict.json", got, func(g, w verdictVector) bool {
		return g.Verdict == w.Verdict && closeTo(g.Confidence, w.Confidence) && closeTo(g.Score, w.Score) && closeTo(g.Margin, w.Margin) && closeTo(g.Doubted, w.Doubted)
	})
}

// likelyVector is what a second ear finds likely and what the opinion of it is.
type likelyVector struct {
	Free float64       `json:"free"`
	Of   []likelyMeant `json:"of"`
	Best string        `json:"best"`
	Lead float64       `json:"lead"`
	// Logs and Fits are of the meanings "a", "b", "c" and "d", null for none.
	Logs []*float64 `json:"logs"`
	Fits []*float64 `json:"fits"`
}

type likelyMeant struct {
	Tag string  `json:"tag"`
	Log float64 `json:"log"`
}

// TestOpinionsAreThoseOfThePage uses a file that web/src/listen/opinion.test.ts reads.
func TestOpinionsAreThoseOfThePage(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 8))
	log := func() float64 { return -.5 * float64(chance.IntN(60)) }
	var got []likelyVector
	for i := range 60 {
		v := likelyVector{Free: log(), Of: []likelyMeant{}}
		for _, tag := range []string{"a", "b", "c"}[:i%4] {
			v.Of = append(v.Of, likelyMeant{tag, log()})
		}
		l := &Likelihoods{Free: v.Free}
		for _, o := range v.Of {
			l.Of = append(l.Of, Likelihood(o))
		}
		v.Best, v.Lead = l.best()
		for _, tag := range []string{"a", "b", "c", "d"} {
			v.Logs, v.Fits = append(v.Logs, finite(l.of(tag))), append(v.Fits, finite(l.fit(tag)))
		}
		got = append(got, v)
	}
	shared(t, "opinion.json", got, func(g, w likelyVector) bool {
		same := g.Best == w.Best && closeTo(g.Lead, w.Lead)
		for i := range g.Logs {
			same = same && sameFinite(g.Logs[i], w.Logs[i], 1e-9) && sameFinite(g.Fits[i], w.Fits[i], 1e-9)
		}
		return same
	})
}
