//go:build js

package opfs

import (
	_ "embed"
	"os"
	"syscall/js"
	"testing"

	"carrel/internal/faults"
)

//go:embed fake_test.js
var fakeScript string

// TestMain gives node, which has no private file system, one in memory. In a
// browser the tests run on the browser's own.
func TestMain(m *testing.M) {
	if js.Global().Get("process").Truthy() && !at(js.Global(), "navigator", "storage").Truthy() {
		js.Global().Call("eval", fakeScript)
	}
	os.Exit(m.Run())
}

// fakeFiles is the file system in memory; a test that needs it is skipped in a
// browser.
func fakeFiles(t *testing.T) js.Value {
	t.Helper()
	fake := js.Global().Get("fakeFiles")
	if !fake.Truthy() {
		t.Skip("this needs the files in memory that the tests have in node")
	}
	return fake
}

func bytesOf(v js.Value) []byte {
	b := make([]byte, v.Get("length").Int())
	js.CopyBytesToGo(b, v)
	return b
}

// imageOf is what the file system in memory holds.
func imageOf(fake js.Value) faults.Image {
	im := faults.Image{Files: map[string][]byte{}, Folders: map[string]bool{}}
	for _, v := range list(fake.Get("files").Call("values")) {
		im.Files[v.Get("path").String()] = bytesOf(v.Get("data"))
	}
	for _, v := range list(fake.Get("folders").Call("values")) {
		im.Folders[v.String()] = true
	}
	return im
}

func list(iterator js.Value) []js.Value {
	array := js.Global().Get("Array").Call("from", iterator)
	out := make([]js.Value, array.Length())
	for i := range out {
		out[i] = array.Index(i)
	}
	return out
}

// put makes an image what the file system in memory holds, as after a start.
func put(fake js.Value, im faults.Image) {
	files, folders := []any{}, []any{}
	for name, data := range im.Files {
		array := js.Global().Get("Uint8Array").New(len(data))
		js.CopyBytesToJS(array, data)
		files = append(files, []any{name, array})
	}
	for name := range im.Folders {
		folders = append(folders, name)
	}
	fake.Call("put", files, folders)
}

// logOf is what was done to the file system since it was put.
func logOf(fake js.Value) []faults.Op {
	kinds := map[string]faults.Kind{
		"create": faults.Create, "write": faults.Write, "truncate": faults.Truncate, "sync": faults.Sync,
		"rename": faults.Rename, "remove": faults.Remove, "folder": faults.MakeFolder, "said": faults.Said,
	}
	var log []faults.Op
	for _, v := range list(fake.Get("log").Call("values")) {
		op := faults.Op{Kind: kinds[v.Get("kind").String()], Path: v.Get("path").String(), Began: len(log)}
		switch op.Kind {
		case faults.Write, faults.Said:
			op.Data = bytesOf(v.Get("data"))
			if op.Kind == faults.Write {
				op.Offset = int64(v.Get("offset").Float())
			}
		case faults.Truncate:
			op.Size = int64(v.Get("size").Float())
		case faults.Rename:
			op.To = v.Get("to").String()
		}
		log = append(log, op)
	}
	return log
}

// tell records that somebody was told something.
func tell(fake js.Value, text string) {
	array := js.Global().Get("Uint8Array").New(len(text))
	js.CopyBytesToJS(array, []byte(text))
	fake.Get("log").Call("push", map[string]any{"kind": "said", "data": array})
}
