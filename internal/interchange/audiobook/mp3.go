package audiobook

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/text/encoding/charmap"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const (
	maxTag   = 96 << 20 // bytes of tags before the sound, including pictures
	maxFrame = 1 << 20  // bytes of the longest frame that is read
)

func readMP3(src source.Source) (*book, error) {
	b := &book{}
	var sound int64
	var h [10]byte
	if n, _ := src.ReadAt(h[:], 0); n == 10 && string(h[:3]) == "ID3" {
		size := int64(synchsafe(h[6:]))
		if size > maxTag || size > src.Size {
			return nil, src.Errorf(study.Unreadable, "the recording is damaged: its tags claim to be larger than the file")
		}
		b.id3(src, 10, 10+size, h[3])
		sound = 10 + size
	}
	b.lengthMS = length(src, sound)
	return b, nil
}

func synchsafe(b []byte) uint32 {
	return uint32(b[0]&0x7f)<<21 | uint32(b[1]&0x7f)<<14 | uint32(b[2]&0x7f)<<7 | uint32(b[3]&0x7f)
}

// id3 reads the frames of a tag of version 2.2 to 2.4, except pictures.
func (b *book) id3(src source.Source, at, end int64, version byte) {
	head := int64(10)
	if version == 2 {
		head = 6
	}
	for at+head <= end {
		h := make([]byte, head)
		if n, _ := src.ReadAt(h, at); int64(n) < head || h[0] == 0 {
			return
		}
		var kind string
		var size int64
		switch version {
		case 2:
			kind, size = string(h[:3]), int64(h[3])<<16|int64(h[4])<<8|int64(h[5])
		case 4:
			kind, size = string(h[:4]), int64(synchsafe(h[4:]))
		default:
			kind, size = string(h[:4]), int64(binary.BigEndian.Uint32(h[4:]))
		}
		at += head
		if size < 0 || size > end-at {
			return
		}
		switch kind {
		case "TIT2", "TPE1", "TALB", "TT2", "TP1", "TAL", "CHAP":
			if size <= maxFrame {
				data := make([]byte, size)
				if n, _ := src.ReadAt(data, at); int64(n) == size {
					b.frame(kind, data, version)
				}
			}
		}
		at += size
	}
}

func (b *book) frame(kind string, data []byte, version byte) {
	switch kind {
	case "TIT2", "TT2":
		b.title = id3Text(data)
	case "TPE1", "TP1":
		b.author = id3Text(data)
	case "TALB", "TAL":
		b.album = id3Text(data)
	case "CHAP":
		b.chap(data, version)
	}
}

// chap reads a chapter frame: an id, four numbers, and then nested frames.
func (b *book) chap(data []byte, version byte) {
	_, rest, ok := bytes.Cut(data, []byte{0})
	if !ok || len(rest) < 16 || len(b.chapters) >= maxChapters {
		return
	}
	c := chapter{start: int64(binary.BigEndian.Uint32(rest)), end: int64(binary.BigEndian.Uint32(rest[4:]))}
	for rest = rest[16:]; len(rest) >= 10; {
		size := int64(binary.BigEndian.Uint32(rest[4:]))
		if version == 4 {
			size = int64(synchsafe(rest[4:]))
		}
		if size < 0 || size > int64(len(rest))-10 {
			break
		}
		if string(rest[:4]) == "TIT2" {
			c.title = id3Text(rest[10 : 10+size])
		}
		rest = rest[10+size:]
	}
	b.chapters = append(b.chapters, c)
}

// id3Text reads a text frame: a byte for its encoding, then text.
func id3Text(b []byte) string {
	if len(b) < 1 {
		return ""
	}
	kind := b[0]
	b = b[1:min(len(b), 4096)]
	switch kind {
	case 1, 2:
		s := utf16Text(b)
		if i := bytes.IndexByte([]byte(s), 0); i >= 0 {
			s = s[:i]
		}
		return clean(s)
	case 3:
		text, _, _ := bytes.Cut(b, []byte{0})
		return clean(string(text))
	}
	text, _, _ := bytes.Cut(b, []byte{0})
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(text)
	if err != nil {
		return ""
	}
	return clean(string(decoded))
}

// frame is the header of a frame of MP3 sound.
type frame struct {
	version, layer int // MPEG version times 10 (10, 20, 25); layer 3 only
	bitrate        int // bits per second
	rate           int // samples per second
	samples        int
	mono           bool
	size           int
}

var (
	bitrates1 = [...]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	bitrates2 = [...]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
	rates     = map[int][3]int{10: {44100, 48000, 32000}, 20: {22050, 24000, 16000}, 25: {11025, 12000, 8000}}
)

func parseFrame(b []byte) (f frame, ok bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 || b[1]&0x06 != 0x02 {
		return f, false
	}
	switch b[1] >> 3 & 3 {
	case 3:
		f.version = 10
	case 2:
		f.version = 20
	case 0:
		f.version = 25
	default:
		return f, false
	}
	bi, ri := int(b[2]>>4), int(b[2]>>2&3)
	if bi == 0 || bi == 15 || ri == 3 {
		return f, false
	}
	f.layer, f.rate = 3, rates[f.version][ri]
	f.bitrate, f.samples = bitrates2[bi]*1000, 576
	if f.version == 10 {
		f.bitrate, f.samples = bitrates1[bi]*1000, 1152
	}
	f.mono = b[3]>>6 == 3
	f.size = f.samples/8*f.bitrate/f.rate + int(b[2]>>1&1)
	return f, true
}

// length returns the duration of the sound in ms, computed from the frame count if the
// file records one, else from the bit rate.
func length(src source.Source, at int64) int64 {
	buf := make([]byte, 64<<10)
	n, _ := src.ReadAt(buf, at)
	buf = buf[:n]
	for i := 0; i+4 <= len(buf); i++ {
		f, ok := parseFrame(buf[i:])
		if !ok {
			continue
		}
		// A frame header often occurs by chance; two in a row do not.
		if next := i + f.size; next+4 <= len(buf) {
			if _, ok := parseFrame(buf[next:]); !ok {
				continue
			}
		}
		body := buf[i:min(len(buf), i+f.size)]
		for _, mark := range []string{"Xing", "Info"} {
			if j := bytes.Index(body, []byte(mark)); j >= 0 && len(body) >= j+12 && body[j+7]&1 != 0 {
				frames := int64(binary.BigEndian.Uint32(body[j+8:]))
				return frames * int64(f.samples) * 1000 / int64(f.rate)
			}
		}
		return (src.Size - at - int64(i)) * 8000 / int64(f.bitrate)
	}
	return 0
}
