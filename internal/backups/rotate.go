package backups

import "time"

// How many backups are kept: the newest of each of the latest so many days, weeks
// and months that have one. In addition, backups made before a large change are
// kept for a week, up to a limit, because the newest backup of a day lacks what
// was erased on that day.
const (
	keptDays    = 7
	keptWeeks   = 4
	keptMonths  = 12
	keptChanges = 8
	changeDays  = 7
)

// Outdated returns the backups of a list that may be removed. day returns the
// learner's day of an instant, counted from 1970-01-01.
func Outdated(list []Backup, day func(time.Time) int) []Backup {
	sorted := append([]Backup(nil), list...)
	Sort(sorted)
	kept := make([]bool, len(sorted))
	newestOf(sorted, kept, keptDays, func(b Backup) int { return day(b.At) })
	newestOf(sorted, kept, keptWeeks, func(b Backup) int { return week(day(b.At)) })
	newestOf(sorted, kept, keptMonths, func(b Backup) int { return month(day(b.At)) })
	changes := 0
	for i, b := range sorted {
		if b.Reason != Daily && changes < keptChanges && day(sorted[0].At)-day(b.At) < changeDays {
			changes++
			kept[i] = true
		}
	}
	var out []Backup
	for i, b := range sorted {
		if !kept[i] {
			out = append(out, b)
		}
	}
	return out
}

// newestOf marks the newest backup of each of the newest n periods.
func newestOf(sorted []Backup, kept []bool, n int, period func(Backup) int) {
	last, seen := 0, 0
	for i, b := range sorted {
		p := period(b)
		if seen > 0 && p >= last {
			continue
		}
		if seen == n {
			return
		}
		last, kept[i] = p, true
		seen++
	}
}

// week returns the number of a day's week. Weeks begin on Monday; 1970-01-01 was
// a Thursday.
func week(day int) int {
	day += 3
	if day < 0 {
		day -= 6
	}
	return day / 7
}

func month(day int) int {
	t := time.Unix(int64(day)*86400, 0).UTC()
	return t.Year()*12 + int(t.Month())
}
