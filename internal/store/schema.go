package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// applicationID marks a SQLite file as a Carrel collection ("Crrl").
const applicationID = 0x4372726c

//go:embed schema/*.sql
var schemaFiles embed.FS

// migrations returns the steps from an empty database to the current schema, in order. A
// released step never changes.
func migrations() []string {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		panic(err) // cannot happen: the pattern is constant
	}
	var steps []string
	for _, name := range names {
		b, err := schemaFiles.ReadFile(name)
		if err != nil {
			panic(err) // cannot happen: the file is embedded
		}
		steps = append(steps, string(b))
	}
	return steps
}

// migrate upgrades the database to the current schema, one transaction per step, so that a
// process killed between two steps can continue.
func migrate(c *db.Conn, name string, todo advice, before func()) error {
	steps := migrations()
	version, err := c.Int("PRAGMA user_version")
	if err != nil {
		return err
	}
	app, err := c.Int("PRAGMA application_id")
	if err != nil {
		return err
	}
	tables, err := c.Int("SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return err
	}
	if app != applicationID && (app != 0 || version != 0 || tables != 0) {
		return study.Errorf(study.Conflict, "%s is a database of another program. %s", name, todo.place)
	}
	if version > len(steps) {
		return study.Errorf(study.Conflict, "%s was written by a newer Carrel (collection version %d, this one knows %d). %s", name, version, len(steps), todo.newer)
	}
	if version > 0 && version < len(steps) {
		before()
	}
	for i := version; i < len(steps); i++ {
		if err := c.Exec(fmt.Sprintf("BEGIN IMMEDIATE; %s PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", steps[i], applicationID, i+1)); err != nil {
			c.Rollback()
			return err
		}
	}
	return nil
}

// beforeUpgrade returns the function to call before the first step of an upgrade.
func (s *Store) beforeUpgrade(ctx context.Context, c *db.Conn) func() {
	return func() {
		if s.opt.BeforeUpgrade != nil {
			s.opt.BeforeUpgrade(ctx, func(path string) error {
				return s.plain(ctx, c.Run("VACUUM INTO ?", path))
			})
		}
	}
}
