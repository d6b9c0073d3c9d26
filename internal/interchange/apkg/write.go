package apkg

import (
	"archive/zip"
	"compress/flate"
	"context"
	"encoding/binary"
	"encoding/json"
	"io"
	"strconv"

	"github.com/klauspost/compress/zstd"

	"carrel/internal/study"
)

// Options control how a package is written.
type Options struct {
	// Latest selects the newest generation, which Anki reads since 2.1.50. The default is
	// Legacy 1, which every version reads.
	Latest bool
}

// Write writes a package of everything in the stream. Things that came from Anki go back
// unchanged, including their columns and review log; the others get note types that Anki
// can show. A card that was studied since its import gets the columns of its new state:
// Card.Schedule if that is set, else the state that its reviews add up to.
//
// A package has no place for readings and settings; they are left out and returned as
// skips.
func Write(ctx context.Context, w io.Writer, entries study.Entries, o Options) ([]study.Skip, error) {
	p := &packer{zip: zip.NewWriter(w), latest: o.Latest}
	p.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	c, err := newExport()
	if err != nil {
		return nil, study.Because(err, study.Internal, "no collection could be made to export to")
	}
	defer c.close()
	n := 0
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		if n++; n%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if e.Media != nil {
			err = p.media(e.Media)
		} else {
			err = c.add(e)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := c.finish(o.Latest); err != nil {
		return nil, err
	}
	if err := p.finish(c); err != nil {
		return nil, err
	}
	return c.skips, nil
}

// packer writes the zip around the collection.
type packer struct {
	zip    *zip.Writer
	latest bool
	names  []string
	list   []byte // list of media in the form of the newest generation
	zstd   *zstd.Encoder
}

func (p *packer) create(name string, method uint16) (io.Writer, error) {
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method})
}

// squeezed compresses what f writes and stores it as one entry.
func (p *packer) squeezed(name string, f func(io.Writer) error) error {
	w, err := p.create(name, zip.Store)
	if err != nil {
		return err
	}
	if p.zstd == nil {
		p.zstd, err = zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
		if err != nil {
			return err
		}
	} else {
		p.zstd.Reset(w)
	}
	if err := f(p.zstd); err != nil {
		return err
	}
	return p.zstd.Close()
}

func (p *packer) media(m *study.Media) error {
	if unsafeName(m.Name) != "" || m.Open == nil {
		return study.Errorf(study.Invalid, "the media file %q cannot be exported under that name", clipName(m.Name))
	}
	r, err := m.Open()
	if err != nil {
		return study.Because(err, study.Unavailable, "the media file %q could not be opened for the export", m.Name)
	}
	defer r.Close()
	entry := strconv.Itoa(len(p.names))
	p.names = append(p.names, m.Name)
	if !p.latest {
		w, err := p.create(entry, zip.Store)
		if err == nil {
			_, err = io.Copy(w, r)
		}
		return err
	}
	size := int64(0)
	err = p.squeezed(entry, func(w io.Writer) (err error) {
		size, err = io.Copy(w, r)
		return err
	})
	item := putBytes(nil, 1, []byte(m.Name))
	item = putVarint(item, 2, uint64(size))
	p.list = putBytes(p.list, 1, item)
	return err
}

func (p *packer) finish(c *export) error {
	if !p.latest {
		w, err := p.create(nameLegacy1, zip.Deflate)
		if err == nil {
			_, err = c.file.WriteTo(w)
		}
		if err != nil {
			return err
		}
		list := make(map[string]string, len(p.names))
		for i, name := range p.names {
			list[strconv.Itoa(i)] = name
		}
		b, err := json.Marshal(list)
		if err == nil {
			w, err = p.create("media", zip.Deflate)
		}
		if err == nil {
			_, err = w.Write(b)
		}
		if err != nil {
			return err
		}
		return p.zip.Close()
	}
	w, err := p.create("meta", zip.Store)
	if err == nil {
		_, err = w.Write(putVarint(nil, 1, latest))
	}
	if err == nil {
		err = p.squeezed(nameLatest, func(w io.Writer) error { _, err := c.file.WriteTo(w); return err })
	}
	if err == nil {
		err = p.squeezed("media", func(w io.Writer) error { _, err := w.Write(p.list); return err })
	}
	if err == nil {
		err = p.dummy()
	}
	if err != nil {
		return err
	}
	return p.zip.Close()
}

// dummy writes the collection that old versions of Anki find in a package of the newest
// generation: a single note that asks the user to update.
func (p *packer) dummy() error {
	c, err := newExport()
	if err != nil {
		return err
	}
	defer c.close()
	deck := study.Deck{ID: study.DeriveID("deck", "Default"), Name: "Default"}
	note := study.Note{ID: study.DeriveID("note", "too new"), Item: &study.Item{
		Kind: study.Recall, Stem: "This package needs a newer version of Anki.",
		Answer: "Update Anki, or export the package again for older versions.",
	}}
	card := study.Card{ID: study.DeriveID("card", "too new"), Note: note.ID, Deck: deck.ID}
	for _, e := range []study.Entry{{Deck: &deck}, {Note: &note}, {Card: &card}} {
		if err := c.add(e); err != nil {
			return err
		}
	}
	if err := c.finish(false); err != nil {
		return err
	}
	w, err := p.create(nameLegacy1, zip.Deflate)
	if err == nil {
		_, err = c.file.WriteTo(w)
	}
	return err
}

// putFloat appends a field of type fixed32.
func putFloat(b []byte, num int, bits uint32) []byte {
	b = binary.AppendUvarint(b, uint64(num)<<3|5)
	return binary.LittleEndian.AppendUint32(b, bits)
}
