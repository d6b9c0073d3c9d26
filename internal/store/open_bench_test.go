package store_test

import (
	"testing"

	"carrel/internal/store"
)

// BenchmarkOpen measures opening an existing collection.
func BenchmarkOpen(b *testing.B) {
	home := b.TempDir()
	open(b, home).Close()
	for b.Loop() {
		s, err := store.Open(b.Context(), store.Options{Home: home})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}
