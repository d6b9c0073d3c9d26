package fit

import (
	"errors"

	"carrel/fsrs"
)

// Review is one row of a log.
type Review struct {
	Card  int64      // any number that identifies the card
	Time  int64      // time of the answer, in milliseconds since 1970
	Grade fsrs.Grade // 1–4; rows with any other grade are skipped
}

// Errors about logs that cannot be fitted. Every error of this package wraps one of
// them or is that of the context.
var (
	ErrLog      = errors.New("not a usable review log")
	ErrTooLarge = errors.New("too many reviews")
)

// MaxReviews is the largest number of rows in a log.
const MaxReviews = 1 << 30
