package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"carrel/internal/study"
)

// A row whose content cannot be read must not keep anyone from the rest. Those
// who read rows get an error that isDamaged knows, go on without the row, and
// leave it to Doctor and Export to tell of it.

// errDamaged is the cause of every error about a single row.
var errDamaged = errors.New("store: a row cannot be read")

// damaged is the error about a row, named as the learner would find it.
func damaged(cause error, what string, args ...any) error {
	return study.Because(errors.Join(errDamaged, cause), study.Unreadable,
		"The %s cannot be read: its content is damaged. Import the file it came from again, or erase it.", fmt.Sprintf(what, args...))
}

// isDamaged reports whether an error is about a single row.
func isDamaged(err error) bool { return errors.Is(err, errDamaged) }

// unlessDamaged is err, or nil where it is about a single row.
func unlessDamaged(err error) error {
	if isDamaged(err) {
		return nil
	}
	return err
}

// placeholder is when a note or note type was changed that stands for one that
// could not be read: before everything, so that the real one replaces it.
const placeholder = study.Time(-1)

// wholeOrigin is an error where what a row keeps of its origin is not JSON,
// which no file could hold.
func wholeOrigin(raw json.RawMessage) error {
	if raw == nil || json.Valid(raw) {
		return nil
	}
	return errors.New("what it keeps of its origin is not JSON")
}
