package store

import (
	"context"

	"carrel/internal/study"
)

// EachReview gives every row of the review log, card by card and in order of
// time, as it is at the moment the first is read. The store must not be called
// from within. Rows that cannot be read are left out. An error of each ends it and is returned.
func (s *Store) EachReview(ctx context.Context, each func(study.Review) error) error {
	return s.read(ctx, func(c *conn) error {
		var failed error
		x := exporter{c: c, files: s.files, yield: func(e study.Entry, err error) bool {
			if failed = err; err == nil && e.Review != nil {
				failed = each(*e.Review)
			}
			return failed == nil
		}}
		if err := x.reviews(); failed == nil {
			return err
		}
		return failed
	})
}
