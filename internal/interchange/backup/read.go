package backup

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// Is reports whether a file that starts with head is a backup.
func Is(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte(`{"carrel":`))
}

// Read yields the entries of a backup as Write received them. Errors name the line. They
// are Unreadable for a file that is damaged, truncated or not a backup, Unsupported for a
// file of a newer Carrel or with a line longer than MaxLine, and ctx's own. Progress may
// be nil; it counts bytes.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		r := &reader{
			ctx: ctx, src: src, progress: progress, yield: yield, known: map[study.ID]kind{},
			in: bufio.NewReaderSize(src.Reader(), 256<<10),
		}
		r.run()
	}
}

func (r *reader) run() {
	if err := r.all(); err != nil && !errors.Is(err, errStop) {
		r.yield(study.Entry{}, err)
	}
}

var errStop = errors.New("stopped")

// kind is the kind of thing an identity names, for checking the order of a file.
type kind uint8

const (
	isDeck kind = iota + 1
	isType
	isNote
	isCard
	isReading
)

type reader struct {
	ctx      context.Context
	src      source.Source
	progress study.Progress
	yield    func(study.Entry, error) bool
	in       *bufio.Reader
	buf      []byte
	at       int64 // offset of the next line
	packed   bool  // compressed: the reader cannot return to media
	ended    bool  // the end of the file was reached
	line     int
	known    map[study.ID]kind
}

// lineJSON is one line: an entry, part of a media file, or the end.
type lineJSON struct {
	study.Entry
	Bytes  *string `json:"bytes"`
	End    *bool   `json:"end"`
	Beside bool    `json:"beside"`
}

func (r *reader) all() error {
	if err := r.header(); err != nil {
		return err
	}
	for {
		if r.line%64 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			if r.progress != nil && !r.packed {
				r.progress(r.at, r.src.Size, "bytes")
			}
		}
		b, err := r.next()
		if err != nil {
			return err
		}
		var l lineJSON
		if err := json.Unmarshal(b, &l); err != nil {
			return r.damaged("it is not what Carrel writes (%v)", err)
		}
		if l.End != nil {
			return r.rest()
		}
		if err := r.entry(&l); err != nil {
			return err
		}
		if !r.yield(l.Entry, nil) {
			return errStop
		}
	}
}

// entry checks the entry of a line and makes its media file readable.
func (r *reader) entry(l *lineJSON) error {
	if l.Bytes != nil {
		return r.damaged("it holds bytes that belong to no media file")
	}
	if err := r.check(&l.Entry); err != nil {
		return err
	}
	switch {
	case l.Media == nil:
		return nil
	case l.Beside:
		return r.beside(&l.Entry)
	}
	return r.media(l.Media)
}

func (r *reader) header() error {
	b, err := r.next()
	if err != nil {
		return err
	}
	var h header
	if err := json.Unmarshal(b, &h); err != nil || h.Carrel < 1 || h.Kind != "backup" {
		return r.src.Errorf(study.Unreadable, "this is not a backup of Carrel: its first line is not {\"carrel\":1,\"kind\":\"backup\"}")
	}
	if h.Carrel > Version {
		return r.src.Errorf(study.Unsupported, "this backup was written by a newer Carrel (format %d, this one knows %d); use the newer one", h.Carrel, Version)
	}
	return nil
}

// next reads the next line that is not empty. The bytes are valid until the next call.
func (r *reader) next() ([]byte, error) {
	for {
		r.line++
		r.buf = r.buf[:0]
		for {
			part, err := r.in.ReadSlice('\n')
			r.at += int64(len(part))
			if len(r.buf)+len(part) > MaxLine {
				return nil, r.src.Errorf(study.Unsupported, "line %d is longer than %d MB, which no backup of Carrel has", r.line, MaxLine>>20)
			}
			r.buf = append(r.buf, part...)
			if err == nil {
				break
			}
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if r.packed && errors.Is(err, io.ErrUnexpectedEOF) {
				return nil, r.src.Errorf(study.Unreadable, "the backup is cut off after line %d; copy or download it again", r.line-1)
			}
			if !errors.Is(err, io.EOF) {
				return nil, study.Because(err, study.Unreadable, "%s could not be read; check the disk it is on and try again", r.src.Name)
			}
			r.ended = true
			if len(bytes.TrimSpace(r.buf)) == 0 {
				return nil, r.src.Errorf(study.Unreadable, "the backup is cut off after line %d; copy or download it again", r.line-1)
			}
			break
		}
		b := r.buf
		if r.line == 1 {
			b = bytes.TrimPrefix(b, []byte("\ufeff")) // some editors add it
		}
		if b = bytes.TrimSpace(b); len(b) > 0 {
			return b, nil
		}
	}
}

// rest checks that nothing follows the last line.
func (r *reader) rest() error {
	_, err := r.next()
	if err == nil {
		return r.damaged("it follows the end of the backup")
	}
	if study.KindOf(err) == study.Unreadable && r.ended {
		return nil
	}
	return err
}

