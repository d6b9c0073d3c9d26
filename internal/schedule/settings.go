package schedule

import (
	"time"

	"carrel/fsrs"
	"carrel/internal/study"
)

// Settings are the learner's choices that decide every interval. Changing one of them
// changes the result of a replay.
type Settings struct {
	Params          fsrs.Params
	Retention       float64 // desired probability of recall; 0 means .90
	LearningSteps   []time.Duration
	RelearningSteps []time.Duration
	MaxInterval     int // days; 0 means 36500
	Fuzz            bool
	TwoButton       bool
	Easy            EasyDays
	Calendar        fsrs.Calendar
}

// DefaultRollover is the hour at which a learner's day ends, so that a late evening
// still belongs to the day.
const DefaultRollover = 4

// Defaults returns the settings of a learner who changed nothing: the published FSRS-6
// parameters, steps of 1 and 10 minutes, retention .90, fuzz, and days that end at four
// in the morning in the given zone (nil is UTC).
func Defaults(zone *time.Location) Settings {
	s := fsrs.NewScheduler(fsrs.DefaultParams(), fsrs.Calendar{Zone: zone, RolloverHour: DefaultRollover})
	return Settings{
		Params:          s.Params,
		Retention:       s.Retention,
		LearningSteps:   s.LearningSteps,
		RelearningSteps: s.RelearningSteps,
		Fuzz:            s.Fuzz,
		Calendar:        s.Calendar,
	}
}

// Check reports invalid settings as Invalid errors.
func (s Settings) Check() error {
	f := s.scheduler()
	if err := f.Check(); err != nil {
		return study.Because(err, study.Invalid, "these schedule settings do not fit together: %v", err)
	}
	return nil
}

func (s Settings) scheduler() fsrs.Scheduler {
	f := fsrs.Scheduler{
		Params:          s.Params.ForRelearning(len(s.RelearningSteps)),
		Retention:       s.Retention,
		LearningSteps:   s.LearningSteps,
		RelearningSteps: s.RelearningSteps,
		MaxInterval:     s.MaxInterval,
		Fuzz:            s.Fuzz,
		TwoButton:       s.TwoButton,
		Calendar:        s.Calendar,
	}
	if s.Easy.Any() {
		f.Load = &fsrs.Load{Share: s.Easy.shares()}
	}
	return f
}
