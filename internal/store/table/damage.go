package table

import (
	"encoding/json"
	"errors"
	"fmt"

	"carrel/internal/study"
)

// A row that cannot be read must not block the other rows. Code that reads rows gets an
// error that IsDamaged recognises, goes on without the row, and leaves the report to
// Doctor and Export.

// errDamaged is the cause of every error about a single row.
var errDamaged = errors.New("store: a row cannot be read")

// Damaged returns the error for a row, described in words that the learner can search for.
func Damaged(cause error, what string, args ...any) error {
	return study.Because(errors.Join(errDamaged, cause), study.Unreadable,
		"the %s cannot be read: its content is damaged. Import the file it came from again, or erase it", fmt.Sprintf(what, args...))
}

// IsDamaged reports whether an error is about a single row.
func IsDamaged(err error) bool { return errors.Is(err, errDamaged) }

// UnlessDamaged returns err, or nil if err is about a single row.
func UnlessDamaged(err error) error {
	if IsDamaged(err) {
		return nil
	}
	return err
}

// Placeholder is the modification date of a note or note type that stands for an
// unreadable one. It precedes every real date, so that an import of the real one replaces
// it.
const Placeholder = study.Time(-1)

// WholeOrigin returns an error if the origin stored in a row is not JSON, which no export
// could hold.
func WholeOrigin(raw json.RawMessage) error {
	if raw == nil || json.Valid(raw) {
		return nil
	}
	return errors.New("what it keeps of its origin is not JSON")
}
