package fsrs

// Grade is how well a card was recalled. Values outside 1–4 are not reviews:
// everything in this package leaves a memory or a state as it was for them.
type Grade uint8

// The four grades. Again means the card was not recalled; the other three mean
// that it was.
const (
	Again Grade = 1 + iota
	Hard
	Good
	Easy
)

// Missed and Knew are the grades of two-button grading.
const (
	Missed = Again
	Knew   = Good
)

// Valid reports whether g is one of the four grades.
func (g Grade) Valid() bool { return g >= Again && g <= Easy }

// Recalled reports whether g means that the card was remembered.
func (g Grade) Recalled() bool { return g > Again && g <= Easy }

// Two maps g onto two-button grading: Again stays, every recall is Good.
func (g Grade) Two() Grade {
	if g.Recalled() {
		return Good
	}
	return g
}

// String gives the English name of the grade, for logs and tests.
func (g Grade) String() string {
	switch g {
	case Again:
		return "again"
	case Hard:
		return "hard"
	case Good:
		return "good"
	case Easy:
		return "easy"
	}
	return "no grade"
}
