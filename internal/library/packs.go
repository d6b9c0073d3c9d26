package library

import (
	"context"

	"carrel/internal/study"
	"carrel/packs"
)

// Pack is a sample pack in the list of packs.
type Pack struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	About     string `json:"about"`
	Cards     int    `json:"cards"`
	Installed bool   `json:"installed"`
}

// Packs lists the sample packs. A pack counts as installed while a deck of its
// name exists.
func (l *Library) Packs(ctx context.Context) ([]Pack, error) {
	decks, err := l.store.Decks(ctx, study.At(l.now()))
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for _, d := range decks {
		have[d.Name] = true
	}
	var out []Pack
	for _, p := range packs.All() {
		out = append(out, Pack{p.ID, p.Title, p.About, p.Cards, have[p.Deck]})
	}
	return out, nil
}

// InstallPack imports a sample pack.
func (l *Library) InstallPack(ctx context.Context, id string, p study.Progress) (study.ImportResult, error) {
	entries, err := packs.Entries(id)
	if err != nil {
		return study.ImportResult{}, err
	}
	return l.take(ctx, id, "pack", entries, settingPolicy(nil), p)
}
