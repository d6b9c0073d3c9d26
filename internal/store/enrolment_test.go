package store

import (
	"encoding/json"
	"strings"
	"testing"
)

func withEnrolment(t *testing.T, home string) *Store {
	t.Helper()
	s := openHere(t, Options{Home: home})
	if _, err := s.Import(t.Context(), itemEntries(20, func(int) string { return "quiet" }), nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{secret, secret + strings.Repeat("x", 9000) + secret} {
		if err := s.PutEnrolment(t.Context(), json.RawMessage(`["`+text+`"]`)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Enrolment(t.Context()); err != nil || !strings.Contains(string(got), secret) {
		t.Fatalf("kept %.60q, %v", got, err)
	}
	if len(holding(t, home, secret)) == 0 {
		t.Fatal("it is on no disk: the test would show nothing")
	}
	return s
}

// TestEnrolmentGoesForGood removes the enrolment alone and with everything else. No byte
// of it may stay.
func TestEnrolmentGoesForGood(t *testing.T) {
	for name, forget := range map[string]func(s *Store) error{
		"forgotten":  func(s *Store) error { return s.PutEnrolment(t.Context(), nil) },
		"everything": func(s *Store) error { return s.EraseAll(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			s := withEnrolment(t, home)
			if err := forget(s); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Enrolment(t.Context()); err != nil || got != nil {
				t.Errorf("still there: %q, %v", got, err)
			}
			if found := holding(t, home, secret); len(found) > 0 {
				t.Errorf("it is still in %v", found)
			}
		})
	}
}

// TestEnrolmentIsInNoBackup checks every entry of an export of everything.
func TestEnrolmentIsInNoBackup(t *testing.T) {
	s := withEnrolment(t, t.TempDir())
	n := 0
	for e, err := range s.Export(t.Context(), ExportOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if e.Media != nil {
			continue
		}
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), secret) {
			t.Errorf("an entry holds it: %s", b)
		}
	}
	if n < 20 {
		t.Errorf("only %d entries were exported", n)
	}
}
