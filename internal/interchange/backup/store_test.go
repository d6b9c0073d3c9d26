package backup_test

import (
	"bytes"
	"testing"

	"carrel/internal/interchange/backup"
	"carrel/internal/interchange/source"
	"carrel/internal/store"
	"carrel/internal/store/storetest"
)

// TestThroughACollection writes a backup of a collection, imports it into an empty
// collection and writes that again. The two backups must be identical.
func TestThroughACollection(t *testing.T) {
	first := open(t)
	// On the first import the collection may normalise the entries.
	if res, err := first.Import(t.Context(), stream(sample()), storetest.TakeAll, nil); err != nil || len(res.Skipped) != 1 {
		t.Fatalf("%+v, %v", res, err)
	}
	one := written(t, nil)
	for range 2 {
		second := open(t)
		var out bytes.Buffer
		if _, err := backup.Write(t.Context(), &out, first.Export(t.Context(), store.ExportOptions{})); err != nil {
			t.Fatal(err)
		}
		one = out.Bytes()
		res, err := second.Import(t.Context(), backup.Read(t.Context(), source.FromBytes("backup", one), nil), storetest.TakeAll, nil)
		if err != nil || len(res.Skipped) > 0 || res.Notes != 2 || res.Reviews != 1 || res.Media != 2 {
			t.Fatalf("%+v, %v", res, err)
		}
		first = second
	}
	var out bytes.Buffer
	if _, err := backup.Write(t.Context(), &out, first.Export(t.Context(), store.ExportOptions{})); err != nil {
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
