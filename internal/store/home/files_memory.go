package home

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"sync"
)

// NewMemoryFiles stores media in memory.
func NewMemoryFiles() Files { return &memoryFiles{files: map[string][]byte{}} }

type memoryFiles struct {
	mu    sync.Mutex
	files map[string][]byte
}

func (m *memoryFiles) Put(r io.Reader) (string, int64, bool, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return "", 0, false, err
	}
	sum := sha256.Sum256(b)
	hash := hex.EncodeToString(sum[:])
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.files[hash]; ok {
		return hash, int64(len(b)), false, nil
	}
	m.files[hash] = b
	return hash, int64(len(b)), true, nil
}

func (m *memoryFiles) Open(hash string) (io.ReadSeekCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.files[hash]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return memoryFile{bytes.NewReader(b)}, nil
}

func (m *memoryFiles) Remove(hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, hash)
	return nil
}

func (m *memoryFiles) All() iter.Seq2[FileInfo, error] {
	m.mu.Lock()
	hashes := slices.Sorted(maps.Keys(m.files))
	m.mu.Unlock()
	return func(yield func(FileInfo, error) bool) {
		for _, hash := range hashes {
			m.mu.Lock()
			b, ok := m.files[hash]
			m.mu.Unlock()
			if ok && !yield(FileInfo{hash, int64(len(b))}, nil) {
				return
			}
		}
	}
}

func (m *memoryFiles) Sync() error { return nil }

type memoryFile struct{ *bytes.Reader }

func (memoryFile) Close() error { return nil }
