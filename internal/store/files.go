package store

import (
	"io"
	"iter"
)

// MediaFolder and CacheFolder are the folders of a home: media files, kept by
// content, and what can be made again, such as spoken clips.
const (
	MediaFolder = "media"
	CacheFolder = "cache"
)

// Files keeps media by content: a file's name is the SHA-256 of its bytes in 64
// lower-case hexadecimal digits.
type Files interface {
	// Put keeps the bytes of r. created is false where they were there already.
	// Nothing is left behind on an error.
	Put(r io.Reader) (hash string, size int64, created bool, err error)
	// Open returns the bytes, or an error that is fs.ErrNotExist.
	Open(hash string) (io.ReadSeekCloser, error)
	// Remove makes the bytes unreadable. Removing what is not there is no error. A
	// NotOverwritten says that the file is gone, but its bytes may stay on the disk.
	Remove(hash string) error
	// All lists every file kept.
	All() iter.Seq2[FileInfo, error]
	// Sync returns once everything Put and Removed so far survives a loss of power.
	Sync() error
}

// FileInfo is one file of a Files.
type FileInfo struct {
	Hash string
	Size int64
}

// hashLength is the number of digits of a name.
const hashLength = 64

func isHash(name string) bool {
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
