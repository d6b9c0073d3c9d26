//go:build !js

package speech

import (
	"bytes"
	"testing"
)

func TestLentMemoryIsAlwaysZeroAndGrows(t *testing.T) {
	var m memories
	for range 3 {
		l := m.Allocate(0, 64<<20)
		at := uint64(0)
		for _, size := range []uint64{16 << 20, 20 << 20, 30 << 20, 30 << 20} {
			b := l.Reallocate(size)
			if uint64(len(b)) != size {
				t.Fatalf("%d bytes, want %d", len(b), size)
			}
			if at > 0 && b[at-1] != 1 {
				t.Fatal("growing lost what was there")
			}
			if i := bytes.IndexFunc(b[at:], func(r rune) bool { return r != 0 }); i >= 0 {
				t.Fatalf("byte %d of new memory is not zero", i)
			}
			for i := range b {
				b[i] = 1
			}
			at = size
		}
		if l.Reallocate(65<<20) != nil {
			t.Fatal("grew beyond its bound")
		}
		l.Free()
		l.Free()
	}
}
