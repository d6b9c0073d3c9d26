package fsrs

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no time zone data for %s here: %v", name, err)
	}
	return z
}

func TestDayRollsOverAtTheLearnersHour(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	ny := zone(t, "America/New_York")
	cuba := zone(t, "America/Havana")
	day := func(y int, m time.Month, d int) int {
		return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	}
	for _, c := range []struct {
		what string
		cal  Calendar
		at   time.Time
		want int
	}{
		{"the epoch", Calendar{}, time.Unix(0, 0), 0},
		{"before the epoch", Calendar{}, time.Unix(-1, 0), -1},
		{"late evening belongs to its day", Calendar{berlin, 4}, time.Date(2024, 5, 2, 3, 59, 59, 0, berlin), day(2024, 5, 1)},
		{"the new day begins at four", Calendar{berlin, 4}, time.Date(2024, 5, 2, 4, 0, 0, 0, berlin), day(2024, 5, 2)},
		{"the night clocks go forward, before the gap", Calendar{berlin, 4}, time.Date(2024, 3, 31, 1, 59, 0, 0, berlin), day(2024, 3, 30)},
		{"the night clocks go forward, after it", Calendar{berlin, 4}, time.Date(2024, 3, 31, 4, 0, 0, 0, berlin), day(2024, 3, 31)},
		{"the rollover hour is skipped", Calendar{berlin, 2}, time.Date(2024, 3, 31, 1, 0, 0, 0, time.UTC), day(2024, 3, 31)},
		{"just before the skipped hour", Calendar{berlin, 2}, time.Date(2024, 3, 31, 0, 59, 59, 0, time.UTC), day(2024, 3, 30)},
		{"the night clocks go back, before four", Calendar{ny, 4}, time.Date(2024, 11, 3, 8, 59, 0, 0, time.UTC), day(2024, 11, 2)},
		{"the night clocks go back, at four", Calendar{ny, 4}, time.Date(2024, 11, 3, 9, 0, 0, 0, time.UTC), day(2024, 11, 3)},
		{"the rollover hour comes twice, first time", Calendar{ny, 1}, time.Date(2024, 11, 3, 5, 0, 0, 0, time.UTC), day(2024, 11, 3)},
		{"the rollover hour comes twice, just before", Calendar{ny, 1}, time.Date(2024, 11, 3, 4, 59, 59, 0, time.UTC), day(2024, 11, 2)},
		{"clocks go back past midnight", Calendar{cuba, 0}, time.Date(2024, 11, 3, 4, 30, 0, 0, time.UTC), day(2024, 11, 3)},
		{"and the day does not come back", Calendar{cuba, 0}, time.Date(2024, 11, 3, 5, 30, 0, 0, time.UTC), day(2024, 11, 3)},
	} {
		if got := c.cal.Day(c.at); got != c.want {
			t.Errorf("%s: day %d, want %d", c.what, got, c.want)
		}
	}
}

func TestADayMovedByDSTIsStillOneDay(t *testing.T) {
	c := Calendar{zone(t, "Europe/Berlin"), 4}
	for _, d := range []time.Time{
		time.Date(2024, 3, 30, 12, 0, 0, 0, c.Zone),  // 23 hours to the same time tomorrow
		time.Date(2024, 10, 26, 12, 0, 0, 0, c.Zone), // 25 hours
	} {
		if n := c.DaysBetween(d, d.AddDate(0, 0, 1)); n != 1 {
			t.Errorf("from noon of %s to noon of the next day are %d days", d.Format(time.DateOnly), n)
		}
	}
	if got := c.Start(c.Day(time.Date(2024, 3, 30, 12, 0, 0, 0, c.Zone))).Add(24 * time.Hour); c.DaysBetween(got, c.Start(c.Day(got))) != 0 {
		t.Errorf("%v is not in one day with its own start", got)
	}
}

