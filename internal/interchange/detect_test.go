package interchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

func TestFormatIsToldByContent(t *testing.T) {
	db, err := apkgtest.Database(apkgtest.Options{Notes: 1, Cards: 1})
	if err != nil {
		t.Fatal(err)
	}
	zip := func(names ...string) string {
		var list []apkgtest.Entry
		for _, n := range names {
			list = append(list, apkgtest.Entry{Name: n, Data: []byte("x")})
		}
		return string(apkgtest.Zip(list...))
	}
	for _, tc := range []struct{ want, content string }{
		{"apkg", string(db)},
		{"apkg", string(apkgtest.Legacy1(db))},
		{"backup", `{"carrel":1,"kind":"backup"}` + "\n"},
		{"h5p", zip("h5p.json", "content/content.json")},
		{"epub", zip("mimetype", "META-INF/container.xml")},
		{"qti", zip("imsmanifest.xml", "a.xml")},
		{"qti", zip("items/a.xml")},
		{"markdown", zip("Vault/a.md", "Vault/pic.png")},
		{"csv", "#separator:tab\n#deck:X\nq\ta\n"},
		{"csv", "\ufeffq;a\nb;c\n"},
		{"csv", "q\ta\nWhat is 1, 2, 3?\tcounting\n"},
		{"csv", "hond,dog\nkat,cat\n"},
		{"csv", "\xff\xfeq\x00\t\x00a\x00\n\x00"},
		{"aiken", "What?\nA. x\nB. y\nANSWER: A\n"},
		{"gift", "What is it?{=this ~that}\n"},
		{"gift", "// a comment\n\n::Title:: Text {T}\n"},
		{"gift", "$CATEGORY: A/B\n\nOnly a text\n"},
		{"gift", "Write. {}\n"},
		{"markdown", "# Cells\n\nWhat?::This\n"},
		{"markdown", "What?\n?\nThis\n"},
		{"markdown", "Q: What?\nA: This, that, other\n"},
		{"markdown", "The {{c1::nucleus}} is inside.\n"},
		{"moodle", `<?xml version="1.0"?><quiz><question type="essay"/></quiz>`},
		{"qti", `<?xml version="1.0"?><!-- x --><questestinterop/>`},
		{"qti", `<qti-assessment-item xmlns="x"/>`},
		{"feed", `<?xml version="1.0"?><rss version="2.0"><channel/></rss>`},
		{"trivia", `{"response_code":0,"results":[]}`},
		{"audio", "\x00\x00\x00\x10ftypM4B \x00\x00\x00\x00"},
		{"audio", "ID3\x03\x00\x00\x00\x00\x00\x00"},
		{"text", strings.Repeat("It was the best of times, it was the worst of times. ", 4)},
	} {
		got, err := Detect(source.FromBytes("file.bin", []byte(tc.content)))
		if err != nil || got != tc.want {
			t.Errorf("%.60q is taken for %q (%v), want %s", tc.content, got, err, tc.want)
		}
	}
}

func TestWhatIsNoDeckIsRefusedPlainly(t *testing.T) {
	for content, says := range map[string]string{
		"":     "empty",
		"  \n": "empty",
		"<!DOCTYPE html><html><body>Sign in</body></html>": "web page",
		"\n<html lang=en>":                  "web page",
		"%PDF-1.7":                          "PDF",
		"\x89PNG\r\n\x1a\n":                 "picture",
		"PK\x03\x04 cut off":                "zip",
		"<?xml version='1.0'?><manifest/>":  "package",
		"<?xml version='1.0'?><svg/>":       "<svg>",
		"\x00\x01\x02\x03":                  "know",
		"hello":                             "neither",
		`{"question":"a {=b}","x":[{"y":1}`: "JSON",
	} {
		_, err := Detect(source.FromBytes("deck.apkg", []byte(content)))
		if study.KindOf(err) != study.Unreadable || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "deck.apkg") {
			t.Errorf("%q: got %v, want %q in it", content, err, says)
		}
	}
}

func TestFixturesAreToldApart(t *testing.T) {
	root := "../../../shared/fixtures"
	if _, err := os.Stat(root); err != nil {
		t.Skip("the fixtures are not on this machine (../shared/fixtures)")
	}
	for pattern, want := range map[string]string{
		"anki/*.apkg": "apkg", "anki/upstream/*.apkg": "apkg", "anki/*.colpkg": "apkg", "anki/pandas/*": "apkg",
		"csv/*": "csv", "gift/questions/*.gift": "gift", "qti/items_*/*.xml": "qti", "qti/*.zip": "qti", "revlog/*.csv": "csv",
	} {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := Detect(source.FromBytes(filepath.Base(f), b)); got != want {
				t.Errorf("%s is taken for %q (%v)", f, got, err)
			}
			// The result must be the same under another name, if the content is
			// distinctive enough. A GIFT text without questions is not.
			if got, err := Detect(source.FromBytes("file", b)); got != want && want != "gift" {
				t.Errorf("%s under another name is taken for %q (%v)", f, got, err)
			}
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add([]byte("a\tb\n"))
	f.Add([]byte("<quiz>"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, entries, err := Read(t.Context(), source.FromBytes("fuzz", b), nil)
		if err != nil {
			return
		}
		if c := interchangetest.Collect(entries); len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
