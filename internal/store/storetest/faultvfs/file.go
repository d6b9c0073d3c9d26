package faultvfs

import (
	"errors"

	"github.com/ncruces/go-sqlite3/vfs"
)

type faultFile struct {
	vfs.File
	fs   *FS
	name string
	as   vfs.OpenFlag
}

func (f *faultFile) ReadAt(p []byte, off int64) (n int, err error) {
	err = f.fs.do(Call{Op: Read, File: f.name, As: f.as, At: off, Data: p}, func() (err error) {
		n, err = f.File.ReadAt(p, off)
		return err
	})
	return n, err
}

func (f *faultFile) WriteAt(p []byte, off int64) (n int, err error) {
	err = f.fs.do(Call{Op: Write, File: f.name, As: f.as, At: off, Data: p}, func() (err error) {
		n, err = f.File.WriteAt(p, off)
		return err
	})
	var torn Torn
	if errors.As(err, &torn) {
		n, _ = f.File.WriteAt(p[:min(max(torn.Bytes, 0), len(p))], off)
		err = torn.Err
	}
	return n, err
}

func (f *faultFile) Truncate(size int64) error {
	return f.fs.do(Call{Op: Truncate, File: f.name, As: f.as, At: size}, func() error { return f.File.Truncate(size) })
}

func (f *faultFile) Sync(flags vfs.SyncFlag) error {
	return f.fs.do(Call{Op: Sync, File: f.name, As: f.as}, func() error { return f.File.Sync(flags) })
}

// DeviceCharacteristics hides atomic batch writes, which would bypass the hook.
func (f *faultFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return f.File.DeviceCharacteristics() &^ vfs.IOCAP_BATCH_ATOMIC
}

// SharedMemory is the index of the write-ahead log. It needs no hook, because it is
// rebuilt after a crash.
func (f *faultFile) SharedMemory() vfs.SharedMemory {
	if s, ok := f.File.(vfs.FileSharedMemory); ok {
		return s.SharedMemory()
	}
	return nil
}

// Unwrap is part of vfs.FileUnwrap.
func (f *faultFile) Unwrap() vfs.File { return f.File }