func (r *reader) damaged(format string, args ...any) error {
	return r.src.Errorf(study.Unreadable, "line %d of the backup is damaged: "+format, append([]any{r.line}, args...)...)
}

// check compares an entry with the contract of study.Entry.
func (r *reader) check(e *study.Entry) error {
	if n := e.Objects(); n != 1 {
		return r.damaged("it holds %d things instead of one", n)
	}
	switch {
	case e.Deck != nil:
		return r.add(e.Deck.ID, isDeck)
	case e.NoteType != nil:
		return r.add(e.NoteType.ID, isType)
	case e.Note != nil:
		return r.note(e.Note)
	case e.Card != nil:
		if r.known[e.Card.Note] != isNote || r.known[e.Card.Deck] != isDeck {
			return r.damaged("the note or the deck of the card does not come before it")
		}
		return r.add(e.Card.ID, isCard)
	case e.Review != nil:
		if r.known[e.Review.Card] != isCard || e.Review.ID.IsZero() {
			return r.damaged("the card of the review does not come before it, or the review has no identity")
		}
	case e.Reading != nil:
		return r.add(e.Reading.ID, isReading)
	case e.Skip != nil:
		if e.Skip.What == "" || e.Skip.Why == "" {
			return r.damaged("what was skipped, or why, is missing")
		}
	}
	return nil
}

func (r *reader) note(n *study.Note) error {
	if (n.Item == nil) == n.Type.IsZero() {
		return r.damaged("a note has either a note type or a question")
	}
	if n.Item == nil && r.known[n.Type] != isType {
		return r.damaged("the note type of the note does not come before it")
	}
	return r.add(n.ID, isNote)
}

func (r *reader) add(id study.ID, is kind) error {
	if id.IsZero() {
		return r.damaged("it has no identity")
	}
	if r.known[id] != 0 {
		return r.damaged("its identity %s is used twice", id)
	}
	r.known[id] = is
	return nil
}

// beside sets Open to read a media file that is kept next to the backup. If the file is
// missing, a skip replaces the entry.
func (r *reader) beside(e *study.Entry) error {
	m := e.Media
	if err := r.mediaName(m); err != nil {
		return err
	}
	if r.src.Beside != nil {
		open := r.src.Beside
		hash, name := m.Hash, m.Name
		f, err := open(hash)
		if err == nil {
			m.Open = func() (io.ReadCloser, error) {
				f, err := open(hash)
				if err != nil {
					return nil, study.Because(err, study.NotFound, "the media file %q is not beside the backup", name)
				}
				return f, nil
			}
			return f.Close()
		}
	}
	e.Media = nil
	e.Skip = &study.Skip{What: "media file " + m.Name, Why: "it is kept beside the backup, in the folder “media”, and is not there", Lost: true}
	return nil
}

func (r *reader) mediaName(m *study.Media) error {
	if m.Name == "" || m.Size < 0 || strings.ContainsAny(m.Name, `/\`) || strings.ContainsFunc(m.Name, unicode.IsControl) {
		return r.damaged("a media file cannot be called %q", m.Name)
	}
	return nil
}

// media checks the content of a media file while skipping over it, and sets Open to read
// it again.
func (r *reader) media(m *study.Media) error {
	if err := r.mediaName(m); err != nil {
		return err
	}
	if r.packed && m.Size > 0 {
		return r.src.Errorf(study.Unsupported, "it is packed with its media inside; unpack it first (gunzip)")
	}
	from := r.at
	h := sha256.New()
	for left := m.Size; left > 0; {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		b, err := r.next()
		if err != nil {
			return err
		}
		raw, err := bytesOf(b)
		if err != nil || len(raw) == 0 || int64(len(raw)) > left {
			return r.damaged("it should hold bytes of the media file %q", m.Name)
		}
		h.Write(raw)
		left -= int64(len(raw))
	}
	if sum := hex.EncodeToString(h.Sum(nil)); sum != m.Hash {
		return r.damaged("the bytes of the media file %q before it are not those that were saved", m.Name)
	}
	src, size := r.src, r.at-from
	m.Open = func() (io.ReadCloser, error) {
		return io.NopCloser(&bytesReader{in: bufio.NewReaderSize(io.NewSectionReader(src.ReaderAt, from, size), 2*chunk)}), nil
	}
	return nil
}

// bytesOf decodes a line {"bytes":"…"}.
func bytesOf(line []byte) ([]byte, error) {
	var l struct {
		Bytes string `json:"bytes"`
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(l.Bytes)
}

// bytesReader decodes lines that media has checked.
type bytesReader struct {
	in   *bufio.Reader
	left []byte
}

func (b *bytesReader) Read(p []byte) (int, error) {
	for len(b.left) == 0 {
		line, err := b.in.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if b.left, err = bytesOf(line); err != nil {
				return 0, err
			}
			continue
		}
		if err != nil {
			return 0, err
		}
	}
	n := copy(p, b.left)
	b.left = b.left[n:]
	return n, nil
}
