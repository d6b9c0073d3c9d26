package audiobook

import (
	"encoding/binary"
	"io"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const (
	maxMoov  = 64 << 20 // bytes of the index of a file
	maxBoxes = 200_000
)

// box is one box of an MPEG-4 file: its type and content.
type box struct {
	kind string
	data []byte
}

// boxes splits content into boxes. It stops at a box that is truncated or declares a
// false size.
func boxes(b []byte) []box {
	var out []box
	for len(b) >= 8 && len(out) < maxBoxes {
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		if size == 1 && len(b) >= 16 {
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size == 0 {
			size = uint64(len(b))
		}
		if size < head || size > uint64(len(b)) {
			break
		}
		out = append(out, box{string(b[4:8]), b[head:size]})
		b = b[size:]
	}
	return out
}

// in returns the content of the first box that a path of types leads to.
func in(b []byte, path ...string) []byte {
	for _, kind := range path {
		found := false
		for _, k := range boxes(b) {
			if k.kind == kind {
				b, found = k.data, true
				break
			}
		}
		if !found {
			return nil
		}
	}
	return b
}

func readMP4(src source.Source) (*book, error) {
	moov, err := findMoov(src)
	if err != nil {
		return nil, err
	}
	b := &book{}
	scale, length := header(in(moov, "mvhd"))
	if scale > 0 {
		b.lengthMS = toMS(length, scale)
	}
	// The box "meta" is a full box in some files and a plain box in others.
	for _, meta := range [][]byte{in(moov, "udta", "meta"), in(moov, "meta")} {
		if len(meta) > 4 {
			b.tags(in(meta[4:], "ilst"))
			b.tags(in(meta, "ilst"))
		}
	}
	b.nero(in(moov, "udta", "chpl"))
	if len(b.chapters) == 0 {
		b.quickTime(src, moov)
	}
	return b, nil
}

// findMoov walks over the top-level boxes to the box "moov", the index, without reading
// the sound.
func findMoov(src source.Source) ([]byte, error) {
	var at int64
	for range 10_000 {
		var h [16]byte
		n, err := src.ReadAt(h[:], at)
		if n < 8 {
			if err != nil && err != io.EOF {
				return nil, err
			}
			break
		}
		size, head := int64(binary.BigEndian.Uint32(h[:])), int64(8)
		if size == 1 && n == 16 {
			size, head = int64(binary.BigEndian.Uint64(h[8:])), 16
		}
		if size == 0 {
			size = src.Size - at
		}
		if size < head || size > src.Size-at {
			break
		}
		if string(h[4:8]) == "moov" {
			if size > maxMoov {
				return nil, src.Errorf(study.Unsupported, "the index of the recording is larger than %d MB", maxMoov>>20)
			}
			b := make([]byte, size-head)
			if n, err := src.ReadAt(b, at+head); n < len(b) {
				return nil, study.Because(err, study.Unreadable, "%s: the recording is cut off", src.Name)
			}
			return b, nil
		}
		at += size
	}
	return nil, src.Errorf(study.Unreadable, "the recording is damaged or cut off: its index is missing")
}

// header returns the time scale and the duration of a movie or media header.
func header(b []byte) (scale uint32, length uint64) {
	switch {
	case len(b) >= 20 && b[0] == 0:
		return binary.BigEndian.Uint32(b[12:]), uint64(binary.BigEndian.Uint32(b[16:]))
	case len(b) >= 32 && b[0] == 1:
		return binary.BigEndian.Uint32(b[20:]), binary.BigEndian.Uint64(b[24:])
	}
	return 0, 0
}

func toMS(t uint64, scale uint32) int64 {
	if scale == 0 || t > 1<<50 {
		return 0
	}
	return int64(t * 1000 / uint64(scale))
}

func (b *book) tags(ilst []byte) {
	for _, item := range boxes(ilst) {
		data := in(item.data, "data")
		if len(data) < 8 {
			continue
		}
		text := clean(string(data[8:min(len(data), 2048)]))
		switch item.kind {
		case "\xa9nam":
			b.title = text
		case "\xa9ART":
			b.author = text
		case "\xa9alb":
			b.album = text
		}
	}
}

// nero reads a chapter list in the form of Nero's programs, with times in units of 100
// ns.
func (b *book) nero(c []byte) {
	if len(c) < 9 {
		return
	}
	at, count := 9, int(c[8])
	if c[0] == 0 {
		at, count = 5, int(c[4])
	}
	for range count {
		if len(c) < at+9 {
			return
		}
		start := binary.BigEndian.Uint64(c[at:])
		n := int(c[at+8])
		at += 9
		if len(c) < at+n || start > 1<<60 {
			return
		}
		b.chapters = append(b.chapters, chapter{title: clean(string(c[at : at+n])), start: int64(start / 10_000)})
		at += n
	}
}
