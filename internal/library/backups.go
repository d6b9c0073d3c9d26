package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"carrel/internal/backups"
	"carrel/internal/interchange/backup"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

// BackupPlace is where automatic backups are stored.
type BackupPlace struct {
	Shelf backups.Shelf
	Media home.Files // the media of those backups, by content hash
	// Grant returns how many bytes are used, and how many are granted, for the
	// backups and the collection together, as in a browser; nil if only the disk
	// sets a limit.
	Grant func() (used, granted int64, ok bool)
	// Quiet waits until the learner makes no requests, on a host that answers
	// none while a backup is made; nil on other hosts.
	Quiet func(context.Context) error

	bounded   bool  // whether Grant limits the backup being made
	mediaRoom int64 // bytes left for media in it
	mediaLeft int   // number of media files that did not fit
}

// BackupFolder is the folder in a home that holds the automatic backups.
const BackupFolder = "backups"

// DiskBackups returns the backup place of a home.
func DiskBackups(dir string) *BackupPlace {
	folder := filepath.Join(dir, BackupFolder)
	return &BackupPlace{Shelf: backups.NewDisk(folder), Media: home.NewDiskFiles(filepath.Join(folder, home.MediaFolder))}
}

// keeper makes backups and removes outdated ones.
type keeper struct {
	place *BackupPlace // nil if backups cannot be stored
	busy  sync.Mutex   // held while a backup is made or removed

	mu      sync.Mutex
	problem string // why the last backup failed; "" after a success

	mediaLeft int // number of media files the last backup had no room for
}

func (k *keeper) told(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.problem = ""; err != nil {
		k.problem = Explain(err)
	}
}

// left returns how many media files the last backup had no room for.
func (k *keeper) left() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.mediaLeft
}

// BackupProblem returns why the last automatic backup failed; "" if there is no
// problem.
func (l *Library) BackupProblem() string {
	l.keeper.mu.Lock()
	defer l.keeper.mu.Unlock()
	return l.keeper.problem
}

// BackupList describes the automatic backups.
type BackupList struct {
	Place   string           `json:"place"`
	On      bool             `json:"on"`
	Size    int64            `json:"size"`  // of all of them, in bytes
	Media   int64            `json:"media"` // of the media they need, in bytes
	Problem string           `json:"problem,omitempty"`
	Most    int64            `json:"most"`       // limit in bytes; 0 if only the disk sets a limit
	Short   bool             `json:"short"`      // no room for one more beside the others
	NoMedia int              `json:"media_left"` // media files the last backup had no room for
	Backups []backups.Backup `json:"backups"`
}

// Backups lists the automatic backups, the newest first.
func (l *Library) Backups(ctx context.Context) (BackupList, error) {
	set, err := l.Settings(ctx)
	if err != nil {
		return BackupList{}, err
	}
	out, err := l.keeper.place.list()
	out.NoMedia = l.keeper.left()
	out.On, out.Problem = set.AutoBackup && l.keeper.place != nil, l.BackupProblem()
	return out, err
}

func (p *BackupPlace) list() (BackupList, error) {
	l := BackupList{Backups: []backups.Backup{}}
	if p == nil {
		return l, nil
	}
	l.Place = p.Shelf.Place()
	list, err := p.Shelf.List()
	if err != nil {
		return l, study.Because(err, study.Unavailable, "the backups in %s cannot be listed: %v", l.Place, err)
	}
	for _, b := range list {
		l.Size += b.Size
		l.Backups = append(l.Backups, b)
	}
	for f, err := range p.Media.All() {
		if err != nil {
			return l, study.Because(err, study.Unavailable, "the media of the backups in %s cannot be listed: %v", l.Place, err)
		}
		l.Media += f.Size
	}
	most, bounded, err := p.room()
	if err != nil || !bounded {
		return l, err
	}
	l.Most = most
	l.Short = len(list) > 0 && l.Size+l.Media+list[0].Size > most
	return l, nil
}

// errNoPlace returns the error for a collection in memory.
func errNoPlace() error {
	return study.Errorf(study.Unavailable, "there is no place for backups here: download one instead")
}

