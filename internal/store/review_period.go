package store

import (
	"context"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// ReviewPeriod returns when the first and the last grade were given; both are 0 if there is
// none.
func (s *Store) ReviewPeriod(ctx context.Context) (first, last study.Time, err error) {
	err = s.read(ctx, func(c *db.Conn) error {
		f, err := c.Int("SELECT min(at) FROM reviews WHERE kind = 0")
		if err != nil {
			return err
		}
		l, err := c.Int("SELECT max(at) FROM reviews WHERE kind = 0")
		first, last = study.Time(f), study.Time(l)
		return err
	})
	return first, last, err
}
