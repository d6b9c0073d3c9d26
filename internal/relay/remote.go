package relay

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Remote gives a command that runs in this process access to the client's
// standard input and output, and to the client's files.
type Remote struct {
	ctx    context.Context
	in     *inbox
	out    *outbox
	folder string // for temporary files
	dir    string

	mu      sync.Mutex
	waiting map[uint32]chan received
	failed  map[uint32]error // sinks that accept no more bytes
	next    uint32
	gone    bool
}

// received is a reply and the file that came with it.
type received struct {
	answer answer
	file   *os.File
}

func newRemote(ctx context.Context, r Request, in *inbox, out *outbox, folder string) *Remote {
	return &Remote{
		ctx: ctx, in: in, out: out, folder: folder, dir: r.Dir,
		waiting: map[uint32]chan received{}, failed: map[uint32]error{}, next: firstCall,
	}
}

// receive reads frames from the client until the connection ends. It calls stop
// when the person stops the command.
func (r *Remote) receive(stop func()) {
	defer r.end()
	for {
		f, err := readFrame(r.in)
		if err != nil {
			return
		}
		switch f.kind {
		case cancel:
			stop()
		case lost:
			var w wireError
			if json.Unmarshal(f.payload, &w) == nil {
				r.lose(f.id, w.error())
			}
		case reply:
			a, err := readAnswer(f.payload)
			if err != nil {
				return
			}
			var file *os.File
			if a.Passed {
				file = r.in.take()
			}
			r.deliver(f.id, received{a, file})
		}
	}
}

func (r *Remote) deliver(id uint32, got received) {
	r.mu.Lock()
	c := r.waiting[id]
	delete(r.waiting, id)
	r.mu.Unlock()
	if c != nil {
		c <- got
	} else if got.file != nil {
		got.file.Close()
	}
}

// end makes everything that waits for the client fail.
func (r *Remote) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gone = true
	for id, c := range r.waiting {
		close(c)
		delete(r.waiting, id)
	}
}

func (r *Remote) lose(sink uint32, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failed[sink] == nil {
		r.failed[sink] = err
	}
}

func (r *Remote) loss(sink uint32) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed[sink]
}

// ask sends a call and waits for its reply.
func (r *Remote) ask(q question) (uint32, received, error) {
	c := make(chan received, 1)
	r.mu.Lock()
	if r.gone {
		r.mu.Unlock()
		return 0, received{}, errGone
	}
	id := r.next
	r.next++
	r.waiting[id] = c
	r.mu.Unlock()
	if err := r.out.send(jsonFrame(call, id, q)); err != nil {
		return id, received{}, err
	}
	select {
	case got, ok := <-c:
		if !ok {
			return id, received{}, errGone
		}
		return id, got, got.answer.Err.error()
	case <-r.ctx.Done():
		r.mu.Lock()
		delete(r.waiting, id)
		r.mu.Unlock()
		return id, received{}, r.ctx.Err()
	}
}

// put sends bytes to a sink. It returns the error of an earlier write, because
// waiting for each write would be slow; flush waits for all of them.
func (r *Remote) put(sink uint32, p []byte) (int, error) {
	n := 0
	for len(p) > 0 {
		if err := r.loss(sink); err != nil {
			return n, err
		}
		k := min(len(p), chunk)
		if err := r.out.send(frame{put, sink, p[:k]}); err != nil {
			return n, err
		}
		n, p = n+k, p[k:]
	}
	return n, nil
}

// flush waits until the client has written everything that was put.
func (r *Remote) flush(sink uint32) error {
	if _, _, err := r.ask(question{Op: opFlush}); err != nil {
		return err
	}
	return r.loss(sink)
}

// Stdin returns the client's standard input. It takes no input before it is read
// here.
func (r *Remote) Stdin() io.Reader { return stdin{r} }

type stdin struct{ r *Remote }

func (s stdin) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	_, got, err := s.r.ask(question{Op: opStdin, Size: min(len(p), chunk)})
	if err != nil {
		return 0, err
	}
	n := copy(p, got.answer.data)
	if n == 0 && got.answer.EOF {
		return 0, io.EOF
	}
	return n, nil
}

