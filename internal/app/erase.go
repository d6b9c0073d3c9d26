package app

import (
	"context"

	"carrel/internal/backups"
	"carrel/internal/study"
)

// EraseDeck permanently erases a deck and the decks below it.
func (a *App) EraseDeck(ctx context.Context, name string) error {
	id, err := a.DeckID(ctx, name)
	if err != nil {
		return err
	}
	a.backUpBefore(ctx, backups.Erase, nil)
	return a.erase(ctx, func() error { return a.store.EraseDeck(ctx, id) })
}

// EraseCard permanently erases a card's note with all its cards.
func (a *App) EraseCard(ctx context.Context, id study.ID) error {
	card, err := a.store.Card(ctx, id)
	if err != nil {
		return err
	}
	return a.erase(ctx, func() error { return a.store.EraseNote(ctx, card.Note) })
}

// Erase permanently erases everything, including the automatic backups.
func (a *App) Erase(ctx context.Context) error {
	if err := a.EraseBackups(ctx); err != nil {
		return err
	}
	return a.erase(ctx, func() error { return a.store.EraseAll(ctx) })
}

// EraseLeft returns the error of finishing, at startup, an erase that was
// interrupted earlier; nil if nothing was left to do.
func (a *App) EraseLeft() error { return a.store.EraseLeft() }

// erase erases data from the store and then from memory. It blocks sessions and
// changes of settings meanwhile, so that nothing erased is written again. Memory
// is reset even on an error: an erase that failed may have done most of its work.
func (a *App) erase(ctx context.Context, fromStore func() error) error {
	a.settingsMu.Lock()
	defer a.settingsMu.Unlock()
	a.sessionMu.Lock()
	defer a.sessionMu.Unlock()
	err := fromStore()
	ctx = context.WithoutCancel(ctx) // finish even if the client has gone
	if err == nil {
		err = a.store.PutSession(ctx, nil)
	}
	if rerr := a.reset(ctx); err == nil {
		err = rerr
	}
	return err
}

// reset reloads everything kept in memory from the store. It is the only function
// that knows all of that state. The caller must hold settingsMu and sessionMu. A
// test compares an App after erasing everything with a new one.
func (a *App) reset(ctx context.Context) error {
	a.conversation, a.stateBytes = nil, 0
	a.warmed.Store(false)
	a.forget()
	set, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	return a.voice.reset(set)
}
