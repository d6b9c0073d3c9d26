package speech

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"carrel/internal/audio"
	"carrel/internal/study"
)

const (
	clipSuffix = ".wav"
	tempPrefix = ".clip-"
)

// diskCache keeps clips as files in one folder: the most recently used ones, up to a
// total size. If the folder cannot be written, the cache stays empty and keeps the reason
// in err; the clips are then made again. It is not safe for concurrent use.
type diskCache struct {
	dir    string
	remove func(path string) error // removes files when the cache is wiped
	files  *recent[int64]          // sizes by key
	ready  bool
	err    error // why nothing is kept
}

func newDiskCache(dir string, max int64, remove func(path string) error) *diskCache {
	if remove == nil {
		remove = os.Remove
	}
	return &diskCache{dir: dir, remove: remove, files: newRecent(max, func(size int64) int64 { return size })}
}

// open reads what the folder contains, once.
func (d *diskCache) open() bool {
	if d.ready || d.dir == "" {
		return d.ready && d.err == nil
	}
	d.ready = true
	if d.err = os.MkdirAll(d.dir, 0o700); d.err != nil {
		return false
	}
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		d.err = err
		return false
	}
	type kept struct {
		key  string
		size int64
		used time.Time
	}
	var found []kept
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) {
			os.Remove(filepath.Join(d.dir, e.Name())) // left by a process that was killed
			continue
		}
		key, ok := strings.CutSuffix(e.Name(), clipSuffix)
		info, err := e.Info()
		if ok && isKey(key) && err == nil && info.Mode().IsRegular() {
			found = append(found, kept{key, info.Size(), info.ModTime()})
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].used.Before(found[j].used) })
	for _, f := range found {
		d.keep(f.key, f.size)
	}
	return true
}

// keep records a file and removes the files that no longer fit.
func (d *diskCache) keep(key string, size int64) {
	for _, dropped := range d.files.put(key, size) {
		os.Remove(d.path(dropped))
	}
	if _, ok := d.files.items[key]; !ok {
		os.Remove(d.path(key)) // larger than the whole cache
	}
}

func (d *diskCache) path(key string) string { return filepath.Join(d.dir, key+clipSuffix) }

// get reads a clip. It removes an incomplete file.
func (d *diskCache) get(key string) ([]byte, bool) {
	if !d.open() {
		return nil, false
	}
	if _, ok := d.files.get(key); !ok {
		return nil, false
	}
	wav, err := os.ReadFile(d.path(key))
	if err != nil || !wholeClip(wav) {
		os.Remove(d.path(key))
		d.files.drop(key)
		return nil, false
	}
	now := time.Now()
	os.Chtimes(d.path(key), now, now) // so that the order outlives the process
	return wav, true
}

// put writes a clip atomically.
func (d *diskCache) put(key string, wav []byte) {
	if !d.open() {
		return
	}
	if d.err = d.write(key, wav); d.err == nil {
		d.keep(key, int64(len(wav)))
	}
}

func (d *diskCache) write(key string, wav []byte) error {
	f, err := os.CreateTemp(d.dir, tempPrefix)
	if err != nil {
		return err
	}
	_, err = f.Write(wav)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), d.path(key))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// wipe removes every clip from the disk, including clips of another process that this one
// does not know.
func (d *diskCache) wipe() error {
	d.files.clear()
	d.ready, d.err = false, nil // an erase may remove the folder itself
	if d.dir == "" {
		return nil
	}
	entries, err := os.ReadDir(d.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return study.Errorf(study.Unavailable, "the kept speech could not be erased (%w); delete the folder %s yourself", err, d.dir)
	}
	for _, e := range entries {
		key, ok := strings.CutSuffix(e.Name(), clipSuffix)
		if !(ok && isKey(key)) && !strings.HasPrefix(e.Name(), tempPrefix) {
			continue
		}
		if err := d.remove(filepath.Join(d.dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return study.Errorf(study.Unavailable, "the kept speech could not be erased (%w); delete the folder %s yourself", err, d.dir)
		}
	}
	return nil
}

// wholeClip reports whether a file is a complete WAV as audio.WAV writes it.
func wholeClip(wav []byte) bool {
	p, err := audio.DecodeWAV(wav)
	return err == nil && len(audio.WAV(p)) == len(wav)
}
