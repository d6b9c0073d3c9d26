package study

// Kind says how a question is answered.
type Kind string

// The kinds of question.
const (
	Recall    Kind = "recall"    // say it or think it, then grade yourself
	Short     Kind = "short"     // a word or short phrase, judged
	Choice    Kind = "choice"    // one of several
	Multiple  Kind = "multiple"  // several of several
	TrueFalse Kind = "truefalse" //
	Numeric   Kind = "numeric"   // a number within a tolerance
	Cloze     Kind = "cloze"     // the missing text
	Matching  Kind = "matching"  // asked as one pair per card
	Order     Kind = "order"     // put into order; self-graded by voice
	Essay     Kind = "essay"     // long answer, self-graded
	Info      Kind = "info"      // no question: a description
)

// Item is a question that does not come from fields and templates, but from a question
// bank, a cartridge or one of Carrel's packs. Texts are HTML.
type Item struct {
	Kind     Kind     `json:"kind"`
	Title    string   `json:"title,omitempty"`
	Stem     string   `json:"stem"`
	Answer   string   `json:"answer,omitempty"`   // the right answer as shown and spoken, if it does not follow from the rest
	Accept   []Accept `json:"accept,omitempty"`   // short, cloze
	Options  []Option `json:"options,omitempty"`  // choice, multiple, order (in the right order)
	True     bool     `json:"true,omitempty"`     // truefalse
	Numbers  []Range  `json:"numbers,omitempty"`  // numeric
	Pairs    []Pair   `json:"pairs,omitempty"`    // matching: one card per pair
	Gaps     []Item   `json:"gaps,omitempty"`     // cloze with several gaps: one card per gap; Stem holds {{1}}, {{2}}, …
	Feedback string   `json:"feedback,omitempty"` // spoken after the answer
	Image    string   `json:"image,omitempty"`    // media name
	Lang     string   `json:"lang,omitempty"`     // of the stem
	Alang    string   `json:"answer_lang,omitempty"`
	Unspoken string   `json:"unspoken,omitempty"` // why it cannot be answered by voice, "" if it can
}

// Accept is one accepted answer. Weight is the share of the full mark, 1 for a right
// answer. The judge treats less than 1 as close and not as right.
type Accept struct {
	Text     string  `json:"text"`
	Weight   float64 `json:"weight"`
	Feedback string  `json:"feedback,omitempty"`
	Exact    bool    `json:"exact,omitempty"` // case matters
}

// Option is one choice. Weight > 0 is right (or partly right), ≤ 0 wrong.
type Option struct {
	Text     string  `json:"text"`
	Weight   float64 `json:"weight"`
	Feedback string  `json:"feedback,omitempty"`
}

// Range is a range of accepted numbers, both ends included.
type Range struct {
	Min      float64 `json:"min"`
	Max      float64 `json:"max"`
	Weight   float64 `json:"weight"`
	Feedback string  `json:"feedback,omitempty"`
}

// Pair is a left side and its match. An empty Left means that Right is a decoy.
type Pair struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

// Cards returns the number of cards that the item makes: one per pair or gap, else one.
func (it *Item) Cards() int {
	switch {
	case it.Kind == Matching:
		n := 0
		for _, p := range it.Pairs {
			if p.Left != "" {
				n++
			}
		}
		return max(n, 1)
	case it.Kind == Cloze && len(it.Gaps) > 0:
		return len(it.Gaps)
	}
	return 1
}
