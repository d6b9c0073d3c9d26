package salvage

import (
	"bytes"
	"encoding/binary"
	"io"
)

// Image is the files of a database.
type Image struct {
	DB, WAL         io.ReaderAt // WAL is nil if there is none
	DBSize, WALSize int64
}

const magic = "SQLite format 3\x00"

// pages reads the pages of an image, numbered from 1.
type pages struct {
	image  Image
	size   int // of a page, in bytes
	usable int // bytes of a page that trees use
	count  uint32
	logged map[uint32]int64 // offset in the log of the newest committed version of a page
	cached uint32
	buf    []byte
}

func open(image Image) *pages {
	p := &pages{image: image, logged: map[uint32]int64{}}
	head := make([]byte, 100)
	readFull(image.DB, head, 0)
	p.size = pageSize(int(binary.BigEndian.Uint16(head[16:])))
	reserved := int(head[20])
	if !bytes.HasPrefix(head, []byte(magic)) || p.size == 0 || reserved > 255 || p.size-reserved < 480 {
		p.size, reserved = p.guess(), 0
	}
	p.usable = p.size - reserved
	p.readLog()
	last := uint32(min((image.DBSize+int64(p.size)-1)/int64(p.size), 1<<31))
	for n := range p.logged {
		last = max(last, n)
	}
	p.count = last
	return p
}

// pageSize returns the page size that a header states, or 0 if it is not a valid one.
func pageSize(n int) int {
	if n == 1 {
		n = 65536
	}
	if n < 512 || n > 65536 || n&(n-1) != 0 {
		return 0
	}
	return n
}

// usual is the page size of Carrel's databases.
const usual = 4096

// guess returns the page size where the header does not state it: the one in the log, or
// the one with which most rows are found.
func (p *pages) guess() int {
	if p.image.WAL != nil {
		head := make([]byte, 32)
		readFull(p.image.WAL, head, 0)
		if size := int(binary.BigEndian.Uint32(head[8:])); walMagic(head) && size <= 65536 && pageSize(size) != 0 {
			return size
		}
	}
	best, most := usual, 0
	for _, size := range []int{usual, 1024, 2048, 8192, 16384, 32768, 65536, 512} {
		trial := &pages{image: p.image, size: size, usable: size}
		trial.count = uint32(min(p.image.DBSize/int64(size), 2000))
		found := 0
		for n := uint32(1); n <= trial.count; n++ {
			t := trial.tree(n)
			for i := range t.cells() {
				if r, err := t.cell(i); err == nil && shapeOf(r) != unknown {
					found++
				}
			}
		}
		if found > most {
			best, most = size, found
		}
	}
	return best
}

func walMagic(head []byte) bool { return binary.BigEndian.Uint32(head)&^1 == 0x377f0682 }

// readLog finds the pages of the write-ahead log, up to its last complete transaction.
func (p *pages) readLog() {
	if p.image.WAL == nil {
		return
	}
	head := make([]byte, 32)
	if readFull(p.image.WAL, head, 0) < len(head) || !walMagic(head) || int(binary.BigEndian.Uint32(head[8:])) != p.size {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if head[3]&1 == 1 {
		order = binary.BigEndian
	}
	s0, s1 := checksum(order, head[:24], 0, 0)
	if s0 != binary.BigEndian.Uint32(head[24:]) || s1 != binary.BigEndian.Uint32(head[28:]) {
		return
	}
	pending := map[uint32]int64{}
	frame := make([]byte, 24+p.size)
	for off := int64(32); off+int64(len(frame)) <= p.image.WALSize; off += int64(len(frame)) {
		if readFull(p.image.WAL, frame, off) < len(frame) || !bytes.Equal(frame[8:16], head[16:24]) {
			return
		}
		s0, s1 = checksum(order, frame[:8], s0, s1)
		s0, s1 = checksum(order, frame[24:], s0, s1)
		if s0 != binary.BigEndian.Uint32(frame[16:]) || s1 != binary.BigEndian.Uint32(frame[20:]) {
			return
		}
		pending[binary.BigEndian.Uint32(frame)] = off + 24
		if binary.BigEndian.Uint32(frame[4:]) == 0 {
			continue
		}
		for n, at := range pending {
			p.logged[n] = at
		}
		clear(pending)
	}
}

func checksum(order binary.ByteOrder, b []byte, s0, s1 uint32) (uint32, uint32) {
	for ; len(b) >= 8; b = b[8:] {
		s0 += order.Uint32(b) + s1
		s1 += order.Uint32(b[4:]) + s0
	}
	return s0, s1
}

// page returns the content of a page, or zeros where the file has none. It is valid until
// the next call.
func (p *pages) page(n uint32) []byte {
	if n == p.cached && p.buf != nil {
		return p.buf
	}
	if p.buf == nil {
		p.buf = make([]byte, p.size)
	}
	clear(p.buf)
	p.cached = n
	if at, ok := p.logged[n]; ok {
		readFull(p.image.WAL, p.buf, at)
	} else if n > 0 {
		readFull(p.image.DB, p.buf, int64(n-1)*int64(p.size))
	}
	return p.buf
}

// readFull reads up to len(b) bytes and returns how many there were.
func readFull(r io.ReaderAt, b []byte, off int64) int {
	n, _ := r.ReadAt(b, off)
	return max(n, 0)
}
