// Package storetest is the suite every way of keeping a collection must pass:
// on disk, in memory, on a file system of a browser.
package storetest

import (
	"testing"

	"carrel/internal/store"
)

// Run runs the suite. open gives a new, empty collection whose zone is
// Europe/Paris; it is closed by the suite.
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
					// Whatever was done, the collection must be in order.
					findings, err := s.Doctor(t.Context(), false, nil)
					if err != nil || len(findings) > 0 {
						t.Errorf("the doctor finds %+v, %v", findings, err)
					}
				})
			}
		})
	}
}
