package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	"carrel/internal/study"
)

// Write writes entries as a backup. It leaves out a missing media file and writes a skip
// in its place, so that one lost picture does not prevent a backup. The last line then
// counts what is missing, together with the lost rows that the stream reports. Write
// returns the skips that it added itself. Errors are those of the stream, of w, of ctx,
// and Unsupported for a single text that is too long for a line.
func Write(ctx context.Context, w io.Writer, entries study.Entries) ([]study.Skip, error) {
	return write(ctx, w, entries, nil)
}

// WriteBeside is Write for a backup whose media are kept next to it: it passes each media
// file to keep instead of writing its content.
func WriteBeside(ctx context.Context, w io.Writer, entries study.Entries, keep func(study.Media) error) ([]study.Skip, error) {
	return write(ctx, w, entries, keep)
}

func write(ctx context.Context, w io.Writer, entries study.Entries, keep func(study.Media) error) ([]study.Skip, error) {
	out := writer{ctx: ctx, w: bufio.NewWriterSize(w, 256<<10), keep: keep}
	if err := out.line(header{Version, "backup"}); err != nil {
		return nil, err
	}
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch {
		case e.Media != nil:
			err = out.media(*e.Media)
		default:
			if e.Skip != nil && e.Skip.Lost {
				out.missing++
			}
			err = out.line(e)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := out.end(); err != nil {
		return nil, err
	}
	return out.lost, out.w.Flush()
}

type writer struct {
	ctx     context.Context
	w       *bufio.Writer
	keep    func(study.Media) error // nil if the content goes into the backup
	lost    []study.Skip            // found by the writer itself
	missing int                     // number of rows, those in lost and those the stream reported
}

// end writes the last line, which says whether the backup is complete.
func (out *writer) end() error {
	if out.missing > 0 {
		return out.line(ending{End: false, Missing: out.missing})
	}
	return out.line(ending{End: true})
}

func (out *writer) line(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return study.Because(err, study.Invalid, "something in the collection cannot be written to a backup: %v. Run “carrel doctor”", err)
	}
	if len(b) >= MaxLine {
		return study.Errorf(study.Unsupported, "a single note or reading is too long for a backup (%d MB; %d are possible). Split it and export again", len(b)>>20, MaxLine>>20)
	}
	if _, err := out.w.Write(b); err != nil {
		return err
	}
	return out.w.WriteByte('\n')
}

// media writes a media file. Its hash and size come before its content; if the stream
// does not give them, the file is read twice.
func (out *writer) media(m study.Media) error {
	if out.keep != nil {
		return out.beside(m)
	}
	hash, size, err := measure(m)
	if study.KindOf(err) == study.NotFound {
		return out.lose(m, err)
	}
	if err != nil {
		return err
	}
	m.Hash, m.Size = hash, size
	r, err := m.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	if err := out.line(study.Entry{Media: &m}); err != nil {
		return err
	}
	buf := make([]byte, chunk)
	encoded := make([]byte, base64.StdEncoding.EncodedLen(chunk))
	for left := size; left > 0; {
		if err := out.ctx.Err(); err != nil {
			return err
		}
		n, err := io.ReadFull(r, buf[:min(left, chunk)])
		if err != nil {
			return changed(m, err)
		}
		left -= int64(n)
		length := base64.StdEncoding.EncodedLen(n)
		base64.StdEncoding.Encode(encoded, buf[:n])
		for _, part := range [][]byte{[]byte(`{"bytes":"`), encoded[:length], []byte("\"}\n")} {
			if _, err := out.w.Write(part); err != nil {
				return err
			}
		}
	}
	return nil
}

func (out *writer) lose(m study.Media, why error) error {
	s := study.Skip{What: "media file " + m.Name, Why: why.Error(), Lost: true}
	out.missing++
	out.lost = append(out.lost, s)
	return out.line(study.Entry{Skip: &s})
}

// beside hands a media file to keep and writes only its hash.
func (out *writer) beside(m study.Media) error {
	err := out.keep(m)
	if study.KindOf(err) == study.NotFound {
		return out.lose(m, err)
	}
	if err != nil {
		return err
	}
	return out.line(struct {
		study.Entry
		Beside bool `json:"beside"`
	}{study.Entry{Media: &m}, true})
}

// measure returns the hash and size of a media file.
func measure(m study.Media) (string, int64, error) {
	if m.Open == nil {
		return "", 0, study.Errorf(study.NotFound, "its bytes are missing")
	}
	r, err := m.Open()
	if err != nil {
		return "", 0, err
	}
	defer r.Close()
	h := sha256.New()
	n, err := io.Copy(h, r)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

func changed(m study.Media, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return study.Because(err, study.Unreadable, "the media file %q changed while it was written to the backup. Export again", m.Name)
	}
	return err
}
