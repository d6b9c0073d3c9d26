package audiobook

import (
	"encoding/binary"
	"unicode/utf16"

	"carrel/internal/interchange/source"
)

// quickTime reads chapters stored in a text track that the sound track refers to.
func (b *book) quickTime(src source.Source, moov []byte) {
	tracks := map[uint32][]byte{}
	var wanted []uint32
	for _, t := range boxes(moov) {
		if t.kind != "trak" {
			continue
		}
		if id := trackID(in(t.data, "tkhd")); id != 0 {
			tracks[id] = t.data
		}
		for ref := in(t.data, "tref", "chap"); len(ref) >= 4; ref = ref[4:] {
			wanted = append(wanted, binary.BigEndian.Uint32(ref))
		}
	}
	for _, id := range wanted {
		if t := tracks[id]; t != nil && len(b.chapters) == 0 {
			b.textTrack(src, t)
		}
	}
}

func trackID(tkhd []byte) uint32 {
	switch {
	case len(tkhd) >= 16 && tkhd[0] == 0:
		return binary.BigEndian.Uint32(tkhd[12:])
	case len(tkhd) >= 24 && tkhd[0] == 1:
		return binary.BigEndian.Uint32(tkhd[20:])
	}
	return 0
}

// table reads the rows of a full box that holds a count followed by numbers.
func table(b []byte, width int) (rows [][]byte) {
	if len(b) < 8 {
		return nil
	}
	n := int(min(binary.BigEndian.Uint32(b[4:]), maxChapters))
	b = b[8:]
	for range n {
		if len(b) < width {
			break
		}
		rows, b = append(rows, b[:width]), b[width:]
	}
	return rows
}

func (b *book) textTrack(src source.Source, trak []byte) {
	scale, _ := header(in(trak, "mdia", "mdhd"))
	stbl := in(trak, "mdia", "minf", "stbl")
	if scale == 0 || stbl == nil {
		return
	}
	var starts []int64
	var at uint64
	for _, row := range table(in(stbl, "stts"), 8) {
		n, d := binary.BigEndian.Uint32(row), binary.BigEndian.Uint32(row[4:])
		for range min(n, maxChapters) {
			if len(starts) >= maxChapters {
				break
			}
			starts = append(starts, toMS(at, scale))
			at += uint64(d)
		}
	}
	places := samples(stbl, len(starts))
	for i, p := range places {
		text := make([]byte, min(p.size, 1024))
		if n, _ := src.ReadAt(text, p.at); n < len(text) {
			text = text[:n]
		}
		b.chapters = append(b.chapters, chapter{title: sampleText(text), start: starts[i]})
	}
	if len(b.chapters) > 0 {
		b.chapters[len(b.chapters)-1].end = toMS(at, scale)
	}
}

type place struct {
	at   int64
	size uint32
}

// samples returns the places of a track's samples in the file.
func samples(stbl []byte, n int) []place {
	stsz := in(stbl, "stsz")
	if len(stsz) < 12 {
		return nil
	}
	same := binary.BigEndian.Uint32(stsz[4:])
	sizes := table(stsz[4:], 4)
	var chunks []int64
	for _, row := range table(in(stbl, "stco"), 4) {
		chunks = append(chunks, int64(binary.BigEndian.Uint32(row)))
	}
	for _, row := range table(in(stbl, "co64"), 8) {
		chunks = append(chunks, int64(binary.BigEndian.Uint64(row)&(1<<62-1)))
	}
	runs := table(in(stbl, "stsc"), 12)
	var out []place
	run := 0
	for c, at := range chunks {
		for run+1 < len(runs) && int(binary.BigEndian.Uint32(runs[run+1])) <= c+1 {
			run++
		}
		per := uint32(1)
		if run < len(runs) {
			per = min(binary.BigEndian.Uint32(runs[run][4:]), maxChapters)
		}
		for range per {
			if len(out) >= n {
				return out
			}
			size := same
			if size == 0 {
				if len(out) >= len(sizes) {
					return out
				}
				size = binary.BigEndian.Uint32(sizes[len(out)])
			}
			out = append(out, place{at, size})
			at += int64(size)
		}
	}
	return out
}

// sampleText reads a text sample: its length in two bytes, then UTF-8, or
// UTF-16 with a byte order mark.
func sampleText(b []byte) string {
	if len(b) < 2 {
		return ""
	}
	n := int(binary.BigEndian.Uint16(b))
	b = b[2:]
	b = b[:min(n, len(b))]
	if len(b) >= 2 && (b[0] == 0xfe && b[1] == 0xff || b[0] == 0xff && b[1] == 0xfe) {
		return clean(utf16Text(b))
	}
	return clean(string(b))
}

func utf16Text(b []byte) string {
	var order binary.ByteOrder = binary.BigEndian
	if len(b) >= 2 && b[0] == 0xff && b[1] == 0xfe {
		order = binary.LittleEndian
	}
	if len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff) {
		b = b[2:]
	}
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return string(utf16.Decode(units))
}
