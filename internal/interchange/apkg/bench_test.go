package apkg

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/source"
)

// BenchmarkImport reads a package of 100,000 notes. It reports the time relative to
// unzipping the package and inserting the same rows with plain SQL.
func BenchmarkImport(b *testing.B) {
	for _, bc := range []struct {
		name string
		o    apkgtest.Options
	}{
		{"notes", apkgtest.Options{Notes: 100_000, Cards: 1}},
		{"studied", apkgtest.Options{Notes: 100_000, Cards: 1, Reviews: 5, FSRS: true}},
	} {
		b.Run(bc.name, func(b *testing.B) {
			db, err := apkgtest.Database(bc.o)
			if err != nil {
				b.Fatal(err)
			}
			pack := apkgtest.Legacy1(db)
			var plain time.Duration
			for b.Loop() {
				b.StopTimer()
				start := time.Now()
				plainInsert(b, pack, filepath.Join(b.TempDir(), "plain.db"))
				plain += time.Since(start)
				b.StartTimer()
				src := source.FromBytes("made.apkg", pack)
				src.Scratch = source.TempFiles(b.TempDir())
				for e, err := range Read(b.Context(), src, nil) {
					if err != nil {
						b.Fatal(err)
					}
					_ = e
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/plain.Seconds(), "of-plain-sql")
			b.ReportMetric(plain.Seconds()/float64(b.N), "plain-s/op")
		})
	}
}

// plainInsert is the reference: it unzips the package and copies every row with SQL.
func plainInsert(b *testing.B, pack []byte, file string) {
	src := source.FromBytes("made.apkg", pack)
	zip, err := src.OpenZip()
	if err != nil {
		b.Fatal(err)
	}
	r, err := zip.Open(nameLegacy1)
	if err != nil {
		b.Fatal(err)
	}
	f, err := os.Create(file + ".in")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := io.Copy(f, r); err != nil {
		b.Fatal(err)
	}
	in, err := sqlite3.OpenFlags("file:"+file+".in?mode=ro&immutable=1", sqlite3.OPEN_READONLY|sqlite3.OPEN_URI)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	out, err := sqlite3.Open("file:" + file)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	if err := out.Exec("BEGIN;" + apkgtest.Schema11); err != nil {
		b.Fatal(err)
	}
	for table, marks := range map[string]string{
		"notes":  "?,?,?,?,?,?,?,?,?,?,?",
		"cards":  "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?",
		"revlog": "?,?,?,?,?,?,?,?,?",
	} {
		from, _, err := in.Prepare("SELECT * FROM " + table)
		if err != nil {
			b.Fatal(err)
		}
		to, _, err := out.Prepare("INSERT INTO " + table + " VALUES(" + marks + ")")
		if err != nil {
			b.Fatal(err)
		}
		n := from.ColumnCount()
		for from.Step() {
			for i := range n {
				switch from.ColumnType(i) {
				case sqlite3.INTEGER:
					err = to.BindInt64(i+1, from.ColumnInt64(i))
				default:
					err = to.BindRawText(i+1, from.ColumnRawText(i))
				}
				if err != nil {
					b.Fatal(err)
				}
			}
			if err := to.Exec(); err != nil {
				b.Fatal(err)
			}
		}
		from.Close()
		to.Close()
	}
	if err := out.Exec("COMMIT"); err != nil {
		b.Fatal(err)
	}
}
