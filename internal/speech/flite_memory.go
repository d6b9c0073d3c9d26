//go:build !js

package speech

import (
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// memories reuses the memory of one run of flite for the next. Flite's data alone fills
// 16 MB, and allocating that anew for each sentence takes longer than a short sentence.
// Memory that is not used for a while is freed.
type memories struct{ idle sync.Pool }

// memoryRoom is the initial size of a memory: flite's own start size, and room for a
// typical sentence.
const memoryRoom = 24 << 20

// Allocate is called by wazero for each instance.
func (m *memories) Allocate(_, most uint64) experimental.LinearMemory {
	l := &lentMemory{from: m, most: most}
	if b, ok := m.idle.Get().(*[]byte); ok {
		l.bytes = (*b)[:0]
	}
	return l
}

// lentMemory is the memory of one instance. The bytes beyond its length are always zero.
type lentMemory struct {
	from  *memories
	most  uint64
	bytes []byte
}

// Reallocate grows the memory.
func (l *lentMemory) Reallocate(size uint64) []byte {
	switch {
	case size > l.most:
		return nil
	case size > uint64(cap(l.bytes)):
		grown := make([]byte, size, max(memoryRoom, size+size/4))
		copy(grown, l.bytes)
		l.bytes = grown
	default:
		l.bytes = l.bytes[:size]
	}
	return l.bytes
}

// Free returns the memory for reuse. It clears it first, so that nothing of the text
// remains.
func (l *lentMemory) Free() {
	if l.bytes == nil {
		return
	}
	used := l.bytes
	l.bytes = nil
	clear(used)
	if cap(used) <= 2*memoryRoom {
		l.from.idle.Put(&used)
	}
}
