package apkg

import (
	"encoding/json"
	"hash/fnv"

	"carrel/internal/study"
)

// kept holds the foreign columns of one thing, read back from its Origin.
type kept map[string]json.RawMessage

func keptOf(origin json.RawMessage) kept {
	if len(origin) == 0 {
		return nil
	}
	var o struct {
		Anki map[string]json.RawMessage `json:"anki"`
	}
	if json.Unmarshal(origin, &o) != nil {
		return nil
	}
	return o.Anki
}

// columns are the foreign columns of a note, card or review. They are decoded into a
// struct for speed, because a large collection has millions of them.
type columns struct {
	ID       int64  `json:"id"`
	Deck     int64  `json:"did"`
	USN      int64  `json:"usn"`
	Type     int64  `json:"type"`
	Queue    int64  `json:"queue"`
	Due      int64  `json:"due"`
	Interval int64  `json:"ivl"`
	Last     int64  `json:"lastIvl"`
	Factor   int64  `json:"factor"`
	Reps     int64  `json:"reps"`
	Lapses   int64  `json:"lapses"`
	Left     int64  `json:"left"`
	OldDue   int64  `json:"odue"`
	OldDeck  int64  `json:"odid"`
	Flags    int64  `json:"flags"`
	Ease     int64  `json:"ease"`
	Data     string `json:"data"`
}

// columnsOf returns the columns in an Origin and reports whether it has any.
func columnsOf(origin json.RawMessage) (columns, bool) {
	if len(origin) == 0 {
		return columns{}, false
	}
	var o struct {
		Anki *columns `json:"anki"`
	}
	if json.Unmarshal(origin, &o) != nil || o.Anki == nil {
		return columns{}, false
	}
	return *o.Anki, true
}

// ids hands out Anki's ids: the id that a thing had in Anki, or one derived from its
// identity, so that a second export uses the same id.
type ids map[int64]struct{}

const (
	idFirst = 1_600_000_000_000 // Anki's ids are times in milliseconds
	idSpan  = 200_000_000_000
)

func (u ids) take(had int64, id study.ID) int64 {
	n := had
	if n <= 0 {
		h := fnv.New64a()
		h.Write(id[:])
		n = idFirst + int64(h.Sum64()%idSpan)
	}
	for {
		if _, used := u[n]; !used {
			u[n] = struct{}{}
			return n
		}
		n++
	}
}
