//go:build !js

package speech

import (
	"context"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"
)

// This file implements the part of WASI preview 1 that flite uses, and no more. A program
// gets arguments, one file to write, and nothing to read. There is no disk, no clock and
// no randomness, so the same sentence always gives the same bytes.
// web/src/speech/flite.ts does the same for browsers.

// WASI error numbers.
const (
	wasiOK       = 0
	wasiBadFD    = 8
	wasiInvalid  = 28
	wasiNoSpace  = 51
	wasiNoSeek   = 70
	wasiFault    = 21
	wasiNotFound = 44
)

// File descriptors: the standard three, the root folder, and the file that is written.
const (
	wasiStderr = 2
	wasiRoot   = 3
	wasiFile   = 4
)

// wasiProcess is one run of a program.
type wasiProcess struct {
	args     []string
	limit    int // bytes of output
	output   []byte
	messages []byte // standard output and error, truncated
	finished bool   // the program called proc_exit
	exitCode uint32
}

type wasiKey struct{}

// within returns the context in which the host functions find the process.
func (p *wasiProcess) within(ctx context.Context) context.Context {
	return context.WithValue(ctx, wasiKey{}, p)
}

func processOf(ctx context.Context) *wasiProcess { return ctx.Value(wasiKey{}).(*wasiProcess) }

const (
	i32 = api.ValueTypeI32
	i64 = api.ValueTypeI64
)

// provideWASI adds the module of host functions to a runtime.
func provideWASI(ctx context.Context, runtime wazero.Runtime) error {
	builder := runtime.NewHostModuleBuilder("wasi_snapshot_preview1")
	for _, f := range []struct {
		name   string
		params []api.ValueType
		call   func(p *wasiProcess, m api.Memory, a []uint64) uint32
	}{
		{"args_sizes_get", []api.ValueType{i32, i32}, (*wasiProcess).argsSizes},
		{"args_get", []api.ValueType{i32, i32}, (*wasiProcess).argsGet},
		{"clock_time_get", []api.ValueType{i32, i64, i32}, (*wasiProcess).clock},
		{"fd_close", []api.ValueType{i32}, (*wasiProcess).ok},
		{"fd_fdstat_get", []api.ValueType{i32, i32}, (*wasiProcess).fdstat},
		{"fd_fdstat_set_flags", []api.ValueType{i32, i32}, (*wasiProcess).ok},
		{"fd_prestat_get", []api.ValueType{i32, i32}, (*wasiProcess).prestat},
		{"fd_prestat_dir_name", []api.ValueType{i32, i32, i32}, (*wasiProcess).prestatName},
		{"fd_read", []api.ValueType{i32, i32, i32, i32}, (*wasiProcess).read},
		{"fd_seek", []api.ValueType{i32, i64, i32, i32}, (*wasiProcess).seek},
		{"fd_write", []api.ValueType{i32, i32, i32, i32}, (*wasiProcess).write},
		{"path_open", []api.ValueType{i32, i32, i32, i32, i32, i64, i64, i32, i32}, (*wasiProcess).open},
	} {
		builder.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(ctx context.Context, m api.Module, stack []uint64) {
			stack[0] = uint64(f.call(processOf(ctx), m.Memory(), stack))
		}), f.params, []api.ValueType{i32}).Export(f.name)
	}
	builder.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(ctx context.Context, m api.Module, stack []uint64) {
		p := processOf(ctx)
		p.finished, p.exitCode = true, uint32(stack[0])
		m.CloseWithExitCode(ctx, p.exitCode)
		// Like wazero's own WASI: the program must not continue after this.
		panic(sys.NewExitError(p.exitCode))
	}), []api.ValueType{i32}, nil).Export("proc_exit")
	_, err := builder.Instantiate(ctx)
	return err
}

func (p *wasiProcess) ok(api.Memory, []uint64) uint32 { return wasiOK }

func (p *wasiProcess) argsSizes(m api.Memory, a []uint64) uint32 {
	size := 0
	for _, arg := range p.args {
		size += len(arg) + 1
	}
	return stored(m.WriteUint32Le(uint32(a[0]), uint32(len(p.args))) && m.WriteUint32Le(uint32(a[1]), uint32(size)))
}

func (p *wasiProcess) argsGet(m api.Memory, a []uint64) uint32 {
	list, bytes := uint32(a[0]), uint32(a[1])
	for _, arg := range p.args {
		if !m.WriteUint32Le(list, bytes) || !m.WriteString(bytes, arg+"\x00") {
			return wasiFault
		}
		list += 4
		bytes += uint32(len(arg)) + 1
	}
	return wasiOK
}

func (p *wasiProcess) clock(m api.Memory, a []uint64) uint32 {
	return stored(m.WriteUint64Le(uint32(a[2]), 0))
}

// fdstat reports a folder for the root, a regular file for the file, and a character
// device for the others, with all rights.
func (p *wasiProcess) fdstat(m api.Memory, a []uint64) uint32 {
	kind := map[uint32]byte{wasiRoot: 3, wasiFile: 4}[uint32(a[0])]
	switch {
	case uint32(a[0]) > wasiFile:
		return wasiBadFD
	case kind == 0:
		kind = 2
	}
	at := uint32(a[1])
	return stored(m.WriteUint64Le(at, uint64(kind)) && m.WriteUint64Le(at+8, 1<<32-1) && m.WriteUint64Le(at+16, 1<<32-1))
}

func (p *wasiProcess) prestat(m api.Memory, a []uint64) uint32 {
	if uint32(a[0]) != wasiRoot {
		return wasiBadFD
	}
	return stored(m.WriteUint32Le(uint32(a[1]), 0) && m.WriteUint32Le(uint32(a[1])+4, 1))
}

func (p *wasiProcess) prestatName(m api.Memory, a []uint64) uint32 {
	if uint32(a[0]) != wasiRoot || uint32(a[2]) < 1 {
		return wasiInvalid
	}
	return stored(m.WriteByte(uint32(a[1]), '/'))
}

func (p *wasiProcess) read(api.Memory, []uint64) uint32 { return wasiBadFD }

func (p *wasiProcess) seek(api.Memory, []uint64) uint32 { return wasiNoSeek }

// open returns the one output file for any name that is to be created. No file exists to
// be read.
func (p *wasiProcess) open(m api.Memory, a []uint64) uint32 {
	const create = 1
	if a[4]&create == 0 {
		return wasiNotFound
	}
	return stored(m.WriteUint32Le(uint32(a[8]), wasiFile))
}

func (p *wasiProcess) write(m api.Memory, a []uint64) uint32 {
	fd, list, count, written := uint32(a[0]), uint32(a[1]), uint32(a[2]), uint32(0)
	for i := range count {
		at, ok1 := m.ReadUint32Le(list + 8*i)
		size, ok2 := m.ReadUint32Le(list + 8*i + 4)
		bytes, ok3 := m.Read(at, size)
		if !ok1 || !ok2 || !ok3 {
			return wasiFault
		}
		switch {
		case fd == wasiFile && len(p.output)+len(bytes) > p.limit:
			return wasiNoSpace
		case fd == wasiFile:
			p.output = append(p.output, bytes...)
		case fd <= wasiStderr:
			p.messages = append(p.messages, bytes[:min(len(bytes), 1000-min(1000, len(p.messages)))]...)
		default:
			return wasiBadFD
		}
		written += size
	}
	return stored(m.WriteUint32Le(uint32(a[3]), written))
}

func stored(ok bool) uint32 {
	if !ok {
		return wasiFault
	}
	return wasiOK
}
