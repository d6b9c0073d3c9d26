package fsrs

// Grade says how well a card was recalled. Values outside 1–4 are not reviews; the
// functions of this package ignore them and leave a memory or a state unchanged.
type Grade uint8

// The four grades. Again means that the card was not recalled; the other three mean
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

// Two maps g to two-button grading: Again stays, every recall becomes Good.
func (g Grade) Two() Grade {
	if g.Recalled() {
		return Good
	}
	return g
}

// String returns the English name of the grade, for logs and tests.
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
