package home

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// The permissions of the files and folders of a home: only their owner can read them, whatever
// the umask is and whoever created the folder.
const (
	PrivateFile   = 0o600
	PrivateFolder = 0o700
)

// ownNames are the entries of a home that Carrel creates. A folder includes everything in
// it.
var ownNames = []string{MediaFolder, CacheFolder, TempFolder, "backups", lockName, "socket", "socket-path", "open.html", pageKey}

// pageKey is the key of the page's cookies. Its permissions are never tightened: a key
// that others could read is no longer usable, and host makes another.
const pageKey = "page-key"

// isOwn reports whether the name of an entry in a home is one of Carrel's.
func isOwn(name string) bool {
	return slices.Contains(ownNames, name) || strings.HasPrefix(name, "carrel") || strings.HasPrefix(name, ".carrel")
}

// Tighten removes the permissions of other users on a home and Carrel's files in it, and
// describes in sentences what it could not change. A folder that holds other things as
// well, such as a home directory, keeps its permissions.
func Tighten(home string) (loose []string) {
	if runtime.GOOS == "windows" || runtime.GOOS == "js" {
		return nil // these systems have no such permissions
	}
	entries, err := os.ReadDir(home)
	if err != nil {
		return []string{fmt.Sprintf("it cannot be told who else can read the folder %s: %v", home, err)}
	}
	t := tightener{}
	foreign := ""
	for _, e := range entries {
		switch {
		case !isOwn(e.Name()):
			if foreign == "" && !strings.HasPrefix(e.Name(), ".") {
				foreign = e.Name()
			}
		case e.Name() == pageKey:
		case e.IsDir():
			t.tree(filepath.Join(home, e.Name()))
		default:
			t.entry(filepath.Join(home, e.Name()), e)
		}
	}
	info, err := os.Stat(home)
	switch {
	case err != nil:
		t.failed(home, err)
	case foreign == "":
		t.mode(home, info.Mode(), PrivateFolder)
	case info.Mode().Perm()&^PrivateFolder != 0:
		t.loose = append(t.loose, fmt.Sprintf("other users of this computer can see what files are in the folder %s; it stays so, since it holds other things than Carrel's, such as %s", home, foreign))
	}
	return t.loose
}

// mostLoose is how many files are listed one by one.
const mostLoose = 20

// tightener collects the files whose permissions could not be tightened.
type tightener struct{ loose []string }

func (t *tightener) tree(folder string) {
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			t.failed(path, err)
			return nil
		}
		t.entry(path, e)
		return nil
	})
	if err != nil {
		t.failed(folder, err)
	}
}

func (t *tightener) entry(path string, e fs.DirEntry) {
	if !e.IsDir() && !e.Type().IsRegular() && e.Type() != fs.ModeSocket {
		return // the target of a link is not Carrel's to change
	}
	info, err := e.Info()
	if err != nil {
		t.failed(path, err)
		return
	}
	most := fs.FileMode(PrivateFile)
	if e.IsDir() {
		most = PrivateFolder
	}
	t.mode(path, info.Mode(), most)
}

func (t *tightener) mode(path string, is, most fs.FileMode) {
	if is.Perm()&^most == 0 {
		return
	}
	if err := os.Chmod(path, is.Perm()&most); err != nil {
		t.failed(path, err)
	}
}

func (t *tightener) failed(path string, err error) {
	if errors.Is(err, fs.ErrNotExist) || len(t.loose) >= mostLoose {
		return
	}
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	t.loose = append(t.loose, fmt.Sprintf("other users of this computer may be able to read %s, and this cannot be changed: %v", path, err))
}
