package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"io"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// IsPacked reports whether a file that starts with head is a backup compressed with gzip.
// Carrel's automatic backups are.
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

// ReadPacked is Read for a backup compressed with gzip. Its media must be next to it.
func ReadPacked(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return ReadStream(ctx, src.Name, src.Reader(), src.Beside, func(done int64) {
		if progress != nil {
			progress(done, src.Size, "bytes")
		}
	})
}

// ReadStream is ReadPacked for a source that can be read only once. progress gets the
// number of bytes read from r.
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

// counted reports how many bytes were read.
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

// Pack returns a writer that compresses into w. It must be closed.
func Pack(w io.Writer) io.WriteCloser {
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // cannot fail: the level is valid
	return z
}
