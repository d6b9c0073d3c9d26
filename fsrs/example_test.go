package fsrs_test

import (
	"fmt"
	"time"

	"carrel/fsrs"
)

func ExampleScheduler_Next() {
	s := fsrs.NewScheduler(fsrs.DefaultParams(), fsrs.Calendar{RolloverHour: 4})
	s.Fuzz = false
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

	card := fsrs.State{} // new
	card = s.Next(card, fsrs.Good, now, 1)
	fmt.Println(card.Phase, "for", card.Due.Sub(now))

	card = s.Next(card, fsrs.Good, card.Due, 1)
	fmt.Println(card.Phase, "for", card.Interval, "days")

	card = s.Next(card, fsrs.Good, s.Calendar.Start(card.DueDay), 1)
	fmt.Println(card.Phase, "for", card.Interval, "days")
	// Output:
	// learning for 10m0s
	// review for 2 days
	// review for 11 days
}

func ExampleParams_Next() {
	p := fsrs.DefaultParams()
	var m fsrs.Memory
	for _, review := range []struct {
		days  float64
		grade fsrs.Grade
	}{{0, fsrs.Again}, {1, fsrs.Good}, {3, fsrs.Good}} {
		m = p.Next(m, review.days, review.grade)
	}
	fmt.Printf("stability %.1f days, difficulty %.1f\n", m.Stability, m.Difficulty)
	fmt.Printf("recall after a week: %.2f\n", p.Retrievability(7, m.Stability))
	fmt.Printf("at .90 due in %.0f days\n", p.Interval(m.Stability, .9))
	// Output:
	// stability 7.6 days, difficulty 6.4
	// recall after a week: 0.91
	// at .90 due in 8 days
}
