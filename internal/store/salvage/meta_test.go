package salvage

import (
	"bytes"
	"strings"
	"testing"

	"carrel/internal/store/home"
)

// rootOf returns the offset, in a database, of the schema's page number for a table that
// has no index.
func rootOf(t *testing.T, db []byte, table string) int {
	t.Helper()
	entry := []byte("table" + table + table)
	i := bytes.Index(db, entry)
	if i < 0 {
		t.Fatalf("the schema has no table %s", table)
	}
	return i + len(entry)
}

// TestSettingsOfADamagedSchema damages what the schema says about the two tables whose rows
// look alike. The settings come out, and nothing of meta does.
func TestSettingsOfADamagedSchema(t *testing.T) {
	_, db, _, _ := sample(t, false)
	all := rowsOf(t, db)
	settings, meta, decks := rootOf(t, db, "settings"), rootOf(t, db, "meta"), rootOf(t, db, "decks")
	clearSchema := func(b []byte) (touched []int) {
		p := open(imageOf(db, nil))
		for _, child := range append(p.tree(1).children(), 1) {
			touched = append(touched, int(child-1)*usual)
			clear(b[touched[len(touched)-1]:][:usual])
		}
		return touched
	}
	put := func(at int, root byte) func([]byte) []int {
		return func(b []byte) []int { b[at] = root; return []int{at} }
	}
	for _, tt := range []struct {
		name  string
		spoil func(b []byte) (touched []int)
	}{
		{"nothing", func(b []byte) []int { return nil }},
		{"the schema is zeros", clearSchema},
		{"settings has the root of decks", put(settings, db[decks])},
		{"settings has the root of meta", put(settings, db[meta])},
		{"settings has no root", put(settings, 0)},
		{"settings has a root beyond the file", put(settings, 0x7f)},
		{"meta has the root of settings", put(meta, db[settings])},
		{"meta has the root of decks", put(meta, db[decks])},
		{"meta has no root", put(meta, 0)},
		{"meta has a damaged key", func(b []byte) []int {
			at := bytes.Index(b, []byte(`enrolment{"said"`))
			b[at] = 'x'
			return []int{at}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := bytes.Clone(db)
			touched := map[int64]bool{}
			for _, at := range tt.spoil(b) {
				touched[int64(at/usual)] = true
			}
			if wrong := missing(all, touched, salvage(t.Context(), t, b)); wrong != "" {
				t.Error(wrong)
			}
			for _, line := range lines(t, Entries(t.Context(), imageOf(b, nil), home.NewMemoryFiles())) {
				if strings.Contains(line, `"setting"`) && !strings.Contains(line, `"lang"`) && !strings.Contains(line, `"rate"`) {
					t.Errorf("a row of meta comes out: %s", line)
				}
			}
		})
	}
}
