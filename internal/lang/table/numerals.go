package table

// Numerals describes how a language builds numbers. Keys are folded and can have two
// words.
type Numerals struct {
	Units      map[string]int64 // 0–19
	Tens       map[string]int64 // 20–90
	TeensAfter []int64          // tens that 11–19 can follow: soixante quinze
	Hundred    []string
	Scales     map[string]int64
	One        []string // "a" hundred
	And        string
	AndHundred bool     // "one hundred and five"
	AndTens    bool     // "vingt et un"
	Oh         []string // zero, between digits
	Minus      []string
	Point      []string
	PointWhole bool // decimals can be said as one number: "virgule quatorze"
	Fractions  map[string]int64
	Over       []string
	Homophones map[string]string // words heard for number words
	Years      bool              // "nineteen forty five"
}

// Join adds the rest of a number to its head: "twenty" and 1 become "twenty one".
func Join(head string, rest int64, spell func(int64) string) string {
	if rest == 0 {
		return head
	}
	return head + " " + spell(rest)
}
