package home

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync"
)

// DiskFiles stores media in a folder, in subfolders of two digits: ab/cdef….
type DiskFiles struct {
	folder string

	begun sync.Once // runs at the first Put after opening
	mu    sync.Mutex
	fresh []string // paths put or removed but not yet synced
}

// NewDiskFiles returns the files in a folder, which need not exist yet.
func NewDiskFiles(folder string) *DiskFiles { return &DiskFiles{folder: folder} }

// partial is the prefix of files that are being written.
const partial = "partial-"

func (d *DiskFiles) path(hash string) string {
	return filepath.Join(d.folder, hash[:2], hash[2:])
}

func (d *DiskFiles) Put(r io.Reader) (string, int64, bool, error) {
	if err := os.MkdirAll(d.folder, 0o700); err != nil {
		return "", 0, false, err
	}
	// Sync the name of the database's log too. After a loss of power it makes the next start
	// look for files that no row refers to.
	d.begun.Do(func() { syncFolder(filepath.Dir(d.folder)) })
	f, err := os.CreateTemp(d.folder, partial)
	if err != nil {
		return "", 0, false, err
	}
	defer os.Remove(f.Name())
	h := sha256.New()
	size, err := io.Copy(io.MultiWriter(f, h), r)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return "", 0, false, err
	}
	hash := hex.EncodeToString(h.Sum(nil))
	path := d.path(hash)
	if _, err := os.Stat(path); err == nil {
		return hash, size, false, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", 0, false, err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return "", 0, false, err
	}
	d.changed(path)
	return hash, size, true, nil
}

func (d *DiskFiles) Open(hash string) (io.ReadSeekCloser, error) {
	if !IsHash(hash) {
		return nil, fs.ErrNotExist
	}
	f, err := os.Open(d.path(hash))
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (d *DiskFiles) Remove(hash string) error {
	if !IsHash(hash) {
		return nil
	}
	path := d.path(hash)
	err := Shred(path)
	d.changed(path)
	return err
}

// changed remembers a path for Sync.
func (d *DiskFiles) changed(path string) {
	d.mu.Lock()
	d.fresh = append(d.fresh, path)
	d.mu.Unlock()
}

func (d *DiskFiles) All() iter.Seq2[FileInfo, error] {
	return func(yield func(FileInfo, error) bool) {
		folders, err := os.ReadDir(d.folder)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			yield(FileInfo{}, err)
			return
		}
		for _, folder := range folders {
			if !folder.IsDir() {
				continue
			}
			files, err := os.ReadDir(filepath.Join(d.folder, folder.Name()))
			if err != nil {
				yield(FileInfo{}, err)
				return
			}
			for _, f := range files {
				hash := folder.Name() + f.Name()
				info, err := f.Info()
				if err != nil || !IsHash(hash) {
					continue
				}
				if !yield(FileInfo{hash, info.Size()}, nil) {
					return
				}
			}
		}
	}
}

func (d *DiskFiles) Sync() error {
	d.mu.Lock()
	fresh := d.fresh
	d.fresh = nil
	d.mu.Unlock()
	if len(fresh) == 0 {
		return nil
	}
	return syncFiles(d.folder, fresh)
}

// Clean removes partial files that a killed process left.
func (d *DiskFiles) Clean(r *Removal) {
	left, _ := filepath.Glob(filepath.Join(d.folder, partial+"*"))
	for _, name := range left {
		r.Add(Shred(name))
	}
}
