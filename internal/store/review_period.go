package store

import (
	"context"

	"carrel/internal/study"
)

// ReviewPeriod returns when the first and the last grade were given; both are 0 if there is
// none.
func (s *Store) ReviewPeriod(ctx context.Context) (first, last study.Time, err error) {
	err = s.read(ctx, func(c *conn) error {
		f, err := c.int("SELECT min(at) FROM reviews WHERE kind = 0")
		if err != nil {
			return err
		}
		l, err := c.int("SELECT max(at) FROM reviews WHERE kind = 0")
		first, last = study.Time(f), study.Time(l)
		return err
	})
	return first, last, err
}
