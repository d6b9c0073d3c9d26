package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Finding is one problem that Doctor found.
type Finding struct {
	What  string `json:"what"`
	Todo  string `json:"todo,omitempty"` // what the learner can do; "" if nothing is needed
	Fixed bool   `json:"fixed,omitempty"`
}

// manyFindings is how many findings of one kind are listed one by one.
const manyFindings = 20

// Doctor checks that the database is intact, that every row can be read and belongs to
// something, that every cached schedule matches its reviews, and that the media folder
// holds exactly the referenced files. With repair it adds Seen rows for reviews dated in
// the future, replays schedules that differ, removes unreferenced files and finishes an
// interrupted erase. It can only report damaged pages and lost files. An empty result
// means that all is well.
func (s *Store) Doctor(ctx context.Context, repair bool, progress study.Progress) ([]Finding, error) {
	if repair {
		defer s.ahead.drop()
	}
	d := doctor{s: s, ctx: ctx, repair: repair, progress: progress, resumed: s.eraseLeft}
	if repair {
		d.resumed = s.resumeErase(ctx)
	}
	look := func(c *db.Conn) error {
		for _, check := range []func(c *db.Conn) error{d.loose, d.erasing, d.integrity, d.rows, d.clock, d.schedules, d.media} {
			if err := d.unreadable(check(c)); err != nil {
				return err
			}
		}
		return nil
	}
	var err error
	if repair {
		err = s.write(ctx, look)
	} else {
		err = s.read(ctx, look)
	}
	return d.findings, err
}

type doctor struct {
	s        *Store
	ctx      context.Context
	repair   bool
	progress study.Progress
	findings []Finding
	resumed  error // why an interrupted erase could not be finished
}

// loose reports files of the home that other users can read.
func (d *doctor) loose(*db.Conn) error {
	for _, what := range d.s.loose {
		d.found(Finding{What: what, Todo: "Let the folder and its files be read by their owner alone, or choose another folder with --home."})
	}
	return nil
}

func (d *doctor) found(f Finding) { d.findings = append(d.findings, f) }

// unreadable turns an error about unreadable database pages into a finding, so that the
// other checks go on.
func (d *doctor) unreadable(err error) error {
	if !errors.Is(err, sqlite3.CORRUPT) && !errors.Is(err, sqlite3.NOTADB) {
		return err
	}
	what := "some pages of the database cannot be read"
	for _, f := range d.findings {
		if f.What == what {
			return nil
		}
	}
	d.found(Finding{What: what, Todo: study.Sentence(d.s.advice().damaged)})
	return nil
}

func (d *doctor) integrity(c *db.Conn) error {
	todo := study.Sentence(d.s.advice().damaged)
	if err := c.Each("PRAGMA integrity_check(20)", func(r *sqlite3.Stmt) error {
		if text := r.ColumnText(0); text != "ok" {
			d.found(Finding{What: "the database is damaged: " + text, Todo: todo})
		}
		return nil
	}); err != nil {
		return err
	}
	n := 0
	if err := c.Each("PRAGMA foreign_key_check", func(r *sqlite3.Stmt) error {
		if n++; n <= manyFindings {
			d.found(Finding{What: fmt.Sprintf("a row of %s belongs to a row of %s that is gone", r.ColumnText(0), r.ColumnText(2)), Todo: todo})
		}
		return nil
	}); err != nil {
		return err
	}
	return nil
}

// schedules compares every cached schedule with the reviews of its card.
func (d *doctor) schedules(c *db.Conn) error {
	wrong, done := 0, 0
	p := d.s.sched.Load()
	err := plan.EachReplayed(c, p, plan.AllCards, func(row *plan.CheckedRow, is schedule.History) error {
		if done++; done%plan.Chunk == 0 {
			if d.progress != nil {
				d.progress(int64(done), 0, "cards")
			}
			if err := d.ctx.Err(); err != nil {
				return err
			}
		}
		if row.Schedule == is.Schedule && row.First == is.First && !row.Misplaced {
			return nil
		}
		wrong++
		if !d.repair {
			return nil
		}
		row.Schedule, row.First = is.Schedule, is.First
		return table.SaveSchedule(c, &row.CardRow)
	})
	if wrong > 0 {
		f := Finding{What: fmt.Sprintf("the schedules of %d cards are not what their reviews say", wrong), Fixed: d.repair}
		if !d.repair {
			f.Todo = "Run “carrel doctor --repair”; no review is lost by it."
		}
		d.found(f)
	}
	return err
}

func (d *doctor) media(c *db.Conn) error {
	known := map[string]bool{}
	missing := 0
	if err := c.Each("SELECT name, hash, size FROM media ORDER BY name", func(r *sqlite3.Stmt) error {
		name, hash, size := r.ColumnText(0), r.ColumnText(1), r.ColumnInt64(2)
		known[hash] = true
		why, err := d.check(hash, size)
		if err != nil || why == "" {
			return err
		}
		if missing++; missing <= manyFindings {
			d.found(Finding{What: fmt.Sprintf("the media file %q is %s", name, why), Todo: "Import the deck it came with again."})
		}
		return nil
	}); err != nil {
		return err
	}
	if missing > manyFindings {
		d.found(Finding{What: fmt.Sprintf("so are %d more media files", missing-manyFindings), Todo: "Import the decks they came with again."})
	}
	var stray []string
	for f, err := range d.s.files.All() {
		if err != nil {
			return err
		}
		if !known[f.Hash] {
			stray = append(stray, f.Hash)
		}
	}
	if len(stray) == 0 {
		return nil
	}
	f := Finding{What: fmt.Sprintf("%d media files belong to nothing", len(stray)), Fixed: d.repair}
	if !d.repair {
		f.Todo = "Run “carrel doctor --repair” to remove them."
	}
	if d.repair {
		var r home.Removal
		for _, hash := range stray {
			r.Add(d.s.files.Remove(hash))
		}
		if err := r.Err(); err != nil {
			f.Fixed, f.Todo = r.Left() == 0, study.Sentence(err.Error())
		}
	}
	d.found(f)
	if d.repair {
		return d.s.files.Sync()
	}
	return nil
}

// check says what is wrong with a media file. It compares sizes and not contents, because
// that would read every byte of all files.
func (d *doctor) check(hash string, size int64) (why string, err error) {
	f, err := d.s.files.Open(hash)
	if errors.Is(err, fs.ErrNotExist) {
		return "missing", nil
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	end, err := f.Seek(0, 2)
	if err == nil && end != size {
		why = "cut short"
	}
	return why, err
}