// BackUp makes a backup, reads it back, and removes outdated backups. For a
// damaged collection it returns an Unreadable error and keeps and removes
// nothing, so that backups from before the damage are never replaced.
func (l *Library) BackUp(ctx context.Context, why backups.Reason, p study.Progress) (backups.Backup, error) {
	k := &l.keeper
	if k.place == nil {
		return backups.Backup{}, errNoPlace()
	}
	k.busy.Lock()
	defer k.busy.Unlock()
	at := l.now()
	b, err := k.place.makeInRoom(ctx, l.store, func() (backups.Backup, error) { return k.place.make(ctx, l.store, at, why, p) })
	if err == nil {
		err = k.place.rotate(ctx, l.learnersDay)
	}
	if err == nil {
		err = k.place.thin(ctx)
	}
	k.mu.Lock()
	k.mediaLeft = k.place.mediaLeft
	k.mu.Unlock()
	if ctx.Err() != nil {
		return b, ctx.Err() // cancelled, which is not a problem to report
	}
	k.told(err)
	return b, err
}

func (l *Library) learnersDay(t time.Time) int { return l.scheduler().Day(study.At(t)) }

// make writes a backup of s and reads it back to verify it.
func (p *BackupPlace) make(ctx context.Context, s *store.Store, at time.Time, why backups.Reason, progress study.Progress) (b backups.Backup, err error) {
	if err := s.QuickCheck(ctx); err != nil {
		return b, err
	}
	if err := p.measure(); err != nil {
		return b, err
	}
	name := backups.Name(at, why)
	b, _ = backups.Parse(name)
	wrote := tally{progress: progress}
	err = p.Shelf.Write(name, func(w io.Writer) error {
		out := &counting{w: w}
		z := backup.Pack(out)
		if _, err := backup.WriteBeside(ctx, z, wrote.watch(s.Export(ctx, store.ExportOptions{})), p.keepMedia); err != nil {
			return err
		}
		if wrote.lost > 0 {
			return study.Errorf(study.Unreadable, "no backup was made, since %d parts of the collection cannot be read: the backups from before are kept", wrote.lost)
		}
		if err := p.Media.Sync(); err != nil {
			return err
		}
		err := z.Close()
		b.Size = out.n
		return err
	})
	if err == nil {
		err = p.verify(ctx, name, wrote)
	}
	if err != nil {
		p.Shelf.Remove(name) // there is at most one that is not what it should be
		if study.KindOf(err) == study.Internal && ctx.Err() == nil {
			err = study.Because(err, study.Unavailable, "no backup could be made in %s: %v", p.Shelf.Place(), err)
		}
		return b, err
	}
	return b, nil
}

// keepMedia stores a media file where the backups find it.
func (p *BackupPlace) keepMedia(m study.Media) error {
	if f, err := p.Media.Open(m.Hash); err == nil {
		return f.Close()
	}
	if p.bounded && m.Size > p.mediaRoom {
		p.mediaLeft++
		return nil // a restore may find it among the collection's media
	}
	r, err := m.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	hash, size, created, err := p.Media.Put(r)
	if p.bounded && errors.Is(err, syscall.ENOSPC) {
		p.mediaLeft++
		return nil
	}
	if p.mediaRoom -= size; err != nil {
		return err
	}
	if hash != m.Hash {
		if created {
			p.Media.Remove(hash)
		}
		return study.Errorf(study.NotFound, "its bytes are not those that were saved")
	}
	return nil
}

// openMedia opens a media file of a backup.
func (p *BackupPlace) openMedia(hash string) (io.ReadCloser, error) { return p.Media.Open(hash) }

// verify reads a backup back and compares its content with what was written.
func (p *BackupPlace) verify(ctx context.Context, name string, wrote tally) error {
	f, err := p.Shelf.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	var got tally
	for e, err := range got.watch(backup.ReadStream(ctx, name, f, p.openMedia, nil)) {
		if err != nil {
			return err
		}
		if e.Media != nil {
			if err := checkMedia(*e.Media); err != nil {
				return err
			}
		}
	}
	if got.entries != wrote.entries {
		return study.Errorf(study.Unavailable, "a backup was written and read back, and is not the same: check the disk that %s is on", p.Shelf.Place())
	}
	return nil
}

