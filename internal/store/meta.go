package store

import (
	"slices"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
)

// metaKey is a key of the table meta, which holds what the program stores for itself. No
// backup, export or salvage holds it, and an erase of everything removes it.
type metaKey int

const (
	zoneKey      metaKey = iota // time zone of the computer that made the collection
	replayedKey                 // settings with which the cached schedules were computed
	clockKey                    // latest date that a Seen row overruled
	enrolmentKey                // how the learner says some phrases
	erasingKey                  // there while an erase is unfinished
)

var metaNames = [...]string{
	zoneKey:      "zone",
	replayedKey:  "replayed",
	clockKey:     "clock",
	enrolmentKey: "enrolment",
	erasingKey:   "erasing",
}

// OnlyInMeta reports whether a key is one of the table meta and not also that of a setting.
func OnlyInMeta(key string) bool {
	return key != metaNames[zoneKey] && slices.Contains(metaNames[:], key)
}

// readMeta returns a value of the table meta and whether there is one.
func readMeta(c *db.Conn, key metaKey) (value string, ok bool, err error) {
	ok, err = c.One("SELECT value FROM meta WHERE key = ?", func(r *sqlite3.Stmt) error {
		value = r.ColumnText(0)
		return nil
	}, metaNames[key])
	return value, ok, err
}

// putMeta sets a value of the table meta.
func putMeta(c *db.Conn, key metaKey, value string) error {
	return c.Run("INSERT OR REPLACE INTO meta VALUES (?, ?)", metaNames[key], value)
}

// startMeta puts a value if there is none.
func startMeta(c *db.Conn, key metaKey, value string) error {
	return c.Run("INSERT OR IGNORE INTO meta VALUES (?, ?)", metaNames[key], value)
}

// dropMeta removes a value of the table meta.
func dropMeta(c *db.Conn, key metaKey) error {
	return c.Run("DELETE FROM meta WHERE key = ?", metaNames[key])
}
