package table

import (
	"slices"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
)

// MetaKey is a key of the table meta, which holds what the program stores for itself. No
// backup, export or salvage holds it, and an erase of everything removes it.
type MetaKey int

const (
	ZoneKey      MetaKey = iota // time zone of the computer that made the collection
	ReplayedKey                 // settings with which the cached schedules were computed
	ClockKey                    // latest date that a Seen row overruled
	EnrolmentKey                // how the learner says some phrases
	ErasingKey                  // there while an erase is unfinished
)

var metaNames = [...]string{
	ZoneKey:      "zone",
	ReplayedKey:  "replayed",
	ClockKey:     "clock",
	EnrolmentKey: "enrolment",
	ErasingKey:   "erasing",
}

// OnlyInMeta reports whether a key is one of the table meta and not also that of a setting.
func OnlyInMeta(key string) bool {
	return key != metaNames[ZoneKey] && slices.Contains(metaNames[:], key)
}

// ReadMeta returns a value of the table meta and whether there is one.
func ReadMeta(c *db.Conn, key MetaKey) (value string, ok bool, err error) {
	ok, err = c.One("SELECT value FROM meta WHERE key = ?", func(r *sqlite3.Stmt) error {
		value = r.ColumnText(0)
		return nil
	}, metaNames[key])
	return value, ok, err
}

// PutMeta sets a value of the table meta.
func PutMeta(c *db.Conn, key MetaKey, value string) error {
	return c.Run("INSERT OR REPLACE INTO meta VALUES (?, ?)", metaNames[key], value)
}

// StartMeta puts a value if there is none.
func StartMeta(c *db.Conn, key MetaKey, value string) error {
	return c.Run("INSERT OR IGNORE INTO meta VALUES (?, ?)", metaNames[key], value)
}

// DropMeta removes a value of the table meta.
func DropMeta(c *db.Conn, key MetaKey) error {
	return c.Run("DELETE FROM meta WHERE key = ?", metaNames[key])
}
