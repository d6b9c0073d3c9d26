package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/interchange/apkg/apkgtest"
)

// rounds is how often each way is measured. The smallest value counts, because other work
// on the machine can only increase it.
const rounds = 3

// importing compares "carrel import" of 100,000 notes with unzipping the package and
// inserting the same rows with plain SQL. Each runs in its own process.
func importing(b *bytes.Buffer, bin, dir string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Fprint(b, "## Importing a package of 100,000 notes\n\nPlain is unzipping it and inserting the same rows with prepared statements in one transaction.\n\n| package | plain CPU s | Carrel CPU s | ratio | Carrel peak MB |\n| --- | ---: | ---: | ---: | ---: |\n")
	for _, c := range []struct {
		name string
		o    apkgtest.Options
	}{
		{"100,000 notes, 100,000 cards", apkgtest.Options{Notes: 100_000, Cards: 1}},
		{"the same with 500,000 reviews and memory states", apkgtest.Options{Notes: 100_000, Cards: 1, Reviews: 5, FSRS: true}},
	} {
		db, err := apkgtest.Database(c.o)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, "made.apkg")
		if err := os.WriteFile(file, apkgtest.Legacy1(db), 0o644); err != nil {
			return err
		}
		plain, ours, peak := math.Inf(1), math.Inf(1), 0.0
		for i := range rounds {
			p, _, err := cpu(self, "-plain", file)
			if err != nil {
				return err
			}
			home := filepath.Join(dir, fmt.Sprint("home", i, len(c.name)))
			o, mb, err := cpu(bin, "--home", home, "import", "--json", file)
			if err != nil {
				return err
			}
			plain, ours, peak = min(plain, p), min(ours, o), max(peak, mb)
			os.RemoveAll(home)
		}
		fmt.Fprintf(b, "| %s | %.2f | %.2f | %.1f× | %.0f |\n", c.name, plain, ours, ours/plain, peak)
	}
	fmt.Fprintln(b)
	return importingTable(b, bin, dir)
}

// importingTable imports a table of 50 MB.
func importingTable(b *bytes.Buffer, bin, dir string) error {
	file := filepath.Join(dir, "made.tsv")
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	lines := 0
	for size := 0; size < 50<<20; lines++ {
		n, err := fmt.Fprintf(w, "What is number %d of %s and %s?\t%s %d\n", lines, apkgtest.Word(lines), apkgtest.Word(lines*7), apkgtest.Word(lines*3), lines)
		if err != nil {
			return err
		}
		size += n
	}
	if err := w.Flush(); err != nil {
		return err
	}
	f.Close()
	start := time.Now()
	seconds, mb, err := cpu(bin, "--home", filepath.Join(dir, "table"), "import", "--json", file)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "A table (TSV) of 50 MB with %d questions: %.1f CPU-seconds, %.0f s of wall time, %.0f MB at the peak.\n\n", lines, seconds, time.Since(start).Seconds(), mb)
	return nil
}

// plainInsert is the reference: it unzips the package and copies every row.
func plainInsert(pack string) error {
	z, err := zip.OpenReader(pack)
	if err != nil {
		return err
	}
	defer z.Close()
	r, err := z.Open("collection.anki2")
	if err != nil {
		return err
	}
	in := pack + ".in"
	f, err := os.Create(in)
	if err != nil {
		return err
	}
	defer os.Remove(in)
	if _, err := io.Copy(f, r); err != nil {
		return err
	}
	f.Close()
	from, err := sqlite3.OpenFlags("file:"+in+"?mode=ro&immutable=1", sqlite3.OPEN_READONLY|sqlite3.OPEN_URI)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := sqlite3.Open("file:" + pack + ".out")
	if err != nil {
		return err
	}
	defer os.Remove(pack + ".out")
	defer to.Close()
	if err := to.Exec("BEGIN;" + apkgtest.Schema11); err != nil {
		return err
	}
	for _, table := range []string{"notes", "cards", "revlog"} {
		if err := copyRows(from, to, table); err != nil {
			return err
		}
	}
	return to.Exec("COMMIT")
}

func copyRows(from, to *sqlite3.Conn, table string) error {
	s, _, err := from.Prepare("SELECT * FROM " + table)
	if err != nil {
		return err
	}
	defer s.Close()
	n := s.ColumnCount()
	marks := "?"
	for range n - 1 {
		marks += ",?"
	}
	d, _, err := to.Prepare("INSERT INTO " + table + " VALUES(" + marks + ")")
	if err != nil {
		return err
	}
	defer d.Close()
	for s.Step() {
		for i := range n {
			if s.ColumnType(i) == sqlite3.INTEGER {
				err = d.BindInt64(i+1, s.ColumnInt64(i))
			} else {
				err = d.BindRawText(i+1, s.ColumnRawText(i))
			}
			if err != nil {
				return err
			}
		}
		if err := d.Exec(); err != nil {
			return err
		}
	}
	return s.Err()
}
