package store

import (
	"context"

	"carrel/internal/store/db"
	"carrel/internal/store/importing"
	"carrel/internal/study"
)

// Import adds a stream of entries to the collection in one transaction. An error of the
// stream, of the disk or of ctx leaves everything as it was, media files included.
//
// An entry whose ID exists is not added again. A note that exists and is not newer counts
// as a duplicate; a newer one of the same note type changes fields and tags, and its cards
// keep their history. A note without cards gets those that its note type or item calls
// for, in the last deck of the stream. A note type that exists with other fields is added
// as a second one. A media file whose name is taken by other content gets another name,
// and the notes of the import refer to the new name. policy decides which settings of the
// stream are taken; nil takes none.
//
// The result lists what was left out, with the reason. progress, which may be nil, gets
// the number of entries done.
func (s *Store) Import(ctx context.Context, entries study.Entries, policy importing.SettingPolicy, progress study.Progress) (study.ImportResult, error) {
	defer s.ahead.drop()
	var done study.ImportResult
	c, err := s.take(ctx, s.writing)
	if err != nil {
		return done, err
	}
	defer func() { s.writing <- c }()
	work := c
	if s.shared {
		// Use a separate connection, so that its large cache is released afterwards.
		if work, err = s.connect(ctx, true); err != nil {
			return done, s.plain(ctx, err)
		}
		defer work.Close()
		if err := work.Exec("PRAGMA cache_size = -48000"); err != nil {
			return done, s.plain(ctx, err)
		}
	}
	// The importer has looked up or assigned every number in a row, so foreign keys need no
	// check.
	if err := work.Exec("PRAGMA foreign_keys = OFF"); err != nil {
		return done, s.plain(ctx, err)
	}
	defer work.Exec("PRAGMA foreign_keys = ON")
	now, dated := s.now()
	job := importing.Job{
		Conn: work, Files: s.files, Plan: s.sched.Load(), Policy: policy, Progress: progress,
		Limits: s.limit, Now: now, Dated: dated,
	}
	done, p, err := job.Run(ctx, entries)
	if err != nil {
		return study.ImportResult{}, s.plain(ctx, err)
	}
	s.sched.Store(p)
	return done, nil
}

// FileScope returns what distinguishes the IDs of a file's content from those of other files of
// its name, and records the file; see ImportedFile.Scope.
func (s *Store) FileScope(ctx context.Context, f importing.ImportedFile) (study.ID, error) {
	var scope study.ID
	err := s.write(ctx, func(c *db.Conn) (err error) {
		scope, err = f.Scope(c)
		return err
	})
	return scope, err
}