// A card reviewed in Tokyo and answered next in Los Angeles: the calendar in force at
// the answer decides, and the number of days is never negative.
func TestChangeOfZone(t *testing.T) {
	tokyo := Calendar{zone(t, "Asia/Tokyo"), 4}
	la := Calendar{zone(t, "America/Los_Angeles"), 4}
	seen := time.Date(2024, 5, 2, 8, 0, 0, 0, tokyo.Zone) // 1 May, 16:00 in Los Angeles
	later := seen.Add(11 * time.Hour)                     // 2 May 19:00 and 2 May 03:00
	if n := tokyo.DaysBetween(seen, later); n != 0 {
		t.Errorf("in Tokyo %d days, want 0", n)
	}
	if n := la.DaysBetween(seen, later.Add(2*time.Hour)); n != 1 {
		t.Errorf("in Los Angeles %d days, want 1", n)
	}
	if n := la.DaysBetween(later, seen); n != 0 {
		t.Errorf("backwards %d days, want 0", n)
	}

	s := NewScheduler(DefaultParams(), tokyo)
	s.Fuzz = false
	st := s.Next(State{Phase: InReview, Memory: Memory{10, 5}, Interval: 10, LastReview: seen.AddDate(0, 0, -10)}, Good, seen, 1)
	s.Calendar = la
	if due := st.DueTime(la); !st.IsDue(la, due) || st.IsDue(la, due.Add(-time.Second)) {
		t.Error("after the change of zone the card is not due exactly from the start of its day there")
	}
	next := s.Next(st, Good, st.DueTime(la), 1)
	if next.Interval <= st.Interval {
		t.Errorf("a good review after a change of zone shortened %d days to %d", st.Interval, next.Interval)
	}
}

func TestStartIsTheFirstInstantOfItsDay(t *testing.T) {
	names := []string{
		"UTC", "Europe/Berlin", "America/New_York", "America/Havana", "America/St_Johns",
		"Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Cairo",
	}
	var zones []*time.Location
	for _, n := range names {
		zones = append(zones, zone(t, n))
	}
	check := func(t interface{ Errorf(string, ...any) }, c Calendar, day int) {
		start := c.Start(day)
		if got := c.Day(start); got < day || got > day+1 {
			t.Errorf("%v: day %d starts at %v, which is day %d", c, day, start, got)
		}
		if got := c.Day(start.Add(-time.Nanosecond)); got >= day {
			t.Errorf("%v: before the start of day %d (%v) it is day %d already", c, day, start, got)
		}
		if next := c.Start(day + 1); next.Before(start) || next.Sub(start) > 50*time.Hour {
			t.Errorf("%v: day %d starts at %v and the next at %v", c, day, start, next)
		}
	}
	// Checks every day of two years with all kinds of clock changes (Samoa skipped 30
	// December 2011; Newfoundland changed at one minute past midnight).
	first := Calendar{}.Day(time.Date(2010, 12, 1, 0, 0, 0, 0, time.UTC))
	for _, z := range zones {
		for _, hour := range []int{0, 1, 2, 4, 23} {
			for day := first; day < first+500; day++ {
				check(t, Calendar{z, hour}, day)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c := Calendar{rapid.SampledFrom(zones).Draw(t, "zone"), rapid.IntRange(0, 23).Draw(t, "hour")}
		a := time.Unix(rapid.Int64Range(0, 2e9).Draw(t, "t"), 0)
		b := a.Add(time.Duration(rapid.IntRange(0, 3*86400).Draw(t, "later")) * time.Second)
		if c.Day(b) < c.Day(a) {
			t.Errorf("%v: day %d at %v, but %d at %v", c, c.Day(a), a, c.Day(b), b)
		}
		if d := c.Day(a); c.Start(d).After(a) || !c.Start(d+1).After(a) {
			t.Errorf("%v: %v is day %d, from %v to %v", c, a, d, c.Start(d), c.Start(d+1))
		}
	})
}

func TestWeekday(t *testing.T) {
	for day := -400; day < 400; day++ {
		if want := time.Unix(int64(day)*86400, 0).UTC().Weekday(); Weekday(day) != want {
			t.Fatalf("day %d is a %v, want %v", day, Weekday(day), want)
		}
	}
}
