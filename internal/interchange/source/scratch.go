package source

import (
	"fmt"
	"io"

	"carrel/internal/study"
)

// Scratch creates an empty temporary file that is deleted when it is closed.
type Scratch func() (File, error)

// File is a temporary file that is written once and then read at any offset.
type File interface {
	io.Writer
	io.ReaderAt
	io.Closer
}

// MemoryLimit is how many bytes of one unpacked file are kept in memory if there is no
// scratch file.
const MemoryLimit = 160 << 20

// spillAt is the size in bytes above which unpacked data goes to a scratch file.
const spillAt = 24 << 20

// Unpacked is unpacked data: in memory if small, in a scratch file if large. It must be
// closed.
type Unpacked struct {
	io.ReaderAt
	size int64
	file File
}

// Size returns the length in bytes. The error is always nil; it satisfies interfaces that
// require one.
func (u *Unpacked) Size() (int64, error) { return u.size, nil }

// Close releases the scratch file.
func (u *Unpacked) Close() error {
	if u.file == nil {
		return nil
	}
	return u.file.Close()
}

// Unpack reads r to its end, at most limit bytes. Errors call the data what: they are
// Unsupported if it is longer than limit, Unreadable if r fails, and Unavailable if there
// is no room.
func (s Source) Unpack(r io.Reader, limit int64, what string) (*Unpacked, error) {
	if s.Scratch == nil {
		limit = min(limit, MemoryLimit)
	}
	var mem chunks
	head := min(limit+1, spillAt)
	if s.Scratch == nil {
		head = limit + 1
	}
	if _, err := io.Copy(&mem, io.LimitReader(r, head)); err != nil {
		return nil, s.unpackError(err, what)
	}
	if mem.size > limit {
		return nil, s.tooLong(what, limit)
	}
	if mem.size < head {
		return &Unpacked{ReaderAt: &mem, size: mem.size}, nil
	}
	f, err := s.Scratch()
	if err != nil {
		return nil, study.Because(err, study.Unavailable, "there is no room to unpack %s; free some space on the disk and try again", s.Name)
	}
	w := roomError{f}
	n, err := mem.WriteTo(w)
	if err == nil {
		var more int64
		more, err = io.Copy(w, io.LimitReader(r, limit+1-n))
		n += more
	}
	switch {
	case err != nil:
		err = s.unpackError(err, what)
	case n > limit:
		err = s.tooLong(what, limit)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &Unpacked{ReaderAt: f, size: n, file: f}, nil
}

func (s Source) tooLong(what string, limit int64) error {
	return s.Errorf(study.Unsupported, "%s is longer than %s once unpacked, more than Carrel takes from one file", what, bytesText(limit))
}

func (s Source) unpackError(err error, what string) error {
	if study.KindOf(err) != study.Internal {
		return err
	}
	return study.Because(err, study.Unreadable, "%s: %s is damaged or cut off; fetch or export the file again", s.Name, what)
}

// roomError distinguishes a full disk from a damaged file.
type roomError struct{ w io.Writer }

func (r roomError) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if err != nil {
		err = study.Because(err, study.Unavailable, "there is no room to unpack the file; free some space on the disk and try again")
	}
	return n, err
}

func bytesText(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
