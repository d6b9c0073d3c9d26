package fsrs

import (
	"testing"
	"time"
)

// learn introduces 300 cards over 10 days and reviews them as scheduled until the exam.
// Each card is recalled at random with the chance that the model gives. learn returns
// the mean recall on the day of the exam, the number of reviews, and the most reviews
// on one day of the last fortnight.
func learn(t *testing.T, exam *Deadline, examDay int) (recall float64, reviews, worst int) {
	t.Helper()
	p := DefaultParams()
	s := NewScheduler(p, Calendar{})
	s.Deadline = exam
	perDay := make([]int, examDay)
	const cards = 300
	for card := range cards {
		seed := uint64(card)
		st := State{}
		now := time.Unix(int64(card%10)*86400+43200, 0).UTC()
		for rep := uint64(0); ; rep++ {
			g := Good
			if st.Phase != New {
				days := float64(s.Calendar.DaysBetween(st.LastReview, now))
				if unit(seed+1e6, rep) > p.Retrievability(days, st.Memory.Stability) {
					g = Again
				}
			}
			reviews++
			perDay[s.Calendar.Day(now)]++
			st = s.Next(st, g, now, seed)
			due := st.DueTime(s.Calendar)
			if st.Phase == InReview {
				due = due.Add(12 * time.Hour)
			}
			if s.Calendar.Day(due) >= examDay {
				break
			}
			now = due
		}
		left := examDay - s.Calendar.Day(st.LastReview)
		recall += p.Retrievability(float64(left), st.Memory.Stability) / cards
	}
	for _, n := range perDay[examDay-14:] {
		worst = max(worst, n)
	}
	return recall, reviews, worst
}

func TestDeadlinePlansTowardsTheExam(t *testing.T) {
	const exam = 60
	plain, reviews, _ := learn(t, nil, exam)
	got, more, worst := learn(t, &Deadline{Day: exam, Retention: .95}, exam)
	t.Logf("recall at the exam %.3f after %d reviews, with a deadline %.3f after %d, at most %d on a day", plain, reviews, got, more, worst)
	if got < .95 || got < plain+.01 {
		t.Errorf("recall at the exam is %.3f, want .95 (without a deadline it is %.3f)", got, plain)
	}
	if more > reviews*3/2 {
		t.Errorf("the exam costs %d reviews instead of %d", more, reviews)
	}
	if worst > 100 {
		t.Errorf("%d of 300 cards fall on one of the last days", worst)
	}
}

func TestDeadlineLeavesAloneWhatNeedsNothing(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Fuzz = false
	today := s.Calendar.Day(noon)
	st := State{Phase: InReview, Memory: Memory{30, 5}, Interval: 30, LastReview: noon.AddDate(0, 0, -30)}
	plain := s.Next(st, Good, noon, 1)
	for what, d := range map[string]*Deadline{
		"an exam that is over":                     {Day: today - 1},
		"an exam today":                            {Day: today},
		"an exam tomorrow":                         {Day: today + 1},
		"an exam after the next review":            {Day: today + plain.Interval + 5},
		"a card that will still be known":          {Day: today + 5},
		"a card known well enough for little more": {Day: today + plain.Interval - 3, Retention: .9},
	} {
		s.Deadline = d
		if got := s.Next(st, Good, noon, 1); got != plain {
			t.Errorf("%s changed %d days to %d", what, plain.Interval, got.Interval)
		}
	}
	s.Deadline = &Deadline{Day: today + plain.Interval - 3, Retention: .97}
	if got := s.Next(st, Good, noon, 1); got.DueDay >= s.Deadline.Day || got.Interval >= plain.Interval {
		t.Errorf("a card that would be forgotten by the exam is due on day %d, the exam is on %d", got.DueDay, s.Deadline.Day)
	}
	for left := 5; left < 120; left++ {
		s.Deadline.Day = today + left
		four := s.Four(st, noon, 1)
		for i := 2; i < 4; i++ {
			if four[i].Interval <= four[i-1].Interval {
				t.Errorf("%d days before the exam %v gives %d days, %v %d", left, Grade(i), four[i-1].Interval, Grade(i+1), four[i].Interval)
			}
		}
	}
}

func TestNewPerDay(t *testing.T) {
	d := &Deadline{Day: 100}
	for _, c := range []struct{ unseen, today, settle, want int }{
		{300, 60, 10, 10}, {301, 60, 10, 11}, {5, 60, 10, 1}, {0, 60, 10, 0}, {7, 95, 10, 7}, {7, 99, 0, 7},
	} {
		if got := d.NewPerDay(c.unseen, c.today, c.settle); got != c.want {
			t.Errorf("%+v gives %d a day", c, got)
		}
	}
}
