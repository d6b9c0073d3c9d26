package schedule

import "carrel/fsrs"

// Model is the fsrs scheduler that s goes by, for fits and simulations. Changing
// the copy changes nothing here.
func (s *Scheduler) Model() fsrs.Scheduler { return s.fsrs }
