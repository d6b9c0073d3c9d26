package faults

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Image is the content of a disk: files by path, and folders.
type Image struct {
	Files   map[string][]byte
	Folders map[string]bool
}

// ReadImage reads a folder with everything in it.
func ReadImage(folder string) (Image, error) {
	im := Image{map[string][]byte{}, map[string]bool{}}
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(folder, name)
		if err != nil || rel == "." {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir():
			im.Folders[rel] = true
		case d.Type().IsRegular():
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			im.Files[rel] = data
		}
		return nil
	})
	return im, err
}

// WriteTo writes the files and folders into an empty folder.
func (im Image) WriteTo(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for name := range im.Folders {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			return err
		}
	}
	for name, data := range im.Files {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// Fate says what a power cut does to operations that were not synced.
type Fate struct {
	// Keep is the probability that an unsynced operation is on the disk anyway,
	// independent of the operations before it.
	Keep float64
	// Tear is the probability that a kept write is only partly there: some of its
	// sectors, or its beginning.
	Tear float64
	// Zero is the probability that a lost write beyond the end of a file leaves
	// zeros: the file has its new length, but the data never arrived.
	Zero float64
	// Ordered keeps folder changes in order, as a journaling file system does: a
	// prefix of the unsynced changes is there. Otherwise each change is there or
	// not, independently.
	Ordered bool
	// Journal makes the sync of any file keep all names that were created, moved
	// or removed before it, as journaling file systems do. It requires Ordered,
	// and is for hosts that cannot sync a folder.
	Journal bool
	// Deaf ignores every sync, like a disk that acknowledges a sync without doing
	// it.
	Deaf bool
}

// SomeFate returns a random fate: nothing unsynced survives, all of it, or some.
func SomeFate(r *rand.Rand) Fate {
	f := Fate{Ordered: r.IntN(2) == 0, Zero: float64(r.IntN(3)) / 2}
	switch r.IntN(6) {
	case 0: // nothing
	case 1:
		f.Keep = 1
	default:
		f.Keep = 0.1 + 0.8*r.Float64()
		f.Tear = r.Float64() * 0.5
	}
	return f
}

// sector is the number of bytes that a disk writes atomically.
const sector = 512

// inode is a file, independent of its names.
type inode struct {
	base  []byte
	ops   []change
	final []byte
	built bool
}

// change is an operation on the content of a file.
type change struct {
	op   Op
	at   int // index in the log
	safe bool
}

// entry is an operation on a folder.
type entry struct {
	kind     Kind
	path, to string
	file     *inode
	at       int
	safe     bool
}

// Cut returns a possible state of the disk when the power is cut after the first
// n operations of a log that began with base: everything that was synced, and of
// the rest what fate leaves. A sync counts only once it has completed.
func Cut(base Image, log []Op, n int, fate Fate, r *rand.Rand) (Image, error) {
	d := newDisk(base)
	for i, op := range log[:n] {
		if err := d.apply(i, op, fate); err != nil {
			return Image{}, fmt.Errorf("operation %d, %v: %w", i, op, err)
		}
	}
	return d.image(fate, r), nil
}

type disk struct {
	base    Image
	names   map[string]*inode // as programs see them
	first   map[string]*inode // as they were at the beginning
	entries []entry
	inodes  []*inode
}

func newDisk(base Image) *disk {
	d := &disk{base: base, names: map[string]*inode{}, first: map[string]*inode{}}
	for name, data := range base.Files {
		f := d.newFile()
		f.base = data
		d.names[name], d.first[name] = f, f
	}
	return d
}

func (d *disk) newFile() *inode {
	f := &inode{}
	d.inodes = append(d.inodes, f)
	return f
}

func (d *disk) apply(i int, op Op, fate Fate) error {
	file := d.names[op.Path]
	switch op.Kind {
	case Open, Said:
	case Create:
		if file != nil {
			return nil // opened by two threads at once
		}
		file = d.newFile()
		d.names[op.Path] = file
		d.entries = append(d.entries, entry{kind: Create, path: op.Path, file: file, at: i})
	case Write, Truncate, Allocate:
		if file == nil {
			return errNoFile
		}
		file.ops = append(file.ops, change{op: op, at: i})
	case Sync, SyncAll:
		if !fate.Deaf {
			d.syncs(op, fate)
		}
	case Rename, Link:
		if file == nil {
			return errNoFile
		}
		d.names[op.To] = file
		if op.Kind == Rename {
			delete(d.names, op.Path)
		}
		d.entries = append(d.entries, entry{kind: op.Kind, path: op.Path, to: op.To, file: file, at: i})
	case Remove, MakeFolder, RemoveFolder:
		delete(d.names, op.Path)
		d.entries = append(d.entries, entry{kind: op.Kind, path: op.Path, at: i})
	}
	return nil
}

var errNoFile = errors.New("there is no such file")

func (d *disk) syncs(op Op, fate Fate) {
	if op.Kind == SyncAll {
		d.syncAll(op.Began)
		return
	}
	d.sync(op.Path, d.names[op.Path], op.Began)
	if fate.Journal {
		d.syncNames(op.Began)
	}
}

func (d *disk) sync(name string, file *inode, began int) {
	if file != nil {
		for i := range file.ops {
			file.ops[i].safe = file.ops[i].safe || file.ops[i].at < began
		}
		return
	}
	for i := range d.entries {
		e := &d.entries[i]
		in := path.Dir(e.path) == name
		if e.to != "" {
			in = path.Dir(e.to) == name
		}
		e.safe = e.safe || in && e.at < began
	}
}

func (d *disk) syncAll(began int) {
	for _, file := range d.inodes {
		for i := range file.ops {
			file.ops[i].safe = file.ops[i].safe || file.ops[i].at < began
		}
	}
	d.syncNames(began)
}

func (d *disk) syncNames(began int) {
	for i := range d.entries {
		d.entries[i].safe = d.entries[i].safe || d.entries[i].at < began
	}
}

func (d *disk) image(fate Fate, r *rand.Rand) Image {
	im := Image{map[string][]byte{}, map[string]bool{}}
	for name := range d.base.Folders {
		im.Folders[name] = true
	}
	names := maps.Clone(d.first)
	for _, e := range d.kept(fate, r) {
		e.apply(names, im.Folders)
	}
	// Sorted by name, so that the same seed gives the same image.
	for _, name := range slices.Sorted(maps.Keys(names)) {
		im.Files[name] = names[name].content(fate, r)
		if IsSharedIndex(name) && len(im.Files[name]) > 0 && r.IntN(2) == 0 {
			im.Files[name] = junk(len(im.Files[name]), r)
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			im.Folders[dir] = true // a folder exists if it contains something
		}
	}
	return im
}

// apply makes the change of an entry to the names of files and to the folders.
func (e *entry) apply(names map[string]*inode, folders map[string]bool) {
	switch e.kind {
	case Create:
		names[e.path] = e.file
	case Rename:
		if names[e.path] == e.file {
			delete(names, e.path)
		}
		names[e.to] = e.file
	case Link:
		names[e.to] = e.file
	case Remove:
		delete(names, e.path)
	case MakeFolder:
		folders[e.path] = true
	case RemoveFolder:
		delete(folders, e.path)
	}
}

// kept returns the folder changes that are on the disk.
func (d *disk) kept(fate Fate, r *rand.Rand) []entry {
	if fate.Ordered {
		last := 0
		for i, e := range d.entries {
			if e.safe {
				last = i + 1
			}
		}
		for last < len(d.entries) && r.Float64() < fate.Keep {
			last++
		}
		return d.entries[:last]
	}
	var kept []entry
	for _, e := range d.entries {
		if e.safe || r.Float64() < fate.Keep {
			kept = append(kept, e)
		}
	}
	return kept
}

// content returns the content of a file after the cut.
func (f *inode) content(fate Fate, r *rand.Rand) []byte {
	if f.built {
		return f.final
	}
	f.built = true
	data := slices.Clone(f.base)
	for _, c := range f.ops {
		if c.safe {
			data = whole(data, c.op)
			continue
		}
		switch {
		case r.Float64() >= fate.Keep:
			if end := c.op.Offset + int64(len(c.op.Data)); c.op.Kind == Write && end > int64(len(data)) && r.Float64() < fate.Zero {
				data = grown(data, end)
			}
		case c.op.Kind == Write && r.Float64() < fate.Tear:
			data = torn(data, c.op, r)
		default:
			data = whole(data, c.op)
		}
	}
	f.final = data
	return data
}

// junk returns possible content of a file that is written only through shared
// memory.
func junk(n int, r *rand.Rand) []byte {
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	return data
}

func grown(data []byte, size int64) []byte {
	if n := size - int64(len(data)); n > 0 {
		data = append(data, make([]byte, n)...)
	}
	return data
}

func whole(data []byte, op Op) []byte {
	switch op.Kind {
	case Write:
		data = grown(data, op.Offset+int64(len(op.Data)))
		copy(data[op.Offset:], op.Data)
	case Truncate:
		if op.Size < int64(len(data)) {
			return data[:op.Size:op.Size]
		}
		data = grown(data, op.Size)
	case Allocate:
		data = grown(data, op.Size)
	}
	return data
}

// torn writes a part of data: random sectors, or the beginning up to a random
// byte.
func torn(data []byte, op Op, r *rand.Rand) []byte {
	if r.IntN(3) == 0 {
		op.Data = op.Data[:r.IntN(len(op.Data)+1)]
		if len(op.Data) == 0 {
			return data
		}
		return whole(data, op)
	}
	end := op.Offset + int64(len(op.Data))
	for from := op.Offset; from < end; {
		to := min(end, (from/sector+1)*sector)
		if r.IntN(2) == 0 {
			data = whole(data, Op{Kind: Write, Offset: from, Data: op.Data[from-op.Offset : to-op.Offset]})
		}
		from = to
	}
	return data
}

// Difference returns the first file or folder in which two images differ, or "".
// It ignores the shared index of a write-ahead log, which is shared memory and
// not a record.
func Difference(a, b Image) string {
	for name, data := range a.Files {
		other, there := b.Files[name]
		switch {
		case IsSharedIndex(name):
		case !there:
			return name + " is in the first only"
		case string(data) != string(other):
			return fmt.Sprintf("%s differs: %d bytes and %d", name, len(data), len(other))
		}
	}
	for name := range b.Files {
		if _, there := a.Files[name]; !there && !IsSharedIndex(name) {
			return name + " is in the second only"
		}
	}
	for name := range a.Folders {
		if !b.Folders[name] {
			return "the folder " + name + " is in the first only"
		}
	}
	for name := range b.Folders {
		if !a.Folders[name] {
			return "the folder " + name + " is in the second only"
		}
	}
	return ""
}

// IsSharedIndex reports whether a file is the index that SQLite shares between
// connections. It is written through shared memory and never read after a crash.
func IsSharedIndex(name string) bool { return strings.HasSuffix(name, "-shm") }
