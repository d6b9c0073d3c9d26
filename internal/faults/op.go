package faults

import "fmt"

// Kind is the kind of an operation.
type Kind int

// The operations that change a disk, and the output of a program.
const (
	Open     Kind = iota // opens an existing file
	Create               // creates and opens a new file
	Write                // writes Data at Offset
	Truncate             // sets the length of the file to Size bytes
	Allocate             // extends the file to at least Size bytes
	Sync                 // syncs the file or folder at Path
	SyncAll              // syncs all files
	Rename               // renames Path to To
	Link                 // makes To another name of Path
	Remove               // removes a file
	MakeFolder
	RemoveFolder
	Said // the program printed Data, which promises something to its reader
)

var kindNames = [...]string{"open", "create", "write", "truncate", "allocate", "sync", "sync all", "rename", "link", "remove", "make folder", "remove folder", "said"}

func (k Kind) String() string { return kindNames[k] }

// Op is one operation on files. A log lists operations in the order in which they
// ended.
type Op struct {
	Kind   Kind
	Path   string // relative to the watched folder
	To     string
	Offset int64
	Size   int64
	Data   []byte
	// Began is how many operations had ended when a sync began: the sync does not
	// cover later ones.
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
