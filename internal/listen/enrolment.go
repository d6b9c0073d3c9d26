package listen

import "math"

// Enrolment holds how one learner says some phrases. It is a second opinion on
// what the decoder found, for words alone: who speaks plays no part.
type Enrolment struct {
	words []enrolled
}

type enrolled struct {
	lang, say string
	cepstra   Cepstra
}

// NewEnrolment takes the templates; those that cannot be ones are left out.
func NewEnrolment(templates []Template) *Enrolment {
	e := &Enrolment{}
	for _, t := range templates {
		if t.Check() == nil {
			e.words = append(e.words, enrolled{t.Lang, t.Say, t.cepstra().withDeltas()})
		}
	}
	return e
}

// Near is how far an utterance is from the nearest templates.
type Near struct {
	Say  string  // of the nearest one, "" where none can be compared
	Tag  string  // its meaning in the grammar
	Best float64 // its distance, per frame
	Next float64 // of the nearest with another meaning, +Inf without one
	Own  float64 // of the nearest with the meaning asked about, +Inf without one
}

// Nearest compares a trimmed utterance with the templates of phrases that are
// in the grammar now. tag is the meaning asked about.
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

// Weigh revises a reading by the templates. What was doubtful is sure where the
// nearest template is of the very phrase and clearly nearer than any of another
// meaning. What was sure is doubtful where a template of another meaning is very
// near, and clearly nearer than its own: a word that was not taught is often
// somewhat like one that was. A number stays doubtful and a refusal stays one.
// The page has the same in enrolment.ts.
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
