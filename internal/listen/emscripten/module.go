//go:build !js

package emscripten

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"carrel/internal/listen/exports"
	"carrel/internal/study"
)

// Module is a running C module. It is not safe for concurrent use.
type Module struct {
	runtime wazero.Runtime
	module  api.Module
	names   exports.Map
	calls   map[string]api.Function
}

// Start compiles and starts a module. It fails if wasm is not the build for which names
// was made.
func Start(ctx context.Context, wasm []byte, names exports.Map) (*Module, error) {
	if err := names.Check(wasm); err != nil {
		return nil, err
	}
	m := &Module{runtime: wazero.NewRuntime(ctx), names: names, calls: map[string]api.Function{}}
	if err := m.start(ctx, wasm); err != nil {
		m.runtime.Close(ctx)
		return nil, study.Because(err, study.Internal, "npm %s %s did not start", names.Package, names.Version)
	}
	return m, nil
}

func (m *Module) start(ctx context.Context, wasm []byte) error {
	compiled, err := m.runtime.CompileModule(ctx, wasm)
	if err != nil {
		return err
	}
	host := m.runtime.NewHostModuleBuilder("a")
	for _, f := range compiled.ImportedFunctions() {
		_, short, _ := f.Import()
		call := libc[m.names.Imports[short]]
		results := len(f.ResultTypes())
		host.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(_ context.Context, mod api.Module, stack []uint64) {
			answer := int32(0)
			if call != nil {
				answer = call(mod.Memory(), stack)
			}
			if results > 0 {
				stack[0] = api.EncodeI32(answer)
			}
		}), f.ParamTypes(), f.ResultTypes()).Export(short)
	}
	if _, err := host.Instantiate(ctx); err != nil {
		return err
	}
	m.module, err = m.runtime.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		return err
	}
	_, err = m.module.ExportedFunction(m.names.Init).Call(ctx)
	return err
}

// Close frees the module and its memory.
func (m *Module) Close(ctx context.Context) error {
	return m.runtime.Close(ctx)
}

// Call calls a C function by name and converts the arguments to the parameter types of
// the function. The result is the function's int or pointer, the bits of its float32, or
// 0 for void. A trap inside the module is an error.
func (m *Module) Call(ctx context.Context, name string, args ...float64) (uint32, error) {
	f := m.calls[name]
	if f == nil {
		if f = m.module.ExportedFunction(m.names.Exports[name]); f == nil {
			return 0, study.Errorf(study.Internal, "npm %s has no function %s", m.names.Package, name)
		}
		m.calls[name] = f
	}
	var buf [8]uint64
	types := f.Definition().ParamTypes()
	if len(types) != len(args) {
		return 0, study.Errorf(study.Internal, "npm %s: %s takes %d arguments, got %d", m.names.Package, name, len(types), len(args))
	}
	for i, a := range args {
		switch types[i] {
		case api.ValueTypeF64:
			buf[i] = api.EncodeF64(a)
		case api.ValueTypeF32:
			buf[i] = api.EncodeF32(float32(a))
		default:
			buf[i] = api.EncodeU32(uint32(int64(a)))
		}
	}
	if err := f.CallWithStack(ctx, buf[:max(len(args), 1)]); err != nil {
		return 0, study.Because(err, study.Internal, "npm %s failed in %s", m.names.Package, name)
	}
	return uint32(buf[0]), nil
}

// Malloc allocates size bytes in the module's memory.
func (m *Module) Malloc(ctx context.Context, size int) (uint32, error) {
	at, err := m.Call(ctx, "malloc", float64(size))
	if err == nil && at == 0 {
		err = study.Errorf(study.Unavailable, "the recogniser is out of memory")
	}
	return at, err
}

// Free frees memory of Malloc.
func (m *Module) Free(ctx context.Context, at uint32) error {
	_, err := m.Call(ctx, "free", float64(at))
	return err
}

// Put copies bytes into the module's memory, followed by a zero. The caller must free
// them.
func (m *Module) Put(ctx context.Context, data []byte) (uint32, error) {
	at, err := m.Malloc(ctx, len(data)+1)
	if err != nil {
		return 0, err
	}
	mem := m.module.Memory()
	if !mem.Write(at, data) || !mem.WriteByte(at+uint32(len(data)), 0) {
		return 0, study.Errorf(study.Internal, "the recogniser gave memory it does not have")
	}
	return at, nil
}

// PutFloats writes samples to memory that has at least 4·len(x) bytes.
func (m *Module) PutFloats(at uint32, x []float32) {
	view, ok := m.module.Memory().Read(at, uint32(4*len(x)))
	if !ok {
		return
	}
	for i, v := range x {
		binary.LittleEndian.PutUint32(view[4*i:], math.Float32bits(v))
	}
}

// Floats reads samples from memory.
func (m *Module) Floats(at uint32, x []float32) {
	view, ok := m.module.Memory().Read(at, uint32(4*len(x)))
	if !ok {
		return
	}
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(view[4*i:]))
	}
}

// Int32 reads an int.
func (m *Module) Int32(at uint32) int32 {
	v, _ := m.module.Memory().ReadUint32Le(at)
	return int32(v)
}

// String reads a zero-terminated string; a null pointer gives "".
func (m *Module) String(at uint32) string {
	if at == 0 {
		return ""
	}
	mem := m.module.Memory()
	view, ok := mem.Read(at, mem.Size()-at)
	if !ok {
		return ""
	}
	if end := bytes.IndexByte(view, 0); end >= 0 {
		view = view[:end]
	}
	return string(view)
}
