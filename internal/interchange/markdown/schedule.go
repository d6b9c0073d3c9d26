package markdown

import (
	"strconv"
	"strings"
	"time"

	"carrel/fsrs"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// scheduled is what the plugin records about one side of a card: due day, interval and
// ease. A side that was not reviewed yet has due 0.
type scheduled struct {
	due      int // civil day since 1970-01-01
	interval int // days
	ease     int // percent
}

// neverReviewed is the due date that the plugin writes for a side without reviews if
// another side has some.
var neverReviewed = dayOf(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))

func dayOf(t time.Time) int { return int(t.Unix() / 86400) }

// parseSchedule parses the content of <!--SR:…-->: "!2024-05-01,12,250" for each side, or
// a single "2024-05-01,12,250" as old versions wrote it.
func parseSchedule(s string) []scheduled {
	var out []scheduled
	for _, part := range strings.Split(strings.TrimSpace(s), "!") {
		fields := strings.Split(part, ",")
		if len(fields) != 3 {
			continue
		}
		t, err := time.Parse("2006-01-02", strings.TrimSpace(fields[0]))
		interval, err2 := strconv.ParseFloat(strings.TrimSpace(fields[1]), 64)
		ease, err3 := strconv.ParseFloat(strings.TrimSpace(fields[2]), 64)
		if err != nil || err2 != nil || err3 != nil || interval < 0 || interval > 36500*3 || t.Year() < 1990 || t.Year() > 2500 {
			out = append(out, scheduled{})
			continue
		}
		p := scheduled{due: dayOf(t), interval: int(interval), ease: int(min(max(ease, 0), 10_000))}
		if p.due == neverReviewed {
			p = scheduled{}
		}
		out = append(out, p)
	}
	return out
}

const dayMS = 86400000

// review returns the Set review that gives a card the plugin's schedule.
func (p scheduled) review(note study.ID, ord int) *study.Review {
	last := study.Time(max(p.due-p.interval, 0))*dayMS + dayMS/2
	s := &study.Schedule{Phase: study.InReview, Day: p.due, Interval: p.interval, Last: last, Reps: 1}
	if m, ok := fsrs.DefaultParams().FromSM2(max(float64(p.ease)/100, 1.3), float64(max(p.interval, 1)), .9); ok {
		s.Stability, s.Difficulty = m.Stability, m.Difficulty
	}
	card := stream.CardID(note, ord)
	return &study.Review{
		ID:   study.DeriveID("review", card.String(), "obsidian", strconv.Itoa(p.due), strconv.Itoa(p.interval), strconv.Itoa(p.ease)),
		Card: card, At: last + 1, Kind: study.Set, How: "import", State: s,
	}
}
