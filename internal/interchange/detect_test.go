package interchange

import (
	"os"
	"path/filepath"
	"testing"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

func TestFormatIsToldByContent(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"x", "SQLite format 3\x00…", "apkg"},
		{"deck.apkg", "{\"carrel\":1,\"kind\":\"backup\"}\n", "backup"},
		{"x.txt", "front\tback\n", "csv"},
		{"x.txt", "#separator:tab\nWhat is {=this}?\tA set\n", "csv"},
		{"x.txt", "{{c1::Paris}} is a capital\tx\n", "csv"},
		{"x.txt", "Two plus two is {=four =4}.\n", "gift"},
		{"x.txt", "// comment\n::T:: The sun is a star.{T}\n", "gift"},
		{"x.gift", "Just a description\n", "gift"},
		{"x.txt", "What is 2+2?\nA. 3\nB. 4\nANSWER: B\n", "gift"},
		{"notes.md", "a::b\n", "markdown"},
		{"x.txt", "Q: What is osmosis?\nA: Water moving\n", "markdown"},
		{"x.txt", "What is osmosis?\n?\nWater moving\n", "markdown"},
	}
	for _, tt := range tests {
		got, err := Detect(source.FromBytes(tt.name, []byte(tt.content)))
		if err != nil || got != tt.want {
			t.Errorf("%s with %q: %s, %v; want %s", tt.name, tt.content, got, err, tt.want)
		}
	}
	for _, bad := range []struct{ name, content string }{{"page.apkg", "<!DOCTYPE html><p>Sign in"}, {"empty.csv", ""}, {"noise.apkg", "\x00\x01\x02\x03\xff\xfe\x00"}} {
		if got, err := Detect(source.FromBytes(bad.name, []byte(bad.content))); study.KindOf(err) != study.Unreadable {
			t.Errorf("%s was taken for %q: %v", bad.name, got, err)
		}
	}
}

func TestFixturesAreTold(t *testing.T) {
	dir := "../../../shared/fixtures"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the folder of fixtures is absent")
	}
	for pattern, want := range map[string]string{"anki/*.*pkg": "apkg", "anki/pandas/*": "apkg", "gift/questions/*.gift": "gift", "csv/*.txt": "csv"} {
		files, _ := filepath.Glob(filepath.Join(dir, pattern))
		if len(files) == 0 {
			t.Errorf("no fixture is called %s", pattern)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			// The name is kept from it where the content should be enough.
			name := filepath.Base(f)
			if want != "gift" {
				name = "unnamed"
			}
			if got, err := Detect(source.FromBytes(name, b)); err != nil || got != want {
				t.Errorf("%s: %s, %v; want %s", f, got, err, want)
			}
		}
	}
}
