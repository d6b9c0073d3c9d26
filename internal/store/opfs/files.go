//go:build js

package opfs

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"iter"
	"strings"
	"syscall"
	"syscall/js"

	"carrel/internal/browser"
	"carrel/internal/store/home"
)

// Files keeps media in the folder of this name below f, for store.Options. What
// a killed worker left half written is removed.
func (f *Folder) Files(name string) (home.Files, error) {
	sub, err := f.folder(name)
	if err != nil {
		return nil, err
	}
	m := files{sub}
	names, err := m.folder.names()
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if strings.HasPrefix(n, partial) {
			m.Remove(n)
		}
	}
	return m, nil
}

// partial starts the names of files being written.
const partial = "partial-"

type files struct{ folder *Folder }

func (m files) Put(r io.Reader) (hash string, size int64, created bool, err error) {
	temp := partial + rand.Text()
	file, err := m.folder.file(temp, true)
	if err != nil {
		return "", 0, false, disk(err)
	}
	kept := false
	defer func() {
		if !kept {
			m.folder.remove(temp)
		}
	}()
	h := sha256.New()
	if size, err = write(file, io.TeeReader(r, h)); err != nil {
		return "", 0, false, disk(err)
	}
	hash = hex.EncodeToString(h.Sum(nil))
	there, err := m.folder.exists(hash)
	if err != nil || there {
		return hash, size, false, err
	}
	if file.Get("move").Type() != js.TypeFunction {
		// Not every browser can rename; then it is written once more.
		if err := m.folder.copy(file, hash); err != nil {
			m.folder.remove(hash)
			return "", 0, false, disk(err)
		}
		return hash, size, true, nil
	}
	if _, err := browser.Call(file, "move", hash); err != nil {
		return "", 0, false, disk(err)
	}
	kept = true
	return hash, size, true, nil
}

// write puts all of r into a file and flushes it.
func write(file js.Value, r io.Reader) (size int64, err error) {
	a, err := open(file)
	if err != nil {
		return 0, err
	}
	defer func() {
		if e := a.Close(); err == nil {
			err = e
		}
	}()
	if err := a.truncate(0); err != nil {
		return 0, err
	}
	size, err = io.CopyBuffer(io.NewOffsetWriter(a, 0), struct{ io.Reader }{r}, make([]byte, bufSize))
	if err != nil {
		return size, err
	}
	return size, a.flush()
}

func (m files) Open(hash string) (io.ReadSeekCloser, error) {
	file, err := m.folder.file(hash, false)
	if err != nil {
		return nil, err
	}
	blob, err := browser.Call(file, "getFile")
	if err != nil {
		return nil, err
	}
	return browser.NewBlob(blob), nil
}

// Remove overwrites a file with zeros first, as on a disk.
func (m files) Remove(hash string) error {
	bare, err := m.folder.shred(hash)
	if err != nil {
		return err
	}
	if bare != nil {
		return &home.NotOverwritten{Why: bare}
	}
	return nil
}

func overwrite(file js.Value) (err error) {
	a, err := open(file)
	if err != nil {
		return err
	}
	defer func() {
		if e := a.Close(); err == nil {
			err = e
		}
	}()
	return a.zero()
}

func (m files) All() iter.Seq2[home.FileInfo, error] {
	return func(yield func(home.FileInfo, error) bool) {
		names, err := m.folder.names()
		if err != nil {
			yield(home.FileInfo{}, err)
			return
		}
		for _, hash := range names {
			if strings.HasPrefix(hash, partial) {
				continue
			}
			file, err := m.Open(hash)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				yield(home.FileInfo{}, err)
				return
			}
			if !yield(home.FileInfo{Hash: hash, Size: file.(*browser.Blob).Size()}, nil) {
				return
			}
		}
	}
}

// Sync does nothing: every file was flushed when it was written.
func (m files) Sync() error { return nil }

// disk gives a full store the name that it has on a disk.
func disk(err error) error {
	var e *browser.Error
	if errors.Is(err, errFull) || errors.As(err, &e) && e.Name == "QuotaExceededError" {
		return syscall.ENOSPC
	}
	return err
}
