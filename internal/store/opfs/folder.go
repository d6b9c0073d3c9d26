//go:build js

package opfs

import (
	"errors"
	"io/fs"
	"syscall/js"
	"time"

	"carrel/internal/browser"
)

// Folder is a folder of the private file system.
type Folder struct{ dir js.Value }

// Open opens a folder below the root, or makes it. An error says that this
// browser has no private file system for workers, or does not let us use it.
func Open(name string) (*Folder, error) {
	storage := at(js.Global(), "navigator", "storage")
	if at(storage, "getDirectory").Type() != js.TypeFunction ||
		at(js.Global(), "FileSystemFileHandle", "prototype", "createSyncAccessHandle").Type() != js.TypeFunction {
		return nil, errors.New("opfs: this browser has no private file system for workers")
	}
	root, err := browser.Call(storage, "getDirectory")
	if err != nil {
		return nil, err
	}
	return (&Folder{root}).folder(name)
}

// at follows names as far as there is anything.
func at(v js.Value, names ...string) js.Value {
	for _, name := range names {
		if !v.Truthy() {
			return js.Undefined()
		}
		v = v.Get(name)
	}
	return v
}

func (f *Folder) folder(name string) (*Folder, error) {
	dir, err := browser.Call(f.dir, "getDirectoryHandle", name, option("create", true))
	if err != nil {
		return nil, err
	}
	return &Folder{dir}, nil
}

func option(name string, value any) map[string]any { return map[string]any{name: value} }

// file finds a file; an error that is fs.ErrNotExist where it is not there
// and not to be made.
func (f *Folder) file(name string, create bool) (js.Value, error) {
	return browser.Call(f.dir, "getFileHandle", name, option("create", create))
}

func (f *Folder) exists(name string) (bool, error) {
	_, err := f.file(name, false)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// remove removes a file; an error that is fs.ErrNotExist where there is none.
func (f *Folder) remove(name string) error {
	_, err := browser.Call(f.dir, "removeEntry", name)
	return err
}

// patience is how long a file may still be held by a worker that was just
// killed.
const patience = 5 * time.Second

// handle opens a file for reading and writing by us alone.
func handle(file js.Value) (js.Value, error) {
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		h, err := browser.Call(file, "createSyncAccessHandle")
		var e *browser.Error
		if err == nil || !errors.As(err, &e) || e.Name != "NoModificationAllowedError" || time.Since(began) > patience {
			return h, err
		}
	}
}

// names lists what is in the folder, files and folders.
func (f *Folder) names() ([]string, error) {
	var out []string
	each := f.dir.Call("keys")
	for {
		next, err := browser.Call(each, "next")
		if err != nil {
			return nil, err
		}
		if next.Get("done").Bool() {
			return out, nil
		}
		out = append(out, next.Get("value").String())
	}
}

// rename gives a file another name, in the place of the file that has it. Not
// every browser can rename: then the file is written once more. As long as there
// is a file under the old name, the one under the new name may be half written.
func (f *Folder) rename(from, to string) error {
	file, err := f.file(from, false)
	if err != nil {
		return err
	}
	if file.Get("move").Type() != js.TypeFunction {
		if err := f.copy(file, to); err != nil {
			return err
		}
		return f.remove(from)
	}
	if err := f.remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err = browser.Call(file, "move", to)
	return err
}

// copy writes a file once more in this folder.
func (f *Folder) copy(from js.Value, to string) error {
	blob, err := browser.Call(from, "getFile")
	if err != nil {
		return err
	}
	file, err := f.file(to, true)
	if err != nil {
		return err
	}
	_, err = write(file, browser.NewBlob(blob))
	return err
}

// shred overwrites a file with zeros and removes it; it is gone in any case
// where bare, which says why it could not be overwritten, is given. Shredding what
// is not there is no error.
func (f *Folder) shred(name string) (bare, err error) {
	file, err := f.file(name, false)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	bare = overwrite(file)
	return bare, f.remove(name)
}
