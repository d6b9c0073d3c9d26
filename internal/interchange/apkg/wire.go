package apkg

import (
	"encoding/binary"
	"errors"
	"math"
)

var errWire = errors.New("truncated protocol buffer")

// field is one field of a protocol buffer: its number and its value, which is a number or
// bytes depending on the wire type.
type field struct {
	num   int
	value uint64 // varint, fixed32, fixed64
	bytes []byte // length-delimited
}

func (f field) float32() float64 { return float64(math.Float32frombits(uint32(f.value))) }

// eachField calls f for every field of a protocol buffer message. Truncated messages are
// errors, and so are groups, which Anki does not use.
func eachField(b []byte, f func(field) error) error {
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		if n <= 0 || tag>>3 == 0 || tag>>3 > 1<<29 {
			return errWire
		}
		b = b[n:]
		fd := field{num: int(tag >> 3)}
		switch tag & 7 {
		case 0:
			fd.value, n = binary.Uvarint(b)
			if n <= 0 {
				return errWire
			}
			b = b[n:]
		case 1:
			if len(b) < 8 {
				return errWire
			}
			fd.value, b = binary.LittleEndian.Uint64(b), b[8:]
		case 2:
			size, n := binary.Uvarint(b)
			if n <= 0 || size > uint64(len(b)-n) {
				return errWire
			}
			fd.bytes, b = b[n:n+int(size)], b[n+int(size):]
		case 5:
			if len(b) < 4 {
				return errWire
			}
			fd.value, b = uint64(binary.LittleEndian.Uint32(b)), b[4:]
		default:
			return errWire
		}
		if err := f(fd); err != nil {
			return err
		}
	}
	return nil
}

// numbers reads a repeated varint field, packed or unpacked.
func (f field) numbers() ([]uint64, error) {
	if f.bytes == nil {
		return []uint64{f.value}, nil
	}
	var list []uint64
	for b := f.bytes; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, errWire
		}
		if len(list) >= maxParts {
			return nil, errTooMany
		}
		list, b = append(list, v), b[n:]
	}
	return list, nil
}

func putVarint(b []byte, num int, v uint64) []byte {
	if v == 0 {
		return b
	}
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(num)<<3), v)
}

func putBytes(b []byte, num int, v []byte) []byte {
	if len(v) == 0 {
		return b
	}
	b = binary.AppendUvarint(b, uint64(num)<<3|2)
	b = binary.AppendUvarint(b, uint64(len(v)))
	return append(b, v...)
}

func appendVarint(b []byte, v uint64) []byte { return binary.AppendUvarint(b, v) }
