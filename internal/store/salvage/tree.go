package salvage

import (
	"encoding/binary"
	"errors"
	"math"
)

// The kinds of page in a tree.
const (
	indexInner = 0x02
	tableInner = 0x05
	indexLeaf  = 0x0a
	tableLeaf  = 0x0d
)

var errCell = errors.New("a row runs out of its page")

// tree is one page of a tree.
type tree struct {
	p    *pages
	n    uint32
	kind byte
	head int // offset of the page header
}

func (p *pages) tree(n uint32) tree {
	t := tree{p: p, n: n}
	if n == 1 {
		t.head = 100
	}
	switch kind := p.page(n)[t.head]; kind {
	case indexInner, tableInner, indexLeaf, tableLeaf:
		t.kind = kind
	}
	return t
}

func (t tree) inner() bool { return t.kind == indexInner || t.kind == tableInner }

func (t tree) pointers() int {
	if t.inner() {
		return t.head + 12
	}
	return t.head + 8
}

// cells returns the number of cells that the page header states, as far as they fit.
func (t tree) cells() int {
	if t.kind == 0 {
		return 0
	}
	b := t.p.page(t.n)
	n := int(binary.BigEndian.Uint16(b[t.head+3:]))
	return min(n, (t.p.usable-t.pointers())/2)
}

func (t tree) start(i int) (int, error) {
	b := t.p.page(t.n)
	off := int(binary.BigEndian.Uint16(b[t.pointers()+2*i:]))
	if off < t.pointers() || off >= t.p.usable {
		return 0, errCell
	}
	return off, nil
}

// children returns the child pages of an inner page.
func (t tree) children() []uint32 {
	if !t.inner() {
		return nil
	}
	var out []uint32
	for i := range t.cells() {
		if off, err := t.start(i); err == nil && off+4 <= t.p.usable {
			out = append(out, binary.BigEndian.Uint32(t.p.page(t.n)[off:]))
		}
	}
	return append(out, binary.BigEndian.Uint32(t.p.page(t.n)[t.head+8:]))
}

// record is one row: its values, and its number except in WITHOUT ROWID tables.
type record struct {
	table  bool
	n      int64
	values []value
}

// cell reads the row in a cell.
func (t tree) cell(i int) (record, error) {
	r := record{table: t.kind == tableLeaf}
	if t.kind == tableInner {
		return r, errCell // the page has no rows
	}
	off, err := t.start(i)
	if err != nil {
		return r, err
	}
	b := t.p.page(t.n)[:t.p.usable]
	if t.kind == indexInner {
		off += 4
	}
	length, k := varint(b, off)
	if k == 0 || length > maxPayload {
		return r, errCell
	}
	off += k
	most := (t.p.usable-12)*64/255 - 23
	if r.table {
		n, k := varint(b, off)
		if k == 0 {
			return r, errCell
		}
		off += k
		r.n, most = int64(n), t.p.usable-35
	}
	payload, err := t.payload(off, int(length), most)
	if err != nil {
		return r, err
	}
	r.values, err = values(payload)
	return r, err
}

// maxPayload exceeds the length of any row that Carrel writes.
const maxPayload = 64 << 20

// payload collects the bytes of a row, of which at most most are on the page itself.
func (t tree) payload(off, length, most int) ([]byte, error) {
	u := t.p.usable
	local := length
	if length > most {
		least := (u-12)*32/255 - 23
		if local = least + (length-least)%(u-4); local > most {
			local = least
		}
	}
	b := t.p.page(t.n)[:u]
	if off+local > u || length > most && off+local+4 > u {
		return nil, errCell
	}
	out := append(make([]byte, 0, min(length, 1<<20)), b[off:off+local]...)
	if length <= most {
		return out, nil
	}
	next := binary.BigEndian.Uint32(b[off+local:])
	for len(out) < length {
		if next == 0 || next > t.p.count {
			return nil, errCell
		}
		b := t.p.page(next)[:u]
		next = binary.BigEndian.Uint32(b)
		out = append(out, b[4:min(u, 4+length-len(out))]...)
	}
	if next != 0 {
		return nil, errCell // too many pages for the row's length
	}
	return out, nil
}

type kind byte

const (
	isNull kind = iota
	isInt
	isFloat
	isBlob
	isText
)

type value struct {
	kind kind
	i    int64
	f    float64
	b    []byte
}

func values(payload []byte) ([]value, error) {
	size, k := varint(payload, 0)
	if k == 0 || size > uint64(len(payload)) || size < uint64(k) {
		return nil, errCell
	}
	head, body := payload[k:size], payload[size:]
	var out []value
	for len(head) > 0 {
		serial, k := varint(head, 0)
		if k == 0 || len(out) == 100 {
			return nil, errCell
		}
		head = head[k:]
		v, n, ok := valueOf(serial, body)
		if !ok {
			return nil, errCell
		}
		body = body[n:]
		out = append(out, v)
	}
	if len(body) > 0 {
		return nil, errCell
	}
	return out, nil
}

func valueOf(serial uint64, body []byte) (v value, n int, ok bool) {
	switch {
	case serial == 0:
		return value{}, 0, true
	case serial <= 6:
		n = [...]int{0, 1, 2, 3, 4, 6, 8}[serial]
		if n > len(body) {
			return v, 0, false
		}
		x := int64(int8(body[0]))
		for _, c := range body[1:n] {
			x = x<<8 | int64(c)
		}
		return value{kind: isInt, i: x}, n, true
	case serial == 7:
		if len(body) < 8 {
			return v, 0, false
		}
		return value{kind: isFloat, f: math.Float64frombits(binary.BigEndian.Uint64(body))}, 8, true
	case serial == 8 || serial == 9:
		return value{kind: isInt, i: int64(serial - 8)}, 0, true
	case serial < 12 || (serial-12)/2 > uint64(len(body)):
		return v, 0, false
	}
	n = int(serial-12) / 2
	v = value{kind: isBlob + kind(serial%2), b: body[:n]}
	return v, n, true
}

// varint decodes an integer of one to nine bytes; k is its length, or 0 if b ends before
// it.
func varint(b []byte, off int) (v uint64, k int) {
	for i := range 9 {
		if off+i >= len(b) || off+i < 0 {
			return 0, 0
		}
		c := b[off+i]
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
