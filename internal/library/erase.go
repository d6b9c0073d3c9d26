package library

import (
	"context"

	"carrel/internal/backups"
	"carrel/internal/study"
)

// EraseDeck permanently erases a deck and the decks below it.
func (l *Library) EraseDeck(ctx context.Context, name string) error {
	id, err := l.DeckID(ctx, name)
	if err != nil {
		return err
	}
	l.backUpBefore(ctx, backups.Erase, nil)
	return l.erase(ctx, func() error { return l.store.EraseDeck(ctx, id) })
}

// EraseCard permanently erases a card's note with all its cards.
func (l *Library) EraseCard(ctx context.Context, id study.ID) error {
	card, err := l.store.Card(ctx, id)
	if err != nil {
		return err
	}
	return l.erase(ctx, func() error { return l.store.EraseNote(ctx, card.Note) })
}

// Erase permanently erases everything, including the automatic backups.
func (l *Library) Erase(ctx context.Context) error {
	if err := l.EraseBackups(ctx); err != nil {
		return err
	}
	return l.erase(ctx, func() error { return l.store.EraseAll(ctx) })
}

// EraseLeft returns the error of finishing, at startup, an erase that was
// interrupted earlier; nil if nothing was left to do.
func (l *Library) EraseLeft() error { return l.store.UnfinishedErase() }

// erase erases data from the store and then from memory. It blocks sessions and
// changes of settings meanwhile, so that nothing erased is written again. Memory
// is reset even on an error: an erase that failed may have done most of its work.
func (l *Library) erase(ctx context.Context, fromStore func() error) error {
	l.settingsMu.Lock()
	defer l.settingsMu.Unlock()
	release := l.follower.Hold()
	defer release()
	err := fromStore()
	ctx = context.WithoutCancel(ctx) // finish even if the client has gone
	if err == nil {
		err = l.store.PutSession(ctx, nil)
	}
	if rerr := l.reset(ctx); err == nil {
		err = rerr
	}
	return err
}

// reset reloads everything kept in memory from the store, and lets the follower do
// the same. The caller must hold settingsMu and the follower. A test compares an
// erased collection with a new one.
func (l *Library) reset(ctx context.Context) error {
	l.follower.Reset()
	l.forget()
	set, err := l.Settings(ctx)
	if err != nil {
		return err
	}
	l.applied = set
	return l.voice.Reset(set.voice())
}
