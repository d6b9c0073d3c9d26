package library

import (
	"context"
	"io"

	"carrel/internal/backups"
	"carrel/internal/interchange"
	"carrel/internal/store/importing"
	"carrel/internal/study"
)

// Upload is one file to import.
type Upload struct {
	Name string
	// Path is the part of the file's path that is known; "" stands for Name.
	Path string
	Data io.ReaderAt
	Size int64
	// Accepted holds the settings of the file that only the learner may choose,
	// by key, each with the value that the learner was shown and accepted: see
	// SettingsToAsk.
	Accepted map[string]string
	// Beside opens a media file that lies next to the file, by its hash; nil if
	// nothing lies there.
	Beside func(hash string) (io.ReadCloser, error)
}

// besideOf returns a function that finds the media of an automatic backup: next
// to the file, next to the backups of this collection, or in the collection.
func (l *Library) besideOf(u Upload) func(hash string) (io.ReadCloser, error) {
	return func(hash string) (io.ReadCloser, error) {
		if u.Beside != nil {
			if f, err := u.Beside(hash); err == nil {
				return f, nil
			}
		}
		if l.keeper.place != nil {
			if f, err := l.keeper.place.openMedia(hash); err == nil {
				return f, nil
			}
		}
		return l.store.Files().Open(hash)
	}
}

// Import imports one file of any supported format, either all of it or nothing.
func (l *Library) Import(ctx context.Context, u Upload, p study.Progress) (study.ImportResult, error) {
	defer collectSooner()()
	src := interchange.Source{Name: u.Name, ReaderAt: u.Data, Size: u.Size, Scratch: l.scratch()}
	src.Beside = l.besideOf(u)
	var err error
	if src.Scope, err = l.scope(ctx, src, u.Path); err != nil {
		return study.ImportResult{}, err
	}
	format, entries, err := interchange.Read(ctx, src, p)
	if err != nil {
		return study.ImportResult{}, err
	}
	l.backUpBefore(ctx, backups.Import, p)
	return l.take(ctx, u.Name, format, entries, settingPolicy(u.Accepted), p)
}

// take stores the entries that an importer reads.
func (l *Library) take(ctx context.Context, name, format string, entries study.Entries, policy importing.SettingPolicy, p study.Progress) (study.ImportResult, error) {
	res, err := l.store.Import(ctx, entries, policy, p)
	if err != nil {
		return study.ImportResult{}, err
	}
	if len(res.SettingsTaken) > 0 {
		if err := l.followSettings(ctx); err != nil {
			return res, err
		}
	}
	res.File, res.Format = name, format
	if res.Skipped == nil {
		res.Skipped = []study.Skip{}
	}
	l.forget()
	return res, nil
}
