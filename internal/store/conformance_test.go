package store_test

import (
	"testing"

	"carrel/internal/store"
	"carrel/internal/store/storetest"
)

func TestOnDisk(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.Store { return open(t, t.TempDir()) })
}

func TestInMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.Store { return open(t, "") })
}

func open(t testing.TB, home string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Home: home, Zone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
