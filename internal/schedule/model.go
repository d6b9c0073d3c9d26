package schedule

import "carrel/fsrs"

// Model returns a copy of the fsrs scheduler that s uses, for fits and simulations.
// Changing the copy does not change s.
func (s *Scheduler) Model() fsrs.Scheduler { return s.fsrs }
