package fit

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carrel/fsrs"
)

func prepare(t testing.TB, log []Review, o Options) *Data {
	t.Helper()
	d, err := Prepare(background, log, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const hour = 60 * 60 * 1000

func TestPrepareOrdersHistoriesAndCountsDays(t *testing.T) {
	day := int64(24 * hour)
	log := []Review{
		{Card: 2, Time: 3*day + 5*hour, Grade: 3},
		{Card: 1, Time: 2*day + 3*hour, Grade: 4}, // before the rollover at 4: still day 1
		{Card: 1, Time: day + 5*hour, Grade: 1},
		{Card: 9, Time: 0, Grade: 0}, // no review
		{Card: 1, Time: 4*day + 5*hour, Grade: 2},
		{Card: 2, Time: 2*day + 5*hour, Grade: 3},
	}
	d := prepare(t, log, Options{Calendar: fsrs.Calendar{RolloverHour: 4}})
	want := []step{
		{0, unscored, 1}, {0, unscored, 4}, {3, 1, 2},
		{0, unscored, 3}, {1, 0, 3},
	}
	if !reflect.DeepEqual(d.steps, want) || d.Items() != 2 || d.Reviews() != 5 || d.Cards() != 2 {
		t.Errorf("got %v, %d items, %d reviews, %d cards", d.steps, d.Items(), d.Reviews(), d.Cards())
	}
	two := prepare(t, log, Options{TwoButton: true, Calendar: fsrs.Calendar{RolloverHour: 4}})
	for i, st := range two.steps {
		if st.grade != want[i].grade.Two() {
			t.Errorf("with two buttons review %d is %v", i, st.grade)
		}
	}
}

func TestPrepareDoesNotDependOnTheOrderOfTheLog(t *testing.T) {
	log := simulatedLog(3000, 2)
	log = append(log, log[:50]...) // some rows twice
	for _, r := range log[100:200] {
		r.Grade = fsrs.Again + r.Grade%fsrs.Easy // another answer at the very moment
		log = append(log, r)
	}
	want := prepare(t, log, simulatedOptions)
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(log), func(i, j int) { log[i], log[j] = log[j], log[i] })
		if got := prepare(t, log, simulatedOptions); !reflect.DeepEqual(got.steps, want.steps) || !reflect.DeepEqual(got.starts, want.starts) {
			t.Fatal("another order of the log gave other histories")
		}
	}
}

func TestDayCounterIsTheCalendar(t *testing.T) {
	var zones []*time.Location
	for _, name := range []string{"UTC", "Europe/Berlin", "America/Havana", "Pacific/Apia", "Australia/Lord_Howe"} {
		if z, err := time.LoadLocation(name); err == nil {
			zones = append(zones, z)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c := fsrs.Calendar{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), RolloverHour: rapid.IntRange(0, 23).Draw(t, "hour")}
		d := newDayCounter(c)
		at := rapid.Int64Range(-1e11, 2e12).Draw(t, "ms")
		for range 40 {
			at += rapid.Int64Range(-40*24*hour, 60*24*hour).Draw(t, "later")
			if got, want := d.day(at), int64(c.Day(time.UnixMilli(at))); got != want {
				t.Fatalf("%v: day %d, want %d", time.UnixMilli(at).In(c.Zone), got, want)
			}
		}
	})
}

func TestSortBothIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOf(rapid.SampledFrom([]int64{-5, 0, 1, 2, 1 << 20, 1 << 40, -1 << 50})).Draw(t, "times")
		where := make([]uint32, len(times))
		for i := range where {
			where[i] = uint32(i)
		}
		was := append([]int64{}, times...)
		sortBoth(times, where, &halt{ctx: background})
		for i := range where {
			if times[i] != was[where[i]] {
				t.Fatal("times and places have come apart")
			}
			if i > 0 && (times[i-1] > times[i] || times[i-1] == times[i] && where[i-1] > where[i]) {
				t.Fatalf("not in order: %v %v", times, where)
			}
		}
	})
}
