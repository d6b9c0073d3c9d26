package faults

import "fmt"

// Kind is what an operation does.
type Kind int

// The operations that change what is on a disk, and what a program says.
const (
	Open     Kind = iota // opens a file without making it
	Create               // opens a file that was not there
	Write                // Data at Offset
	Truncate             // the file is Size bytes long from now on
	Allocate             // the file is at least Size bytes long from now on
	Sync                 // of the file, or the folder, at Path
	SyncAll              // of all files
	Rename               // Path becomes To
	Link                 // To is another name of Path
	Remove               // of a file
	MakeFolder
	RemoveFolder
	Said // the program printed Data: whoever reads it was told
)

var kindNames = [...]string{"open", "create", "write", "truncate", "allocate", "sync", "sync all", "rename", "link", "remove", "make folder", "remove folder", "said"}

func (k Kind) String() string { return kindNames[k] }

// Op is one operation on files, in the order in which they ended.
type Op struct {
	Kind   Kind
	Path   string // below the folder that is watched
	To     string
	Offset int64
	Size   int64
	Data   []byte
	// Began is how many operations had ended when a sync began: it says nothing
	// about later ones.
	Began int
}

func (o Op) String() string {
	switch o.Kind {
	case Write:
		return fmt.Sprintf("write %d bytes at %d of %s", len(o.Data), o.Offset, o.Path)
	case Truncate, Allocate:
		return fmt.Sprintf("%s %s to %d", o.Kind, o.Path, o.Size)
	case Rename, Link:
		return fmt.Sprintf("%s %s to %s", o.Kind, o.Path, o.To)
	case Said:
		return fmt.Sprintf("said %q", o.Data)
	}
	return o.Kind.String() + " " + o.Path
}
