package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"io"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// IsPacked reports whether a file that starts like this is a backup packed by
// gzip, as those are that Carrel makes by itself.
func IsPacked(head []byte) bool {
	if len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
		return false
	}
	z, err := gzip.NewReader(source.FromBytes("", head).Reader())
	if err != nil {
		return false
	}
	start := make([]byte, 64)
	n, _ := io.ReadFull(z, start)
	return Is(start[:n])
}

// ReadPacked is Read for a backup packed by gzip. Its media must be beside it.
func ReadPacked(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return ReadStream(ctx, src.Name, src.Reader(), src.Beside, func(done int64) {
		if progress != nil {
			progress(done, src.Size, "bytes")
		}
	})
}

// ReadStream is ReadPacked for what can be read only once. progress is told how
// much of r was read.
func ReadStream(ctx context.Context, name string, r io.Reader, beside func(hash string) (io.ReadCloser, error), progress func(done int64)) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		src := source.Source{Name: name, Beside: beside}
		z, err := gzip.NewReader(&counted{r: r, tell: progress})
		if err != nil {
			yield(study.Entry{}, study.Because(err, study.Unreadable, "%s: the backup is damaged or cut off", name))
			return
		}
		in := &reader{ctx: ctx, src: src, yield: yield, known: map[study.ID]kind{}, in: bufio.NewReaderSize(z, 256<<10), packed: true}
		in.run()
	}
}

// counted tells how much was read.
type counted struct {
	r    io.Reader
	done int64
	tell func(int64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.done += int64(n)
	if c.tell != nil && n > 0 {
		c.tell(c.done)
	}
	return n, err
}

// Pack returns a writer whose bytes go to w packed; it must be closed.
func Pack(w io.Writer) io.WriteCloser {
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // the level is one there is
	return z
}
