package table

// Numerals say how a language builds numbers. Keys are folded, and may have
// two words.
type Numerals struct {
	Units      map[string]int64 // 0–19
	Tens       map[string]int64 // 20–90
	TeensAfter []int64          // tens that 11–19 may follow: soixante quinze
	Hundred    []string
	Scales     map[string]int64
	One        []string // "a" hundred
	And        string
	AndHundred bool     // "one hundred and five"
	AndTens    bool     // "vingt et un"
	Oh         []string // zero, between digits
	Minus      []string
	Point      []string
	PointWhole bool // decimals may be said as one number: "virgule quatorze"
	Fractions  map[string]int64
	Over       []string
	Homophones map[string]string // words heard for number words
	Years      bool              // "nineteen forty five"
}

// Join puts the rest of a number after its head: "twenty" and 1 are "twenty one".
func Join(head string, rest int64, spell func(int64) string) string {
	if rest == 0 {
		return head
	}
	return head + " " + spell(rest)
}
