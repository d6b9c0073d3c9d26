package store

import (
	"fmt"

	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/store/home"
)

// MemoryCopy returns the name of a new database in memory to which BeforeUpgrade can copy a
// collection, and the options that open the copy. files has the collection's media. drop
// frees the memory after the copy is closed. It serves hosts without a folder for a copy.
func MemoryCopy(zone string, files home.Files) (name string, opt Options, drop func()) {
	in := fmt.Sprintf("carrel-copy-%d", copies.Add(1))
	memory := &copyFS{files: map[string]*copyFile{}, bare: true}
	vfs.Register(in, memory)
	opt = Options{Home: "a copy in memory", VFS: in, Database: "/" + DatabaseName, Zone: zone, Files: files}
	return "file:/" + DatabaseName + "?vfs=" + in, opt, func() {
		vfs.Unregister(in)
		memory.close()
	}
}
