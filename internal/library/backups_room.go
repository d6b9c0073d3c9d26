package library

import (
	"context"
	"errors"
	"syscall"

	"carrel/internal/backups"
	"carrel/internal/store"
)

// A browser grants a site storage for the collection and its backups together.
// Backups take at most 1/grantShare of it, and at most half of what the
// collection leaves free.
const grantShare = 4

// room returns how many bytes the backups may take; bounded is false if only the
// disk sets a limit.
func (p *BackupPlace) room() (most int64, bounded bool, err error) {
	if p.Grant == nil {
		return 0, false, nil
	}
	used, granted, ok := p.Grant()
	if !ok {
		return 0, false, nil
	}
	files, media, err := p.taken()
	if err != nil {
		return 0, false, err
	}
	return max(0, min(granted/grantShare, files+media+(granted-used)/2)), true, nil
}

// taken returns how many bytes the backups and their media take.
func (p *BackupPlace) taken() (files, media int64, err error) {
	list, err := p.Shelf.List()
	if err != nil {
		return 0, 0, err
	}
	for _, b := range list {
		files += b.Size
	}
	for f, err := range p.Media.All() {
		if err != nil {
			return 0, 0, err
		}
		media += f.Size
	}
	return files, media, nil
}

// measure computes how much of the room the media of the next backup may take:
// half of it, including the media already stored.
func (p *BackupPlace) measure() error {
	most, bounded, err := p.room()
	if err != nil {
		return err
	}
	p.bounded, p.mediaRoom, p.mediaLeft = bounded, 0, 0
	if !bounded {
		return nil
	}
	_, media, err := p.taken()
	p.mediaRoom = most/2 - media
	return err
}

// makeInRoom calls make for a place that may be short of room. If a backup does
// not fit, older ones are removed to make room, but never the newest, and only if
// the collection is undamaged, so that damage never replaces a backup.
func (p *BackupPlace) makeInRoom(ctx context.Context, s *store.Store, make func() (backups.Backup, error)) (backups.Backup, error) {
	checked := false
	for {
		b, err := make()
		if err == nil || p.Grant == nil || !errors.Is(err, syscall.ENOSPC) {
			return b, err
		}
		list, lerr := p.Shelf.List()
		if lerr != nil || len(list) < 2 {
			return b, err
		}
		if !checked {
			if whole, werr := wholeNow(ctx, s); werr != nil || !whole {
				return b, err
			}
			checked = true
		}
		if rerr := p.Shelf.Remove(list[len(list)-1].Name); rerr != nil {
			return b, err
		}
		if cerr := p.clearMedia(ctx); cerr != nil {
			return b, err
		}
	}
}

// wholeNow reports whether every row of the collection can be read.
func wholeNow(ctx context.Context, s *store.Store) (bool, error) {
	var seen tally
	for _, err := range seen.watch(s.Export(ctx, store.ExportOptions{})) {
		if err != nil {
			return false, err
		}
	}
	return seen.lost == 0, nil
}

// thin removes the oldest backups until the rest fit; the newest always stays.
func (p *BackupPlace) thin(ctx context.Context) error {
	most, bounded, err := p.room()
	if err != nil || !bounded {
		return err
	}
	list, err := p.Shelf.List()
	if err != nil {
		return err
	}
	files, media, err := p.taken()
	if err != nil {
		return err
	}
	removed := false
	for i := len(list) - 1; i > 0 && files+media > most; i-- {
		if err := p.Shelf.Remove(list[i].Name); err != nil {
			return err
		}
		files -= list[i].Size
		removed = true
	}
	if !removed {
		return nil
	}
	return p.clearMedia(ctx)
}
