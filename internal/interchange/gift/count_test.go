package gift

import (
	"os"
	"path/filepath"
	"testing"
)

func TestEveryFixtureItemIsImported(t *testing.T) {
	files, err := filepath.Glob("../../../../shared/fixtures/gift/questions/*.gift")
	if err != nil || len(files) == 0 {
		t.Skip("the fixtures are not on this machine (../shared/fixtures/gift)")
	}
	notes, categories := 0, 2
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if base := filepath.Base(f); base == "category1.gift" || base == "categorySpecialCharacter.gift" {
			continue // contains nothing but a category
		}
		c := collect(t, string(b))
		notes += len(c.Notes)
		if len(c.Skips) > 0 {
			t.Errorf("%s: %v", f, c.Skips)
		}
	}
	if notes+categories != 102 {
		t.Errorf("got %d questions and %d categories, want 102 together", notes, categories)
	}
}