// checkMedia reads a media file and compares it with its hash.
func checkMedia(m study.Media) error {
	r, err := m.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != m.Hash {
		return study.Errorf(study.Unavailable, "the media file %q beside the backups is damaged: check the disk", m.Name)
	}
	return nil
}

// rotate removes outdated backups.
func (p *BackupPlace) rotate(ctx context.Context, day func(time.Time) int) error {
	list, err := p.Shelf.List()
	if err != nil {
		return err
	}
	old := backups.Outdated(list, day)
	for _, b := range old {
		if err := p.Shelf.Remove(b.Name); err != nil {
			return err
		}
	}
	if len(old) == 0 {
		return nil
	}
	return p.clearMedia(ctx)
}

// clearMedia removes the media that no stored backup needs. If a backup's list of
// media cannot be read, nothing is removed.
func (p *BackupPlace) clearMedia(ctx context.Context) error {
	var stored []string
	for f, err := range p.Media.All() {
		if err != nil {
			return err
		}
		stored = append(stored, f.Hash)
	}
	if len(stored) == 0 {
		return nil
	}
	list, err := p.Shelf.List()
	if err != nil {
		return err
	}
	needed := map[string]bool{}
	for _, b := range list {
		if err := p.needs(ctx, b.Name, needed); err != nil {
			return err
		}
	}
	for _, hash := range stored {
		if !needed[hash] {
			if err := p.Media.Remove(hash); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *BackupPlace) needs(ctx context.Context, name string, needed map[string]bool) error {
	f, err := p.Shelf.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for e, err := range backup.ReadStream(ctx, name, f, p.openMedia, nil) {
		if err != nil {
			return err
		}
		if e.Media != nil {
			needed[e.Media.Hash] = true
		}
	}
	return nil
}

// EraseBackups permanently removes all automatic backups and their media.
func (l *Library) EraseBackups(ctx context.Context) error {
	k := &l.keeper
	if k.place == nil {
		return nil
	}
	k.busy.Lock()
	defer k.busy.Unlock()
	if err := k.place.erase(); err != nil {
		return study.Because(err, study.Unavailable, "not all backups in %s could be erased (%v): erase them again, or remove that folder", k.place.Shelf.Place(), err)
	}
	k.told(nil)
	return nil
}

func (p *BackupPlace) erase() error {
	if d, ok := p.Shelf.(interface{ EraseAsides() error }); ok {
		if err := d.EraseAsides(); err != nil {
			return err
		}
	}
	list, err := p.Shelf.List()
	if err != nil {
		return err
	}
	for _, b := range list {
		if err := p.Shelf.Remove(b.Name); err != nil {
			return err
		}
	}
	var stored []string
	for f, err := range p.Media.All() {
		if err != nil {
			return err
		}
		stored = append(stored, f.Hash)
	}
	for _, hash := range stored {
		if err := p.Media.Remove(hash); err != nil {
			return err
		}
	}
	return nil
}

// tally counts the entries of a stream, and the lost ones. It does not count lost
// media, which may still be in an earlier backup.
type tally struct {
	entries  counts
	lost     int
	progress study.Progress
	done     int64
}

type counts struct{ decks, types, notes, cards, reviews, settings, readings int }

func (c *tally) watch(entries study.Entries) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		for e, err := range entries {
			if err == nil {
				c.count(&e)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

func (c *tally) count(e *study.Entry) {
	switch {
	case e.Review != nil:
		c.entries.reviews++
	case e.Card != nil:
		c.entries.cards++
	case e.Note != nil:
		c.entries.notes++
	case e.NoteType != nil:
		c.entries.types++
	case e.Deck != nil:
		c.entries.decks++
	case e.Setting != nil:
		c.entries.settings++
	case e.Reading != nil:
		c.entries.readings++
	case e.Skip != nil && e.Skip.Lost:
		c.lost++
	}
	if c.done++; c.progress != nil && c.done%256 == 0 {
		c.progress(c.done, 0, "entries")
	}
}

// counting is a writer that counts bytes.
type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
