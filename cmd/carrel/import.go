package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/library"
	"carrel/internal/study"
)

func newImport(t *terminal) *cobra.Command {
	q := &settingsQuestion{answers: bufio.NewReader(t.in)}
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Bring in decks, question banks and backups",
		Long: `Reads each file or folder and adds what it holds. The format is found by
looking at the content, not at the name. Each file is taken whole or not at all;
importing the same file again adds nothing. "-" reads standard input.

A backup brings your preferences where you have chosen none yet. Settings that
name a program or an address, or that concern the microphone, stay in the file:
--with-settings shows them and asks before it takes them.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage{errors.New("name at least one file to import, or - for standard input")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if q.wanted && !q.yes && slices.Contains(args, "-") {
				return usage{errors.New("standard input cannot hold both the file and the answer: add --yes, or name the file")}
			}
			return t.with(cmd.Context(), func(lib *library.Library) error {
				defer tellBackup(t, lib)
				return runImport(cmd.Context(), t, lib, q, args)
			})
		},
	}
	cmd.Flags().BoolVar(&q.wanted, "with-settings", false, "take programs, addresses and the microphone's settings too, after asking")
	cmd.Flags().BoolVar(&q.yes, "yes", false, "do not ask, only show")
	return cmd
}

// runImport continues after a bad file, so that it does not stop the others, and
// returns the first error at the end.
func runImport(ctx context.Context, t *terminal, lib *library.Library, q *settingsQuestion, names []string) error {
	var first error
	files, err := withoutFolders(t.files, names)
	if err != nil {
		return err
	}
	for _, f := range files {
		res, err := importOne(ctx, t, lib, q, f)
		if err == nil {
			if err := printImport(t, res); err != nil {
				return err
			}
			continue
		}
		if ctx.Err() != nil {
			return err
		}
		if first == nil {
			first = err
		} else {
			tell(t.err, err)
		}
	}
	return first
}

// named is a file to import: its path, and its name in the results.
type named struct{ path, name string }

// withoutFolders replaces each folder by its files, sorted by name, without
// hidden files and folders. A file's name includes its path from the folder,
// because some formats turn the path into decks.
func withoutFolders(fs files, paths []string) ([]named, error) {
	var out []named
	for _, path := range paths {
		if path == "-" {
			out = append(out, named{path, path})
			continue
		}
		st, err := fs.Stat(path)
		if err != nil || !st.IsDir() {
			out = append(out, named{path, filepath.Base(path)}) // opening it will report any error
			continue
		}
		abs, err := fs.Abs(path)
		if err != nil {
			return nil, cannotOpen(path, err)
		}
		before := len(out)
		if out, err = filesBelow(fs, path, filepath.Base(abs), out); err != nil {
			return nil, cannotOpen(path, err)
		}
		if len(out) == before {
			return nil, study.Errorf(study.Unreadable, "the folder %s holds no files", path)
		}
	}
	return out, nil
}

// filesBelow appends the files of a folder and of its subfolders.
func filesBelow(fs files, folder, name string, out []named) ([]named, error) {
	entries, err := fs.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		inside := name + "/" + e.Name()
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			if out, err = filesBelow(fs, path, inside, out); err != nil {
				return nil, err
			}
		case e.Type().IsRegular():
			out = append(out, named{path, inside})
		}
	}
	return out, nil
}

func importOne(ctx context.Context, t *terminal, lib *library.Library, q *settingsQuestion, n named) (study.ImportResult, error) {
	if n.path == "-" {
		return importStdin(ctx, t, lib, q)
	}
	f, size, err := openFile(t.files, n.path)
	if err != nil {
		return study.ImportResult{}, err
	}
	defer f.Close()
	where, err := t.files.Abs(n.path)
	if err != nil {
		return study.ImportResult{}, cannotOpen(n.path, err)
	}
	return importUpload(ctx, t, lib, q, library.Upload{Name: n.name, Path: filepath.ToSlash(where), Data: f, Size: size, Beside: besideFile(t, n.path)})
}

// importUpload asks about the settings in a file, then imports it.
func importUpload(ctx context.Context, t *terminal, lib *library.Library, q *settingsQuestion, u library.Upload) (study.ImportResult, error) {
	var err error
	if u.Accepted, err = q.about(ctx, t, lib, u); err != nil {
		return study.ImportResult{}, err
	}
	bar := newBar(t, filepath.Base(u.Name))
	defer bar.stop()
	return lib.Import(ctx, u, bar.progress)
}

// besideFile finds the media of an automatic backup in the folder next to it.
func besideFile(t *terminal, path string) func(hash string) (io.ReadCloser, error) {
	return func(hash string) (io.ReadCloser, error) {
		if len(hash) < 3 || strings.ContainsAny(hash, `/\.`) {
			return nil, os.ErrNotExist
		}
		f, size, err := openFile(t.files, filepath.Join(filepath.Dir(path), "media", hash[:2], hash[2:]))
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{io.NewSectionReader(f, 0, size), f}, nil
	}
}

// importStdin copies standard input to a temporary file, because a zip package is
// read from its end.
func importStdin(ctx context.Context, t *terminal, lib *library.Library, q *settingsQuestion) (study.ImportResult, error) {
	tmp, err := os.CreateTemp("", "carrel-stdin-*")
	if err != nil {
		return study.ImportResult{}, study.Because(err, study.Unavailable, "standard input cannot be kept: the temporary folder is not writable")
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	n, err := io.Copy(tmp, bufio.NewReader(t.in))
	if err != nil {
		return study.ImportResult{}, study.Because(err, study.Unavailable, "standard input could not be read to its end: %v", err)
	}
	if n == 0 {
		return study.ImportResult{}, study.Errorf(study.Unreadable, "standard input was empty: pipe a file into it")
	}
	return importUpload(ctx, t, lib, q, library.Upload{Name: "standard input", Data: tmp, Size: n})
}

func printImport(t *terminal, r study.ImportResult) error {
	if t.json {
		if r.Skipped == nil {
			r.Skipped = []study.Skip{}
		}
		return t.print(r)
	}
	fmt.Fprintf(t.out, "%s (%s): %s, %s, %s, %s", r.File, r.Format, counted(r.Notes, "note"), counted(r.Cards, "card"), counted(r.Reviews, "review"), counted(r.Media, "media file"))
	switch {
	case r.Readings == 1:
		fmt.Fprint(t.out, ", 1 text or recording")
	case r.Readings > 1:
		fmt.Fprintf(t.out, ", %d texts or recordings", r.Readings)
	}
	if r.Updated > 0 {
		fmt.Fprintf(t.out, ", %d updated", r.Updated)
	}
	if r.Duplicates > 0 {
		fmt.Fprintf(t.out, ", %d there already", r.Duplicates)
	}
	fmt.Fprintln(t.out)
	printSettings(t, r)
	const most = 20
	for i, s := range r.Skipped {
		if i == most {
			fmt.Fprintf(t.out, "  … and %d more, see --json\n", len(r.Skipped)-most)
			break
		}
		fmt.Fprintf(t.out, "  left out: %s — %s\n", s.What, s.Why)
	}
	return nil
}
