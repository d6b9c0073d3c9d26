package answer

import "carrel/internal/study"

// Said is an answer as it arrives.
type Said struct {
	Text string `json:"text"`
	// Confidence of the recogniser, 0–1; 0 where it states none. Ignored when typed or picked.
	Confidence   float64 `json:"confidence,omitempty"`
	Alternatives []Heard `json:"alternatives,omitempty"` // other things it may have been, best first
	Option       *int    `json:"option,omitempty"`       // index of the choice picked by key or touch
	Options      []int   `json:"options,omitempty"`      // indexes, where several may be picked; not nil
	Typed        bool    `json:"typed,omitempty"`
	Lang         string  `json:"lang,omitempty"` // the learner's own language, for Why; "" takes the question's
}

// Heard is one guess of a recogniser.
type Heard struct {
	Text       string  `json:"text"`
	Confidence float64 `json:"confidence"`
}

// Outcome is the result of a judgement.
type Outcome string

// The outcomes.
const (
	Right   Outcome = "right"
	Close   Outcome = "close" // nearly, partly or perhaps misheard: read back, let the learner decide
	Wrong   Outcome = "wrong"
	Unclear Outcome = "unclear" // cannot be judged: ask again, record nothing
)

// Reason is the machine-readable reason for an outcome.
type Reason string

// The reasons.
const (
	// Right.
	ReasonSame      Reason = "same"      // the same words, apart from case, diacritics and articles
	ReasonWritten   Reason = "written"   // the same thing written another way: a date, 14 and XIV, h two o
	ReasonOrder     Reason = "order"     // the same words in another order
	ReasonContained Reason = "contained" // within a sentence that repeats the question
	ReasonPlural    Reason = "plural"    // singular for plural or vice versa
	ReasonSound     Reason = "sound"     // heard as another word of the same sound
	ReasonSpelling  Reason = "spelling"  // a slip of spelling
	ReasonInRange   Reason = "in_range"  // a number within the tolerance
	// Close.
	ReasonPartial   Reason = "partial"    // worth part of the mark, or only part of the answer
	ReasonExtra     Reason = "extra"      // the answer and other words
	ReasonMissing   Reason = "missing"    // some of several choices
	ReasonNearSound Reason = "near_sound" // sounds nearly like it
	ReasonNearSpell Reason = "near_spell" // spelled nearly like it
	ReasonCase      Reason = "case"       // case matters here
	ReasonArticle   Reason = "article"    // the gender of the article differs
	ReasonForm      Reason = "form"       // another form of the word, where the question asks for the form
	// Wrong.
	ReasonOther      Reason = "other"       // the answer to another card, or a wrong choice
	ReasonDifferent  Reason = "different"   // something else
	ReasonNegated    Reason = "negated"     // the opposite
	ReasonGaveUp     Reason = "gave_up"     // the learner said they do not know
	ReasonNearNumber Reason = "near_number" // a number easily confused with the right one
	// Unclear.
	ReasonEmpty     Reason = "empty"
	ReasonHedged    Reason = "hedged"     // more than one answer
	ReasonAmbiguous Reason = "ambiguous"  // could be the answer or another card's
	ReasonNotHeard  Reason = "not_heard"  // the recogniser was unsure, and it fits nothing
	ReasonNoNumber  Reason = "no_number"  // a number was asked for
	ReasonUnit      Reason = "unit"       // the number has another unit than asked for
	ReasonNoChoice  Reason = "no_choice"  // none of the choices
	ReasonNoTruth   Reason = "no_truth"   // neither true nor false
	ReasonSelfGrade Reason = "self_grade" // nothing to judge against: the learner grades
)

// Verdict is the judgement of one answer.
type Verdict struct {
	Outcome  Outcome `json:"outcome"`
	Reason   Reason  `json:"reason"`
	Why      string  `json:"why"`               // one plain sentence in the learner's language
	Heard    string  `json:"heard,omitempty"`   // what was said, spelled like the text it matched
	Matched  string  `json:"matched,omitempty"` // the accepted answer, choice or number that matched
	Feedback string  `json:"feedback,omitempty"`
	// Confirm asks to read the answer back before anything is recorded.
	Confirm bool `json:"confirm,omitempty"`
	// Suggested is the grade to record if the learner does not object: Good for
	// right, Hard or Again for close, Again for wrong; 0 when unclear.
	Suggested study.Grade `json:"suggested,omitempty"`
	// Rule names the rules that decided, outermost first, as in "text/accepted/sound". It
	// explains a verdict and is not stored.
	Rule string `json:"-"`
}

// Sure is the confidence from which a clear answer is graded without being read back.
const Sure = .8

func grade(o Outcome) study.Grade {
	switch o {
	case Right:
		return study.Good
	case Close:
		return study.Hard
	case Wrong:
		return study.Again
	}
	return 0
}
