package apkg

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// memFile is a database file in memory. It consists of blocks, so that growing copies
// nothing. Only one connection uses it, so every lock is granted.
type memFile struct {
	blocks []*[memBlock]byte
	size   int64
}

const memBlock = 256 << 10

func (f *memFile) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) && off < f.size {
		b := f.blocks[off/memBlock][off%memBlock:]
		k := copy(p[n:], b[:min(int64(len(b)), f.size-off)])
		n, off = n+k, off+int64(k)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memFile) WriteAt(p []byte, off int64) (n int, err error) {
	f.size = max(f.size, off+int64(len(p)))
	for int64(len(f.blocks))*memBlock < f.size {
		f.blocks = append(f.blocks, new([memBlock]byte))
	}
	for n < len(p) {
		k := copy(f.blocks[off/memBlock][off%memBlock:], p[n:])
		n, off = n+k, off+int64(k)
	}
	return n, nil
}

// WriteTo writes the whole file to w.
func (f *memFile) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, io.NewSectionReader(f, 0, f.size))
}

func (f *memFile) Truncate(size int64) error        { f.size = min(f.size, size); return nil }
func (f *memFile) Size() (int64, error)             { return f.size, nil }
func (f *memFile) Close() error                     { return nil }
func (f *memFile) Sync(vfs.SyncFlag) error          { return nil }
func (f *memFile) Lock(vfs.LockLevel) error         { return nil }
func (f *memFile) Unlock(vfs.LockLevel) error       { return nil }
func (f *memFile) CheckReservedLock() (bool, error) { return false, nil }
func (f *memFile) SectorSize() int                  { return 0 }
func (f *memFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_SEQUENTIAL | vfs.IOCAP_SAFE_APPEND | vfs.IOCAP_POWERSAFE_OVERWRITE
}

const memVFSName = "carrel-export"

// memVFS finds memFiles by name.
type memVFS struct{}

var (
	memMu    sync.Mutex
	memFiles = map[string]*memFile{}
	memCount atomic.Int64
)

func init() { vfs.Register(memVFSName, memVFS{}) }

func (memVFS) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if flags&vfs.OPEN_MAIN_DB == 0 {
		return new(memFile), flags | vfs.OPEN_MEMORY, nil
	}
	memMu.Lock()
	defer memMu.Unlock()
	f := memFiles[name]
	if f == nil {
		return nil, flags, sqlite3.CANTOPEN
	}
	return f, flags | vfs.OPEN_MEMORY, nil
}

func (memVFS) Delete(string, bool) error                   { return nil }
func (memVFS) Access(string, vfs.AccessFlag) (bool, error) { return false, nil }
func (memVFS) FullPathname(name string) (string, error)    { return name, nil }

// newMemory opens an empty database in memory that can be written out as a file. closeAll
// frees it.
func newMemory() (conn *sqlite3.Conn, file *memFile, closeAll func(), err error) {
	name := fmt.Sprintf("carrel-export-%d", memCount.Add(1))
	file = new(memFile)
	memMu.Lock()
	memFiles[name] = file
	memMu.Unlock()
	forget := func() {
		memMu.Lock()
		delete(memFiles, name)
		memMu.Unlock()
	}
	conn, err = sqlite3.Open("file:" + name + "?vfs=" + memVFSName)
	if err != nil {
		forget()
		return nil, nil, nil, err
	}
	return conn, file, func() { conn.Close(); forget() }, nil
}
