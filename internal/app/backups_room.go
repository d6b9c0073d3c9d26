package app

import (
	"context"
	"errors"
	"syscall"

	"carrel/internal/backups"
	"carrel/internal/store"
)

// A browser grants a site so much storage, for the collection and its backups
// together. Backups take at most one part in grantShare of that, and at most half
// of what the collection leaves free.
const grantShare = 4

// room is how many bytes the backups may take; bounded is false where only the
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

// taken is how many bytes the backups and their media take.
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

// measure finds out how much of the room the media of the next backup may take:
// half of it, with those that are kept already.
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

// makeInRoom is make, for a place that may be short of room. A backup for which
// there is none takes the place of older ones, but never of the newest, and only
// when the collection is whole: damage drives no backup out.
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
	for _, err := range seen.watch(s.Export(ctx, store.Choice{})) {
		if err != nil {
			return false, err
		}
	}
	return seen.lost == 0, nil
}

// thin removes the oldest backups until the others fit; the newest stays.
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