// Output is the client's standard output or standard error.
type Output struct {
	r    *Remote
	sink uint32
}

// Stdout returns the client's standard output.
func (r *Remote) Stdout() *Output { return &Output{r, standardOutput} }

// Stderr returns the client's standard error.
func (r *Remote) Stderr() *Output { return &Output{r, standardError} }

func (o *Output) Write(p []byte) (int, error) { return o.r.put(o.sink, p) }

// Flush waits until everything was written and returns the first error.
func (o *Output) Flush() error { return o.r.flush(o.sink) }

// Progress reports the progress of a job to the client.
func (r *Remote) Progress(p Progress) { r.out.send(jsonFrame(progress, 0, p)) }

// Abs returns the absolute form of a name, as on the client's side.
func (r *Remote) Abs(name string) (string, error) {
	if filepath.IsAbs(name) {
		return filepath.Clean(name), nil
	}
	return filepath.Join(r.dir, name), nil
}

// Stat describes a file on the client's side.
func (r *Remote) Stat(name string) (fs.FileInfo, error) {
	_, got, err := r.ask(question{Op: opStat, Name: name})
	if err != nil {
		return nil, err
	}
	if got.answer.Info == nil {
		return nil, errors.New("the reply holds no file")
	}
	return *got.answer.Info, nil
}

// ReadDir lists a folder on the client's side, sorted by name.
func (r *Remote) ReadDir(name string) ([]fs.DirEntry, error) {
	_, got, err := r.ask(question{Op: opReadDir, Name: name})
	if err != nil {
		return nil, err
	}
	list := make([]fs.DirEntry, len(got.answer.List))
	for i, e := range got.answer.List {
		list[i] = fs.FileInfoToDirEntry(e)
	}
	return list, nil
}

// Open opens a file on the client's side for reading. If the system supports it,
// the client passes the open file; otherwise it sends the contents, which are
// kept in a temporary file while in use.
func (r *Remote) Open(name string) (File, error) {
	id, got, err := r.ask(question{Op: opOpen, Name: name})
	if err != nil {
		return nil, err
	}
	if got.answer.Passed {
		if got.file == nil {
			return nil, errors.New("the open file did not arrive")
		}
		return got.file, nil
	}
	defer r.ask(question{Op: opClose, File: id})
	return r.fetch(id)
}

func (r *Remote) fetch(id uint32) (_ File, err error) {
	f, err := os.CreateTemp(r.folder, ".carrel-relay-*")
	if err != nil {
		return nil, err
	}
	os.Remove(f.Name()) // if this fails, closing removes it
	tmp := temporary{f}
	defer func() {
		if err != nil {
			tmp.Close()
		}
	}()
	for {
		_, got, err := r.ask(question{Op: opRead, File: id, Size: chunk})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(got.answer.data); err != nil {
			return nil, err
		}
		if got.answer.EOF {
			_, err := f.Seek(0, io.SeekStart)
			return tmp, err
		}
	}
}

// temporary is a file that is removed when it is closed.
type temporary struct{ *os.File }

func (t temporary) Close() error {
	err := t.File.Close()
	os.Remove(t.Name())
	return err
}

// Create begins to write a file on the client's side. Keep moves it to its place.
func (r *Remote) Create(name string) (NewFile, error) {
	id, _, err := r.ask(question{Op: opCreate, Name: name})
	if err != nil {
		return nil, err
	}
	return &newRemoteFile{r: r, id: id}, nil
}

type newRemoteFile struct {
	r  *Remote
	id uint32
}

func (f *newRemoteFile) Write(p []byte) (int, error) { return f.r.put(f.id, p) }

func (f *newRemoteFile) Keep() error {
	_, _, err := f.r.ask(question{Op: opKeep, File: f.id})
	if lost := f.r.loss(f.id); lost != nil {
		return lost // why the file cannot be kept
	}
	return err
}

func (f *newRemoteFile) Discard() { f.r.ask(question{Op: opClose, File: f.id}) }
