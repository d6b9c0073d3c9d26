package home

import (
	"io"
	"iter"
)

// MediaFolder and CacheFolder are folders of a home. The first has media files, named by
// content; the second has files that can be made again, such as spoken clips.
const (
	MediaFolder = "media"
	CacheFolder = "cache"
)

// Files stores media by content: the name of a file is the SHA-256 of its bytes in 64
// lower-case hexadecimal digits.
type Files interface {
	// Put stores the bytes of r. created is false if they were stored already. On an error it
	// leaves nothing behind.
	Put(r io.Reader) (hash string, size int64, created bool, err error)
	// Open returns the bytes, or an error that is fs.ErrNotExist.
	Open(hash string) (io.ReadSeekCloser, error)
	// Remove makes the bytes unreadable. Removing a missing file is not an error. A
	// NotOverwritten means that the file is gone, but its bytes may remain on the disk.
	Remove(hash string) error
	// All returns every stored file.
	All() iter.Seq2[FileInfo, error]
	// Sync returns when every Put and Remove so far will survive a loss of power.
	Sync() error
}

// FileInfo is one file of a Files.
type FileInfo struct {
	Hash string
	Size int64
}

// hashLength is the number of digits in a file's name.
const hashLength = 64

// IsHash reports whether a name can be that of a file in a Files.
func IsHash(name string) bool {
	if len(name) != hashLength {
		return false
	}
	for i := range len(name) {
		if c := name[i]; !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
			return false
		}
	}
	return true
}
