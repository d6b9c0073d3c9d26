package backups

import (
	"cmp"
	"regexp"
	"slices"
	"time"
)

// Reason is why a backup was made.
type Reason string

// The reasons. All but Daily and Asked precede a change of much of the
// collection.
const (
	Daily   Reason = "daily"
	Asked   Reason = "asked"   // the learner asked for it
	Import  Reason = "import"  // before an import
	Erase   Reason = "erase"   // before a deck was erased
	Restore Reason = "restore" // before another backup was restored
	Upgrade Reason = "upgrade" // before a newer Carrel changed the format of the collection
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
	// Ending is the ending of every backup's name: lines of JSON, compressed with
	// gzip.
	Ending = ".jsonl.gz"
	// MediaEnding is appended to a backup's name to name the list of its media.
	MediaEnding = ".media"
)

var nameForm = regexp.MustCompile(`^carrel-(\d{8}T\d{6}\.\d{3}Z)-(daily|asked|import|erase|restore|upgrade)` + regexp.QuoteMeta(Ending) + `$`)

// Name is the file name of a backup. Names sort by time.
func Name(at time.Time, why Reason) string {
	return "carrel-" + at.UTC().Format(stamp) + "-" + string(why) + Ending
}

// Parse parses a file name; ok is false if the file is not a backup.
func Parse(name string) (b Backup, ok bool) {
	m := nameForm.FindStringSubmatch(name)
	if m == nil {
		return b, false
	}
	at, err := time.Parse(stamp, m[1])
	return Backup{Name: name, At: at, Reason: Reason(m[2])}, err == nil
}

// Sort sorts a list, newest first.
func Sort(list []Backup) {
	slices.SortFunc(list, func(a, b Backup) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Name, a.Name)) })
}
