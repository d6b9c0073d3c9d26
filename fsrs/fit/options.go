package fit

import "carrel/fsrs"

// Options says how a log is read and fitted. The zero value suits most callers, except
// for the Calendar.
type Options struct {
	// Calendar decides which reviews fall on one day.
	Calendar fsrs.Calendar

	// TwoButton fits a learner who only says whether the card was known: every recall
	// counts as Good, and the parameters of hard and easy stay unchanged.
	TwoButton bool

	// RelearningSteps is the number of relearning steps that the parameters will be used
	// with. More than one bounds the same-day parameters more tightly.
	RelearningSteps int

	// Unweighted gives old reviews the same weight as new ones.
	Unweighted bool

	// Threads is the number of goroutines; 0 means one for each processor. It never changes
	// the result.
	Threads int

	// Thorough continues the search until nothing more can be gained, at many times the
	// cost. It measures how near an ordinary fit comes to the optimum.
	Thorough bool

	// Progress, if not nil, receives the progress of a call from 0 to 1. It is called on
	// the goroutine of the call, and never twice with the same value.
	Progress func(done float64)
}
