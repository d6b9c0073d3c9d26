package fit

import "carrel/fsrs"

// Options say how a log is read and fitted. The zero value is what most want,
// but for the Calendar.
type Options struct {
	// Calendar says which reviews fall on one day.
	Calendar fsrs.Calendar

	// TwoButton fits a learner who only says whether the card was known: every
	// recall counts as Good, and the parameters that only hard and easy have
	// stay as they are.
	TwoButton bool

	// RelearningSteps is how many the parameters will be used with; over one
	// bounds the same-day parameters more tightly.
	RelearningSteps int

	// Unweighted counts old reviews as much as new ones.
	Unweighted bool

	// Threads is how many goroutines share the work; 0 means as many as there
	// are processors. It never changes the result.
	Threads int

	// Thorough goes on searching until nothing at all is won any more, at many
	// times the cost: to measure how near an ordinary fit comes to the optimum.
	Thorough bool

	// Progress, where not nil, is told from 0 to 1 how far a call has come. It
	// is called on the goroutine of the call, never twice with the same value.
	Progress func(done float64)
}
