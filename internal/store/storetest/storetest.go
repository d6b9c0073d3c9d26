// Package storetest is the test suite that every kind of collection must pass: on disk, in
// memory, and on a browser's file system.
package storetest

import (
	"testing"

	"carrel/internal/store"
)

// Run runs the suite. open returns a new, empty collection in the zone Europe/Paris; the
// suite closes it.
func Run(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, group := range []struct {
		name  string
		tests map[string]func(t *testing.T, s *store.Store)
	}{
		{"import", importTests},
		{"export", exportTests},
		{"review", reviewTests},
		{"days", dayTests},
		{"queue", queueTests},
		{"settings", settingsTests},
		{"stats", statsTests},
		{"erase", eraseTests},
		{"reading", readingTests},
	} {
		t.Run(group.name, func(t *testing.T) {
			for name, test := range group.tests {
				t.Run(name, func(t *testing.T) {
					s := open(t)
					defer s.Close()
					test(t, s)
					if t.Failed() || t.Skipped() {
						return
					}
					// Whatever a test did, the collection must be intact.
					findings, err := s.Doctor(t.Context(), false, nil)
					if err != nil || len(findings) > 0 {
						t.Errorf("the doctor finds %+v, %v", findings, err)
					}
				})
			}
		})
	}
}
