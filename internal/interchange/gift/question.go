package gift

// kind is the kind of a question, under the name that GIFT tools use.
type kind string

const (
	category    kind = "Category"
	description kind = "Description"
	essay       kind = "Essay"
	choice      kind = "MC"
	short       kind = "Short"
	trueFalse   kind = "TF"
	numerical   kind = "Numerical"
	matching    kind = "Matching"
)

// rich is a text and its format: moodle, html, markdown or plain.
type rich struct {
	Format string
	Text   string
}

// question is one GIFT question as the file contains it.
type question struct {
	Line     int // the line on which it begins
	Kind     kind
	ID       string
	Tags     []string
	Title    string
	HasTitle bool
	Stem     rich
	Embedded bool // the answer is inside the text, at "_____"
	Feedback *rich

	Choices []answerChoice // for choice, short, and numerical with several answers
	Number  *number        // for numerical with one answer
	Pairs   []pair

	True          bool
	First, Second *rich // feedback of true or false: for a wrong and for a right answer
}

// answerChoice is one of several answers.
type answerChoice struct {
	Right    bool // written with =
	Weight   *float64
	Text     rich
	Number   *number // in numerical questions, except where Text is "*"
	Feedback *rich
}

// number is a number or a range of numbers.
type number struct {
	Type      string // "simple", "range" or "high-low"
	Value     float64
	Tolerance float64 // for range
	Low, High float64 // for high-low
}

type pair struct {
	Left  rich
	Right string
}
