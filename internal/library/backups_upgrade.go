package library

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"carrel/internal/backups"
	"carrel/internal/store"
	"carrel/internal/store/home"
)

// beforeUpgrade returns a function that makes a backup before a newer Carrel
// changes the format of a collection. The backup is read from an upgraded copy,
// so that a failing upgrade is noticed on the copy first. A failure does not
// prevent opening the collection.
func (p *BackupPlace) beforeUpgrade(home, zone string) func(context.Context, func(string) error) {
	return func(ctx context.Context, copyTo func(string) error) {
		if err := p.backUpCopy(ctx, home, zone, copyTo); err != nil {
			slog.Warn("no backup could be made before the collection is upgraded", "why", err)
		}
	}
}

// beforeUpgradeInMemory is beforeUpgrade for a host without a folder for the copy: a page
// in a browser. opt opens the collection.
func (p *BackupPlace) beforeUpgradeInMemory(opt store.Options) func(context.Context, func(string) error) {
	return func(ctx context.Context, copyTo func(string) error) {
		if err := p.backUpMemoryCopy(ctx, opt, copyTo); err != nil {
			slog.Warn("no backup could be made before the collection is upgraded", "why", err)
		}
	}
}

func (p *BackupPlace) backUpMemoryCopy(ctx context.Context, opt store.Options, copyTo func(string) error) error {
	name, copied, drop := store.MemoryCopy(opt.Zone, opt.Files)
	defer drop()
	if err := copyTo(name); err != nil {
		return err
	}
	s, err := store.Open(ctx, copied)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = p.make(ctx, s, time.Now(), backups.Upgrade, nil)
	return err
}

func (p *BackupPlace) backUpCopy(ctx context.Context, folder, zone string, copyTo func(string) error) error {
	temp, err := os.MkdirTemp(folder, "upgrade-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if err := copyTo(filepath.Join(temp, store.DatabaseName)); err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{Home: temp, Zone: zone, Files: home.NewDiskFiles(filepath.Join(folder, home.MediaFolder))})
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = p.make(ctx, s, time.Now(), backups.Upgrade, nil)
	return err
}
