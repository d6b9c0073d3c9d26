package relay

import (
	"encoding/binary"
	"io"
	"os"
	"sync"
	"time"
)

const (
	// held is how many bytes wait in memory for a client that reads slowly.
	held = 4 << 20
	// patience is how long a sender waits for such a client. After that, frames
	// go to a temporary file, so that a client that was stopped (a pager, Ctrl-Z)
	// does not block the collection.
	patience = time.Second
)

// outbox sends frames one after another and never blocks for longer than
// patience.
type outbox struct {
	w      io.Writer
	folder string // for the temporary file

	mu     sync.Mutex
	memory [][]byte
	size   int
	spool  *spool
	err    error
	ended  bool

	more chan struct{} // signals that a frame waits
	less chan struct{} // signals that a frame was sent
	done chan struct{} // closed when the last frame was sent, or sending failed
}

func newOutbox(w io.Writer, folder string) *outbox {
	o := &outbox{w: w, folder: folder, more: make(chan struct{}, 1), less: make(chan struct{}, 1), done: make(chan struct{})}
	go o.run()
	return o
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// send queues a frame.
func (o *outbox) send(f frame) error {
	b := f.encode()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.spool == nil && o.size > 0 && o.size+len(b) > held {
		o.waitForRoom(len(b))
	}
	if o.err != nil {
		return o.err
	}
	if o.spool == nil && o.size > 0 && o.size+len(b) > held {
		o.spool, o.err = newSpool(o.folder)
	}
	switch {
	case o.err != nil:
	case o.spool != nil:
		o.err = o.spool.push(b)
	default:
		o.memory = append(o.memory, b)
		o.size += len(b)
	}
	signal(o.more)
	return o.err
}

// waitForRoom returns when n bytes fit, or when nothing was sent for patience.
// The lock is held on entry and on return.
func (o *outbox) waitForRoom(n int) {
	for o.err == nil && o.spool == nil && o.size > 0 && o.size+n > held {
		before := o.size
		o.mu.Unlock()
		select {
		case <-o.less:
		case <-time.After(patience):
		}
		o.mu.Lock()
		if o.size == before {
			return
		}
	}
}

// next returns the next frame to send; ok is false if none waits.
func (o *outbox) next() (b []byte, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.memory) > 0 {
		b = o.memory[0]
		o.memory = o.memory[1:]
		o.size -= len(b)
		signal(o.less)
		return b, true
	}
	if o.spool == nil || o.err != nil {
		return nil, false
	}
	b, err := o.spool.pop()
	if err != nil {
		o.err = err
		return nil, false
	}
	if o.spool.empty() {
		o.spool.close()
		o.spool = nil
	}
	return b, true
}

func (o *outbox) run() {
	defer close(o.done)
	for {
		b, ok := o.next()
		if ok {
			if _, err := o.w.Write(b); err != nil {
				o.fail(err)
				return
			}
			continue
		}
		o.mu.Lock()
		over := o.ended || o.err != nil
		waiting := len(o.memory) > 0 || o.spool != nil && o.err == nil
		o.mu.Unlock()
		if over && !waiting {
			return
		}
		if !waiting {
			<-o.more
		}
	}
}

// fail records why nothing more can be sent.
func (o *outbox) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		o.err = err
	}
	o.memory, o.size = nil, 0
	if o.spool != nil {
		o.spool.close()
		o.spool = nil
	}
	signal(o.less)
	signal(o.more)
}

// end waits until everything was sent; it gives up when stop is closed.
func (o *outbox) end(stop <-chan struct{}) {
	o.mu.Lock()
	o.ended = true
	o.mu.Unlock()
	signal(o.more)
	select {
	case <-o.done:
	case <-stop:
		o.fail(errGone)
	}
}

// spool is a queue of messages in a temporary file.
type spool struct {
	f              *os.File
	written, taken int64
}

func newSpool(folder string) (*spool, error) {
	f, err := os.CreateTemp(folder, ".carrel-relay-*")
	if err != nil {
		return nil, err
	}
	os.Remove(f.Name()) // nobody else needs its name; if this fails, close removes it
	return &spool{f: f}, nil
}

func (s *spool) push(b []byte) error {
	var head [8]byte
	binary.BigEndian.PutUint64(head[:], uint64(len(b)))
	if _, err := s.f.WriteAt(append(head[:], b...), s.written); err != nil {
		return err
	}
	s.written += int64(len(head) + len(b))
	return nil
}

func (s *spool) pop() ([]byte, error) {
	var head [8]byte
	if _, err := s.f.ReadAt(head[:], s.taken); err != nil {
		return nil, err
	}
	b := make([]byte, binary.BigEndian.Uint64(head[:]))
	if _, err := s.f.ReadAt(b, s.taken+int64(len(head))); err != nil {
		return nil, err
	}
	s.taken += int64(len(head) + len(b))
	return b, nil
}

func (s *spool) empty() bool { return s.taken == s.written }

func (s *spool) close() {
	s.f.Close()
	os.Remove(s.f.Name())
}
