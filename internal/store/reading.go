package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Bookmark is the learner's place in a reading, with the choices for it.
type Bookmark = table.Bookmark

// Reading returns one reading. The error is NotFound where there is none.
func (s *Store) Reading(ctx context.Context, id study.ID) (study.Reading, error) {
	var v study.Reading
	err := s.read(ctx, func(c *db.Conn) error {
		found, err := c.One("SELECT "+table.ReadingColumns+" FROM readings WHERE id = ?", func(r *sqlite3.Stmt) (err error) {
			v, err = table.ReadReading(r)
			return err
		}, id)
		if err == nil && !found {
			return noReading(id)
		}
		return err
	})
	return v, err
}

func noReading(id study.ID) error {
	return study.Errorf(study.NotFound, "there is no book or recording %s in this collection", id)
}

// ReadingIDs returns the IDs of the readings in the order they were imported, without
// loading their texts.
func (s *Store) ReadingIDs(ctx context.Context) ([]study.ID, error) {
	var ids []study.ID
	err := s.read(ctx, func(c *db.Conn) error {
		return c.Each("SELECT id FROM readings ORDER BY n", func(r *sqlite3.Stmt) error {
			ids = append(ids, db.ColumnID(r, 0))
			return nil
		})
	})
	return ids, err
}

// Bookmarks returns the bookmarks by reading. It ignores a bookmark that makes no sense,
// which a hand-written backup may contain.
func (s *Store) Bookmarks(ctx context.Context) (map[study.ID]table.Bookmark, error) {
	marks := map[study.ID]table.Bookmark{}
	err := s.read(ctx, func(c *db.Conn) error {
		return c.Each("SELECT key, value FROM settings WHERE key LIKE 'reading.%'", func(r *sqlite3.Stmt) error {
			id, err := study.ParseID(strings.TrimPrefix(r.ColumnText(0), table.BookmarkKey))
			if err != nil {
				return nil
			}
			if m, ok := table.ParseBookmark(r.ColumnText(1)); ok {
				marks[id] = m
			}
			return nil
		})
	})
	return marks, err
}

// Bookmark returns the bookmark of one reading, or the zero value if there is none.
func (s *Store) Bookmark(ctx context.Context, reading study.ID) (table.Bookmark, error) {
	var m table.Bookmark
	err := s.read(ctx, func(c *db.Conn) (err error) {
		m, err = bookmarkOf(c, reading)
		return err
	})
	return m, err
}

func bookmarkOf(c *db.Conn, reading study.ID) (m table.Bookmark, err error) {
	_, err = c.One("SELECT value FROM settings WHERE key = ?", func(r *sqlite3.Stmt) error {
		if v, ok := table.ParseBookmark(r.ColumnText(0)); ok {
			m = v
		}
		return nil
	}, table.BookmarkKey+reading.String())
	return m, err
}

// ChangeBookmark changes the bookmark of a reading in one transaction, so that no
// concurrent change is lost. Otherwise it is like PutBookmark.
func (s *Store) ChangeBookmark(ctx context.Context, reading study.ID, change func(*table.Bookmark)) error {
	return s.write(ctx, func(c *db.Conn) error { return changeBookmark(c, reading, change) })
}

func changeBookmark(c *db.Conn, reading study.ID, change func(*table.Bookmark)) error {
	m, err := bookmarkOf(c, reading)
	if err != nil {
		return err
	}
	change(&m)
	value, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return c.Run("INSERT OR REPLACE INTO settings SELECT ?, ? FROM readings WHERE id = ?", table.BookmarkKey+reading.String(), string(value), reading)
}

// EraseReading removes a reading, its bookmark and the media that only it used, as
// EraseNote does. The cards of its questions stay.
func (s *Store) EraseReading(ctx context.Context, id study.ID) error {
	return s.erase(ctx, func(c *db.Conn, x *erasure) error {
		n, err := c.Int("SELECT n FROM readings WHERE id = ?", id)
		if err != nil {
			return err
		}
		if n == 0 {
			return noReading(id)
		}
		x.readings = fmt.Sprintf("n = %d", n)
		return nil
	})
}
