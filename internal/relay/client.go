package relay

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"carrel/internal/study"
)

// Client gives a command that runs elsewhere access to this process's files and
// standard streams.
type Client struct {
	In       io.Reader
	Out, Err io.Writer
	Progress func(Progress)
	Version  string

	copyFiles bool // send file contents even if the open file could be passed
}

// Run runs a command line in the process that serves a home and returns its exit
// status. It returns ErrNobody if there is no such process. When ctx ends, the
// command is cancelled there.
func (cl Client) Run(ctx context.Context, home string, r Request) (code int, err error) {
	c, err := dial(home)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	if !samePerson(c) {
		return 0, study.Errorf(study.Conflict, "the collection in %s is open for another user: run this command as the user who runs \"carrel serve\"", home)
	}
	s := &served{Client: cl, c: c, files: map[uint32]*os.File{}, created: map[uint32]*newDiskFile{}, failed: map[uint32]bool{}}
	defer s.close()
	in := &inbox{c: c}
	defer in.close()
	if err := s.send(jsonFrame(hello, 0, greeting{Protocol: protocol, Version: cl.Version, Request: r})); err != nil {
		return 0, ErrNobody
	}
	c.SetReadDeadline(time.Now().Add(greetingTime))
	g, err := readGreeting(in, welcome)
	if err != nil {
		return 0, study.Because(err, study.Unavailable, "\"carrel serve\" has the collection in %s open, but does not answer: end it and start it again", home)
	}
	if g.Refused != nil {
		return 0, study.Errorf(g.Refused.Kind, "%s", g.Refused.Message)
	}
	c.SetReadDeadline(time.Time{})
	stop := context.AfterFunc(ctx, func() { s.send(frame{kind: cancel}) })
	defer stop()
	return s.follow(in)
}

// served is the client's state of a command that runs in the other process.
type served struct {
	Client
	c *net.UnixConn

	sending sync.Mutex

	mu      sync.Mutex
	files   map[uint32]*os.File
	created map[uint32]*newDiskFile
	failed  map[uint32]bool
}

func (s *served) send(f frame) error {
	s.sending.Lock()
	defer s.sending.Unlock()
	_, err := s.c.Write(f.encode())
	return err
}

// follow carries out the server's requests until the command has ended.
func (s *served) follow(in *inbox) (int, error) {
	for {
		f, err := readFrame(in)
		if err != nil {
			return 0, study.Because(err, study.Unavailable, "\"carrel serve\" ended before this command was done: start it again and repeat the command")
		}
		switch f.kind {
		case put:
			s.write(f)
		case progress:
			var p Progress
			if json.Unmarshal(f.payload, &p) == nil && s.Progress != nil {
				s.Progress(p)
			}
		case call:
			var q question
			if err := json.Unmarshal(f.payload, &q); err != nil {
				return 0, study.Because(err, study.Internal, "\"carrel serve\" asked for something this command does not know")
			}
			s.take(f.id, q)
		case exit:
			if len(f.payload) != 1 {
				return 0, study.Errorf(study.Internal, "\"carrel serve\" gave no exit status")
			}
			return int(f.payload[0]), nil
		}
	}
}

// take answers a call. A call that depends on earlier output is handled in order;
// one that may take long runs in the background, so that it does not delay the
// others.
func (s *served) take(id uint32, q question) {
	switch q.Op {
	case opFlush, opKeep, opClose, opCreate:
		s.send(s.do(id, q).frame(id))
	case opOpen:
		go s.open(id, q.Name)
	default:
		go func() { s.send(s.do(id, q).frame(id)) }()
	}
}

func (s *served) do(id uint32, q question) answer {
	switch q.Op {
	case opFlush:
		return answer{}
	case opStdin:
		return read(s.In, q.Size)
	case opRead:
		if f := s.file(q.File); f != nil {
			return read(f, q.Size)
		}
	case opStat:
		st, err := os.Stat(q.Name)
		if err != nil {
			return answer{Err: toWire(err)}
		}
		return answer{Info: infoOf(st)}
	case opReadDir:
		return list(q.Name)
	case opCreate:
		f, err := create(q.Name)
		if err != nil {
			return answer{Err: toWire(err)}
		}
		s.mu.Lock()
		s.created[id] = f
		s.mu.Unlock()
		return answer{}
	case opKeep:
		return s.keep(q.File)
	case opClose:
		s.release(q.File)
		return answer{}
	}
	return answer{Err: &wireError{Text: "there is nothing to do for " + string(q.Op)}}
}

func read(r io.Reader, size int) answer {
	p := make([]byte, min(max(size, 1), chunk))
	n, err := r.Read(p)
	a := answer{data: p[:n], EOF: err == io.EOF}
	if err != nil && err != io.EOF {
		a.Err = toWire(err)
	}
	return a
}

func list(name string) answer {
	entries, err := os.ReadDir(name)
	if err != nil {
		return answer{Err: toWire(err)}
	}
	a := answer{}
	for _, e := range entries {
		// Only the type of each entry: a stat of each file could fail.
		a.List = append(a.List, fileInfo{Base: e.Name(), Bits: e.Type()})
	}
	return a
}

// open opens a file and passes it to the server.
func (s *served) open(id uint32, name string) {
	f, err := os.Open(name)
	if err != nil {
		s.send(answer{Err: toWire(err)}.frame(id))
		return
	}
	if canPass && !s.copyFiles {
		defer f.Close()
		s.sending.Lock()
		defer s.sending.Unlock()
		sendWith(s.c, answer{Passed: true}.frame(id).encode(), f)
		return
	}
	s.mu.Lock()
	s.files[id] = f
	s.mu.Unlock()
	s.send(answer{}.frame(id))
}

func (s *served) file(id uint32) *os.File {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files[id]
}

func (s *served) keep(id uint32) answer {
	s.mu.Lock()
	f := s.created[id]
	delete(s.created, id)
	failed := s.failed[id]
	s.mu.Unlock()
	if f == nil || failed {
		return answer{Err: &wireError{Text: "the file is not complete"}}
	}
	return answer{Err: toWire(f.Keep())}
}

func (s *served) release(id uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		f.Close()
		delete(s.files, id)
	}
	if f := s.created[id]; f != nil {
		f.Discard()
		delete(s.created, id)
	}
}

// write writes the bytes that were put, and reports the first failure once.
func (s *served) write(f frame) {
	s.mu.Lock()
	failed, file := s.failed[f.id], s.created[f.id]
	s.mu.Unlock()
	if failed {
		return
	}
	var w io.Writer
	switch {
	case f.id == standardOutput:
		w = s.Out
	case f.id == standardError:
		w = s.Err
	case file != nil:
		w = file
	default:
		return
	}
	if _, err := w.Write(f.payload); err != nil {
		s.mu.Lock()
		s.failed[f.id] = true
		s.mu.Unlock()
		s.send(jsonFrame(lost, f.id, toWire(err)))
	}
}

// close discards files that the command did not complete.
func (s *served) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		f.Close()
	}
	for _, f := range s.created {
		f.Discard()
	}
}
