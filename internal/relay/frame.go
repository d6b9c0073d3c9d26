package relay

import (
	"encoding/binary"
	"encoding/json"
	"io"

	"carrel/internal/study"
)

// protocol is the version of everything in this file. Both sides must agree on
// it.
const protocol = 1

// kind says what a frame contains.
type kind byte

const (
	// From the client.
	hello  kind = iota + 1 // the first frame: what to run
	reply                  // the answer to a call, with its id
	lost                   // a failure: bytes for a sink could not be written
	cancel                 // the person stopped the command

	// From the server.
	welcome  // the first frame: the command runs, or why not
	put      // bytes for a sink, with its id
	call     // a question about standard input or a file, with its id
	progress // the progress of a long job
	exit     // the exit status
)

// Sinks that exist from the start. A file that is being written gets the id of
// the call that created it; those ids are larger.
const (
	standardOutput uint32 = 1
	standardError  uint32 = 2
	firstCall      uint32 = 3
)

// frame is one message: a kind, an id where the kind has one, and a payload.
type frame struct {
	kind    kind
	id      uint32
	payload []byte
}

const (
	headSize = 9
	// largest bounds a payload, in bytes, so that a faulty peer cannot exhaust
	// the memory.
	largest = 4 << 20
	// chunk is how many bytes are read or put at a time.
	chunk = 256 << 10
)

// encode returns the frame in its wire form.
func (f frame) encode() []byte {
	b := make([]byte, headSize, headSize+len(f.payload))
	b[0] = byte(f.kind)
	binary.BigEndian.PutUint32(b[1:], f.id)
	binary.BigEndian.PutUint32(b[5:], uint32(len(f.payload)))
	return append(b, f.payload...)
}

// readFrame reads one frame. io.EOF means that the peer ended between frames.
func readFrame(r io.Reader) (frame, error) {
	var head [headSize]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return frame{}, err
	}
	n := binary.BigEndian.Uint32(head[5:])
	if n > largest {
		return frame{}, study.Errorf(study.Unreadable, "a message of %d bytes is larger than any that Carrel sends", n)
	}
	f := frame{kind: kind(head[0]), id: binary.BigEndian.Uint32(head[1:]), payload: make([]byte, n)}
	if _, err := io.ReadFull(r, f.payload); err != nil {
		return frame{}, io.ErrUnexpectedEOF
	}
	return f, nil
}

// jsonFrame returns a frame with v as JSON. v is a type of this package, and none
// of those can fail to encode.
func jsonFrame(k kind, id uint32, v any) frame {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return frame{kind: k, id: id, payload: b}
}

// Request is a command line and the environment in which it was typed.
type Request struct {
	Args []string `json:"args"`
	Dir  string   `json:"dir"`            // the current folder
	Zone string   `json:"zone,omitempty"` // the TZ variable
}

// greeting is the first message on a connection, in both directions.
type greeting struct {
	Protocol int       `json:"protocol"`
	Version  string    `json:"version"`
	Request  Request   `json:"request"`
	Refused  *wireText `json:"refused,omitempty"`
}

// wireText is an error of Carrel in transit.
type wireText struct {
	Kind    study.ErrorKind `json:"kind"`
	Message string          `json:"message"`
}

// Progress is the progress of a job, as the server reports it.
type Progress struct {
	Name  string `json:"name"`
	Done  int64  `json:"done"`
	Total int64  `json:"total"`
	What  string `json:"what"`
	End   bool   `json:"end,omitempty"`
}

// question is the payload of a call.
type question struct {
	Op   op     `json:"op"`
	Name string `json:"name,omitempty"`
	File uint32 `json:"file,omitempty"` // the id of the call that opened it
	Size int    `json:"size,omitempty"`
}

type op string

const (
	opStdin   op = "stdin"   // at most Size bytes of standard input
	opStat    op = "stat"    // information about the file Name
	opReadDir op = "readdir" // entries of the folder Name
	opOpen    op = "open"    // open Name; the open file itself comes along if possible
	opRead    op = "read"    // the next Size bytes of File
	opCreate  op = "create"  // begin to write Name
	opKeep    op = "keep"    // File is complete: move it to its place
	opClose   op = "close"   // File is no longer needed
	opFlush   op = "flush"   // everything put before this has been written
)

// answer is the payload of a reply. Its data follows after a line break.
type answer struct {
	Err    *wireError `json:"err,omitempty"`
	Info   *fileInfo  `json:"info,omitempty"`
	List   []fileInfo `json:"list,omitempty"`
	EOF    bool       `json:"eof,omitempty"`
	Passed bool       `json:"passed,omitempty"` // the open file itself came with this message
	data   []byte
}

func (a answer) frame(id uint32) frame {
	f := jsonFrame(reply, id, a)
	f.payload = append(append(f.payload, '\n'), a.data...)
	return f
}

func readAnswer(payload []byte) (answer, error) {
	var a answer
	for i, b := range payload {
		if b == '\n' {
			err := json.Unmarshal(payload[:i], &a)
			a.data = payload[i+1:]
			return a, err
		}
	}
	return a, study.Errorf(study.Unreadable, "a reply has no end of its head")
}
