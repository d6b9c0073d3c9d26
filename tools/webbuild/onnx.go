package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
)

// onnx is the content of a quantised ONNX file: its tensors by name, and the tensor of
// each matrix product. The field numbers are those of onnx.proto3 (ONNX IR version 8).
type onnx struct {
	tensors map[string]tensor
	// products maps the path of a layer, such as "layers.0/self_attn/q_proj", to the name
	// of its weight without "_quantized".
	products map[string]string
}

// tensor is n-dimensional, with its elements in row-major order as in the file: floats
// (kind 1), bytes (2) or signed bytes (3).
type tensor struct {
	kind int
	dims []int
	raw  []byte
}

func readONNX(data []byte) (onnx, error) {
	o := onnx{map[string]tensor{}, map[string]string{}}
	err := fieldsOf(data, func(n protowire.Number, b []byte, _ uint64) error {
		if n == 7 {
			return o.graph(b)
		}
		return nil
	})
	return o, err
}

func (o onnx) graph(data []byte) error {
	return fieldsOf(data, func(n protowire.Number, b []byte, _ uint64) error {
		switch n {
		case 1:
			return o.node(b)
		case 5:
			name, t, err := readTensor(b)
			o.tensors[name] = t
			return err
		}
		return nil
	})
}

func (o onnx) node(data []byte) error {
	var in, out []string
	op := ""
	err := fieldsOf(data, func(n protowire.Number, b []byte, _ uint64) error {
		switch n {
		case 1:
			in = append(in, string(b))
		case 2:
			out = append(out, string(b))
		case 4:
			op = string(b)
		case 5: // an attribute, which may contain a graph: the branches of an If
			return fieldsOf(b, func(n protowire.Number, b []byte, _ uint64) error {
				if n == 6 {
					return o.graph(b)
				}
				return nil
			})
		}
		return nil
	})
	if op == "MatMulInteger" && len(in) > 1 && len(out) > 0 {
		path, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(out[0], "/"), "model/decoder/"), "/MatMul_output")
		o.products[path] = strings.TrimSuffix(in[1], "_quantized")
	}
	return err
}

func readTensor(data []byte) (name string, t tensor, err error) {
	err = fieldsOf(data, func(n protowire.Number, b []byte, v uint64) error {
		switch n {
		case 1:
			return numbersOf(b, v, func(d uint64) { t.dims = append(t.dims, int(d)) })
		case 2:
			t.kind = int(v)
		case 4:
			t.raw = append(t.raw, b...)
		case 5: // small integers are stored as numbers
			return numbersOf(b, v, func(d uint64) { t.raw = append(t.raw, byte(d)) })
		case 8:
			name = string(b)
		case 9:
			t.raw = b
		}
		return nil
	})
	return name, t, err
}

// numbersOf calls f with the numbers of a repeated field, packed or unpacked.
func numbersOf(packed []byte, alone uint64, f func(uint64)) error {
	if packed == nil {
		f(alone)
	}
	for len(packed) > 0 {
		d, n := protowire.ConsumeVarint(packed)
		if n < 0 {
			return protowire.ParseError(n)
		}
		f(d)
		packed = packed[n:]
	}
	return nil
}

// fieldsOf calls f with every field of a message: its bytes, or its number.
func fieldsOf(data []byte, f func(n protowire.Number, b []byte, v uint64) error) error {
	for len(data) > 0 {
		n, kind, size := protowire.ConsumeTag(data)
		if size < 0 {
			return protowire.ParseError(size)
		}
		data = data[size:]
		var b []byte
		var v uint64
		switch kind {
		case protowire.BytesType:
			b, size = protowire.ConsumeBytes(data)
		case protowire.VarintType:
			v, size = protowire.ConsumeVarint(data)
		default:
			if size = protowire.ConsumeFieldValue(n, kind, data); size >= 0 {
				b = data[:size]
			}
		}
		if size < 0 {
			return protowire.ParseError(size)
		}
		if err := f(n, b, v); err != nil {
			return err
		}
		data = data[size:]
	}
	return nil
}

// floats returns a tensor of n floats.
func (o onnx) floats(name string, n int) ([]float32, error) {
	t, ok := o.tensors[name]
	if !ok || t.kind != 1 || len(t.raw) != 4*n {
		return nil, fmt.Errorf("the model has no %d numbers %q", n, name)
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.raw[4*i:]))
	}
	return out, nil
}

// bytes returns a tensor of bytes with those dimensions. Signed bytes are increased by
// 128; moved is that increase.
func (o onnx) bytes(name string, dims ...int) (raw []byte, moved float32, err error) {
	t, ok := o.tensors[name]
	size := 1
	for _, d := range dims {
		size *= d
	}
	if !ok || !slices.Equal(t.dims, dims) || len(t.raw) != size || t.kind != 2 && t.kind != 3 {
		return nil, 0, fmt.Errorf("the model has no %v bytes %q", dims, name)
	}
	if t.kind == 2 {
		return t.raw, 0, nil
	}
	raw = make([]byte, len(t.raw))
	for i, b := range t.raw {
		raw[i] = b + 128
	}
	return raw, 128, nil
}
