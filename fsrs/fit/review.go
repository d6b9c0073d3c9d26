package fit

import (
	"errors"

	"carrel/fsrs"
)

// Review is one row of a log.
type Review struct {
	Card  int64      // any number that is the card's own
	Time  int64      // when it was answered, in milliseconds since 1970
	Grade fsrs.Grade // 1–4; rows with any other are passed over
}

// Errors about logs that cannot be fitted. Errors of this package wrap one of
// them or that of the context.
var (
	ErrLog      = errors.New("not a usable review log")
	ErrTooLarge = errors.New("too many reviews")
)

// MaxReviews is the most rows a log may have.
const MaxReviews = 1 << 30
