package listen

import "math"

// Enrolment holds how one learner says some phrases. It gives a second opinion on what
// the decoder found. It compares words only and does not identify speakers.
type Enrolment struct {
	words []enrolled
}

type enrolled struct {
	lang, say string
	cepstra   Cepstra
}

// NewEnrolment collects the templates and leaves out invalid ones.
func NewEnrolment(templates []Template) *Enrolment {
	e := &Enrolment{}
	for _, t := range templates {
		if t.Check() == nil {
			e.words = append(e.words, enrolled{t.Lang, t.Say, t.cepstra().withDeltas()})
		}
	}
	return e
}

// Near describes the templates nearest to an utterance.
type Near struct {
	Say  string  // phrase of the nearest template, "" if none is comparable
	Tag  string  // meaning of that phrase in the grammar
	Best float64 // distance of the nearest template, per frame
	Next float64 // distance of the nearest with another meaning, or +Inf
	Own  float64 // distance of the nearest with the given meaning, or +Inf
}

// Nearest compares a trimmed utterance with the templates of phrases in the current
// grammar. tag is the meaning whose distance is Near.Own.
func (e *Enrolment) Nearest(g Grammar, pcm []float32, tag string) Near {
	n := Near{Best: math.Inf(1), Next: math.Inf(1), Own: math.Inf(1)}
	var said Cepstra
	for _, w := range e.words {
		p, ok := g.Find(w.say)
		if !ok || w.lang != g.Lang {
			continue
		}
		if said == nil {
			said = CepstraOf(pcm).withDeltas()
		}
		d := warp(said, w.cepstra)
		if p.Tag == tag {
			n.Own = math.Min(n.Own, d)
		}
		switch {
		case d < n.Best:
			if p.Tag != n.Tag {
				n.Next = n.Best
			}
			n.Say, n.Tag, n.Best = w.say, p.Tag, d
		case p.Tag != n.Tag:
			n.Next = math.Min(n.Next, d)
		}
	}
	return n
}

// Weigh revises a reading with the templates. A phrase to be asked about becomes sure if
// the nearest template is of the same phrase and clearly nearer than any template of
// another meaning. A sure phrase is to be asked about if a template of another meaning is
// very near, and clearly nearer than the templates of its own: a word that was not taught
// often resembles one that was. Numbers and refusals do not change. The page has the same
// rules in enrolment.ts.
func (e *Enrolment) Weigh(r Reading, g Grammar, pcm []float32) Reading {
	if e == nil || len(e.words) == 0 || r.Phrase == nil || r.Verdict == Refuse || r.Phrase.Class == Number {
		return r
	}
	n := e.Nearest(g, pcm, r.Phrase.Tag)
	k, v := Enrolling, Shared.Verdict
	switch {
	case n.Best > k.Near:
	case r.Verdict == Ask && n.Say == r.Said && !math.IsInf(n.Next, 1) && n.Next >= k.Ahead*n.Best:
		r.Verdict, r.Confidence = Sure, v.SureConfidence
	case r.Verdict == Sure && n.Best <= k.Nearer && n.Tag != r.Phrase.Tag && n.Own >= k.Against*n.Best:
		r.Verdict, r.Confidence = Ask, below(v.SureConfidence)
	}
	return r
}
