package app

import (
	"context"

	"carrel/internal/backups"
	"carrel/internal/study"
)

// EraseDeck erases a deck and those below it, for good.
func (a *App) EraseDeck(ctx context.Context, name string) error {
	id, err := a.DeckID(ctx, name)
	if err != nil {
		return err
	}
	a.backUpBefore(ctx, backups.Erase, nil)
	return a.erase(ctx, func() error { return a.store.EraseDeck(ctx, id) })
}

// EraseCard erases the note of a card and all its cards, for good.
func (a *App) EraseCard(ctx context.Context, id study.ID) error {
	card, err := a.store.Card(ctx, id)
	if err != nil {
		return err
	}
	return a.erase(ctx, func() error { return a.store.EraseNote(ctx, card.Note) })
}

// Erase erases everything, the automatic backups too, for good.
func (a *App) Erase(ctx context.Context) error {
	if err := a.EraseBackups(ctx); err != nil {
		return err
	}
	return a.erase(ctx, func() error { return a.store.EraseAll(ctx) })
}

// EraseLeft is what could not be done at the start of an erase that had been
// interrupted before; nil where nothing was left.
func (a *App) EraseLeft() error { return a.store.EraseLeft() }

// erase erases something from the store and then from memory. No session goes on
// and no setting changes meanwhile, so that nothing of what is erased is written
// again. What is in memory goes in any case: an erase that failed may have done
// most of its work.
func (a *App) erase(ctx context.Context, fromStore func() error) error {
	a.settingsMu.Lock()
	defer a.settingsMu.Unlock()
	a.sessionMu.Lock()
	defer a.sessionMu.Unlock()
	err := fromStore()
	ctx = context.WithoutCancel(ctx) // whoever asked may be gone by now
	if err == nil {
		err = a.store.PutSession(ctx, nil)
	}
	if rerr := a.reset(ctx); err == nil {
		err = rerr
	}
	return err
}

// reset makes all that is kept in memory follow the store: this is the one place
// that knows what there is. settingsMu and sessionMu must be held. A test compares
// an App whose everything was erased with a new one.
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
