//go:build !js

package emscripten

import (
	"github.com/tetratelabs/wazero/api"
)

const page = 65536

// libc behaves as web/src/listen/emscripten.ts does: no files, no environment, no time of
// day, and memory that can grow.
var libc = map[string]func(mem api.Memory, args []uint64) int32{
	"_exit":             func(_ api.Memory, args []uint64) int32 { panic("the recogniser called exit") },
	"_fd_close":         constant(52),
	"_fd_read":          constant(52),
	"_fd_seek":          constant(70),
	"_fd_write":         write,
	"___syscall_openat": constant(-44),
	"___syscall_stat64": constant(-44),
	"__mmap_js":         constant(-52),
	"_emscripten_resize_heap": func(mem api.Memory, args []uint64) int32 {
		have := uint64(mem.Size())
		want := max(args[0]&0xffffffff, have*6/5)
		if _, ok := mem.Grow(uint32((want - have + page - 1) / page)); !ok {
			return 0
		}
		return 1
	},
	"_emscripten_get_heap_max": func(api.Memory, []uint64) int32 { return -1 << 31 },
	"_emscripten_memcpy_big": func(mem api.Memory, args []uint64) int32 {
		if from, ok := mem.Read(uint32(args[1]), uint32(args[2])); ok {
			mem.Write(uint32(args[0]), from)
		}
		return 0
	},
	"_environ_sizes_get": func(mem api.Memory, args []uint64) int32 {
		mem.WriteUint32Le(uint32(args[0]), 0)
		mem.WriteUint32Le(uint32(args[1]), 0)
		return 0
	},
	"___syscall_newfstatat": constant(-44),
}

func constant(n int32) func(api.Memory, []uint64) int32 {
	return func(api.Memory, []uint64) int32 { return n }
}

// write discards the recogniser's log lines; everything that matters is in the results.
func write(mem api.Memory, args []uint64) int32 {
	iov, count, written := uint32(args[1]), uint32(args[2]), uint32(args[3])
	total := uint32(0)
	for i := range count {
		n, _ := mem.ReadUint32Le(iov + 8*i + 4)
		total += n
	}
	mem.WriteUint32Le(written, total)
	return 0
}
