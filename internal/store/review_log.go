package store

import (
	"context"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// EachReview calls each for every row of the review log, by card and then by time, in a
// snapshot taken when the first row is read. each must not call the store. Unreadable rows
// are left out. An error of each ends the loop and is returned.
func (s *Store) EachReview(ctx context.Context, each func(study.Review) error) error {
	return s.read(ctx, func(c *db.Conn) error {
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
