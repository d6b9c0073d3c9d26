package gift

// kind is the kind of a question, by the names GIFT tools use.
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

// rich is a text and the format it is written in: moodle, html, markdown or
// plain.
type rich struct {
	Format string
	Text   string
}

// question is one GIFT question as it stands in the file.
type question struct {
	Line     int // of the file, where it begins
	Kind     kind
	ID       string
	Tags     []string
	Title    string
	HasTitle bool
	Stem     rich
	Embedded bool // the answer stands inside the text; "_____" marks where
	Feedback *rich

	Choices []answerChoice // choice, short; numerical with several answers
	Number  *number        // numerical with one answer
	Pairs   []pair

	True          bool
	First, Second *rich // feedback of true or false: on the wrong, on the right answer
}

// answerChoice is one answer of several.
type answerChoice struct {
	Right    bool // written with =
	Weight   *float64
	Text     rich
	Number   *number // in numerical questions, unless Text is "*"
	Feedback *rich
}

// number is a number or range of numbers.
type number struct {
	Type      string // "simple", "range" or "high-low"
	Value     float64
	Tolerance float64 // range
	Low, High float64 // high-low
}

type pair struct {
	Left  rich
	Right string
}
