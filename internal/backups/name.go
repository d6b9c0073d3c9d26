package backups

import (
	"cmp"
	"regexp"
	"slices"
	"time"
)

// Reason is why a backup was made.
type Reason string

// The reasons. All but Daily and Asked are about something that was about to
// change much of the collection.
const (
	Daily   Reason = "daily"
	Asked   Reason = "asked"   // the learner asked for it
	Import  Reason = "import"  // before an import
	Erase   Reason = "erase"   // before a deck was erased
	Restore Reason = "restore" // before another backup was restored
	Upgrade Reason = "upgrade" // before a newer Carrel changed how the collection is kept
)

// Backup is one file of a Shelf.
type Backup struct {
	Name   string    `json:"name"`
	At     time.Time `json:"at"`
	Reason Reason    `json:"reason"`
	Size   int64     `json:"size"` // bytes, without media
}

const (
	stamp = "20060102T150405.000Z"
	// Ending is that of every backup: lines of JSON, packed by gzip.
	Ending = ".jsonl.gz"
	// MediaEnding follows the name of a backup in that of the list of its media.
	MediaEnding = ".media"
)

var nameForm = regexp.MustCompile(`^carrel-(\d{8}T\d{6}\.\d{3}Z)-(daily|asked|import|erase|restore|upgrade)` + regexp.QuoteMeta(Ending) + `$`)

// Name is the file name of a backup. Names sort by time.
func Name(at time.Time, why Reason) string {
	return "carrel-" + at.UTC().Format(stamp) + "-" + string(why) + Ending
}

// Parse reads a file name; ok is false for a file that is no backup.
func Parse(name string) (b Backup, ok bool) {
	m := nameForm.FindStringSubmatch(name)
	if m == nil {
		return b, false
	}
	at, err := time.Parse(stamp, m[1])
	return Backup{Name: name, At: at, Reason: Reason(m[2])}, err == nil
}

// Sort puts the newest first.
func Sort(list []Backup) {
	slices.SortFunc(list, func(a, b Backup) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Name, a.Name)) })
}
