package qti

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"testing"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const fixtures = "../../../../shared/fixtures/qti"

func needFixtures(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(fixtures); err != nil {
		t.Skip("the fixtures are not on this machine (../shared/fixtures/qti)")
	}
}

// packed zips a folder into the package from which it was unpacked.
func packed(t *testing.T, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, p)
		w, err := z.Create(filepath.ToSlash(name))
		if err != nil {
			return err
		}
		data, err := os.ReadFile(p)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readAs(t *testing.T, name string, data []byte) interchangetest.Content {
	t.Helper()
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes(name, data), nil))
	if len(c.Faults) > 0 {
		t.Errorf("%s: %v", name, c.Faults)
	}
	return c
}

func TestEveryFixtureItemIsImportedOrListed(t *testing.T) {
	needFixtures(t)
	for _, tc := range []struct {
		dir   string
		items int
	}{{"items_1.2", 65}, {"items_2.1", 10}, {"items_2.2", 61}} {
		files, err := filepath.Glob(filepath.Join(fixtures, tc.dir, "*.xml"))
		if err != nil {
			t.Fatal(err)
		}
		sort.Strings(files)
		found, listed := 0, 0
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			c := readAs(t, filepath.Base(f), b)
			if c.Err != nil {
				t.Errorf("%s: %v", f, c.Err)
			}
			found += len(c.Notes)
			listed += len(c.Skips)
			for _, s := range c.Skips {
				t.Logf("skip %s: %s: %s", filepath.Base(f), s.What, s.Why)
			}
			for _, n := range c.Notes {
				if n.Item.Unspoken != "" {
					t.Logf("unspoken %s %s: %s", filepath.Base(f), n.Item.Title, n.Item.Unspoken)
				}
				checkItem(t, filepath.Base(f), n.Item)
			}
		}
		// A reference to a bank that is missing is listed, but is not an item.
		if found != tc.items {
			t.Errorf("%s: %d items imported and %d parts listed, want %d items", tc.dir, found, listed, tc.items)
		}
	}
}

// checkItem looks for items that cannot be asked or answered.
func checkItem(t *testing.T, file string, it *study.Item) {
	t.Helper()
	bad := func(why string) { t.Errorf("%s: %q (%s): %s: %+v", file, it.Title, it.Kind, why, *it) }
	if it.Stem == "" {
		bad("no text")
	}
	if it.Unspoken != "" {
		return
	}
	switch it.Kind {
	case study.Choice, study.Multiple:
		right := 0
		for _, o := range it.Options {
			if o.Text == "" {
				bad("an empty option")
			}
			if o.Weight > 0 {
				right++
			}
		}
		if right == 0 || len(it.Options) < 2 {
			bad("no right option")
		}
	case study.Short:
		if len(it.Accept) == 0 {
			bad("no answer")
		}
	case study.Numeric:
		if len(it.Numbers) == 0 {
			bad("no number")
		}
	case study.Matching:
		if it.Cards() < 1 || it.Pairs[0].Left == "" {
			bad("no pair")
		}
	case study.Cloze:
		if len(it.Gaps) == 0 {
			bad("no gap")
		}
		for i := range it.Gaps {
			g := it.Gaps[i]
			g.Stem = "gap"
			checkItem(t, file, &g)
		}
	}
}

func TestCartridgeItemsAreImportedOrListed(t *testing.T) {
	needFixtures(t)
	c := readAs(t, "cartridge.imscc", packed(t, filepath.Join(fixtures, "canvas_cartridge")))
	if c.Err != nil || len(c.Notes)+len(c.Skips) != 29 {
		t.Errorf("%v: %d imported and %d listed, want 29 together; %v", c.Err, len(c.Notes), len(c.Skips), c.Skips)
	}
	for _, n := range c.Notes {
		checkItem(t, "cartridge", n.Item)
	}
	for _, d := range c.Decks {
		t.Log(d.Name)
	}
}

func TestPackagesAreRead(t *testing.T) {
	needFixtures(t)
	for name, want := range map[string]int{
		"test_qti_2.1.zip": 5, "test_qti_2.2.zip": 5, "test_qti_1.2": 5, "test_qti_1.2_canvas": 4, "test_qti_1.2_multi": 2,
		"with_banks": 10, "imsqti_2.2_package": 1, "no_assessment_xml": 1, "package_shared": 2, "tests/feedbackTest": 6,
		"tests/interactionmix_saxony_v3": 13, "test_imscc_canvas": 6,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(fixtures, filepath.FromSlash(name))
			var data []byte
			if filepath.Ext(name) == ".zip" {
				b, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				data = b
			} else {
				data = packed(t, path)
			}
			c := readAs(t, name, data)
			if c.Err != nil || len(c.Notes)+len(c.Skips) != want {
				t.Errorf("%v: %d imported, %d listed, want %d together", c.Err, len(c.Notes), len(c.Skips), want)
			}
			for _, s := range c.Skips {
				t.Log(s)
			}
			for _, n := range c.Notes {
				checkItem(t, name, n.Item)
			}
		})
	}
}
