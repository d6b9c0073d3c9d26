package backup_test

import (
	"bytes"
	"testing"

	"carrel/internal/interchange/backup"
	"carrel/internal/interchange/source"
	"carrel/internal/store"
	"carrel/internal/store/storetest"
)

// TestThroughACollection writes a backup of a collection, brings it into an empty
// one and writes it again: not a byte may differ.
func TestThroughACollection(t *testing.T) {
	first := open(t)
	// The first time through, the collection may tidy what it is given.
	if res, err := first.ImportSettings(t.Context(), stream(sample()), storetest.TakeAll, nil); err != nil || len(res.Skipped) != 1 {
		t.Fatalf("%+v, %v", res, err)
	}
	one := written(t, nil)
	for range 2 {
		second := open(t)
		var out bytes.Buffer
		if _, err := backup.Write(t.Context(), &out, first.Export(t.Context(), store.Choice{})); err != nil {
			t.Fatal(err)
		}
		one = out.Bytes()
		res, err := second.ImportSettings(t.Context(), backup.Read(t.Context(), source.FromBytes("backup", one), nil), storetest.TakeAll, nil)
		if err != nil || len(res.Skipped) > 0 || res.Notes != 2 || res.Reviews != 1 || res.Media != 2 {
			t.Fatalf("%+v, %v", res, err)
		}
		first = second
	}
	var out bytes.Buffer
	if _, err := backup.Write(t.Context(), &out, first.Export(t.Context(), store.Choice{})); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, out.Bytes()) {
		t.Errorf("the backup was\n%s\nand is\n%s", one, out.Bytes())
	}
}

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
