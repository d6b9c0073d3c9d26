package ear

import (
	"math"

	"carrel/internal/listen"
)

// Result is the outcome of listening, as "carrel hear" prints it.
type Result struct {
	// Text is the phrase that fits best, even if it is refused. It is empty if nothing
	// was said or nothing fits.
	Text    string         `json:"text"`
	Verdict listen.Verdict `json:"verdict"`
	// Kind is heard, no_match or silence.
	Kind         listen.EventKind `json:"kind"`
	Confidence   float64          `json:"confidence"`
	Alternatives []string         `json:"alternatives"`
	// MS is how many milliseconds the recogniser worked after the end of speech was
	// found.
	MS float64 `json:"ms"`
}

// ResultOf summarises an event.
func ResultOf(e listen.Event) Result {
	r := Result{Verdict: listen.Refuse, Kind: e.Kind, Confidence: round(e.Reading.Confidence), Alternatives: []string{}, MS: round(e.MS)}
	if e.Reading.Phrase != nil {
		r.Text, r.Verdict = e.Reading.Phrase.Text, e.Reading.Verdict
	}
	for _, a := range e.Reading.Alternatives {
		r.Alternatives = append(r.Alternatives, a.Text)
	}
	return r
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }
