package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"reflect"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// field appends a field to a message: bytes, or a number.
func field(message []byte, n protowire.Number, value any) []byte {
	switch v := value.(type) {
	case int:
		return protowire.AppendVarint(protowire.AppendTag(message, n, protowire.VarintType), uint64(v))
	case string:
		return protowire.AppendString(protowire.AppendTag(message, n, protowire.BytesType), v)
	case []byte:
		return protowire.AppendBytes(protowire.AppendTag(message, n, protowire.BytesType), v)
	}
	panic("no such field")
}

// message makes a message of fields: number, value, number, value.
func message(fields ...any) []byte {
	var out []byte
	for i := 0; i < len(fields); i += 2 {
		out = field(out, protowire.Number(fields[i].(int)), fields[i+1])
	}
	return out
}

// packed returns numbers one after the other, without tags.
func packed(numbers ...int) []byte {
	var out []byte
	for _, n := range numbers {
		out = protowire.AppendVarint(out, uint64(n))
	}
	return out
}

func floatsOf(values ...float32) []byte {
	var out []byte
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}

// ones appends floats as separate fields, the unpacked form.
func ones(message []byte, n protowire.Number, values ...float32) []byte {
	for _, v := range values {
		message = protowire.AppendFixed32(protowire.AppendTag(message, n, protowire.Fixed32Type), math.Float32bits(v))
	}
	return message
}

// tinyONNX has tensors in all their encodings, a product at the top, and one in each
// branch of an If within an If.
func tinyONNX() []byte {
	product := func(in, out string) []byte {
		return message(1, "x", 1, in, 1, "zero", 2, out, 3, "some name", 4, "MatMulInteger")
	}
	branch := func(name string, node []byte) []byte { return message(1, name, 6, message(1, node)) }
	inner := message(1, "cond", 4, "If", 5, branch("then_branch", product("b_quantized", "/model/decoder/layers.1/mlp/fc1/MatMul_output_0_quantized")))
	outer := message(1, "cond", 4, "If", 5, branch("then_branch", inner),
		5, branch("else_branch", product("c_quantized", "/layers.2/mlp/fc2/MatMul_output_0_quantized")))
	graph := message(
		1, product("a_quantized", "/layers.0/self_attn/q_proj/MatMul_output_0_quantized"),
		1, outer,
		1, message(1, "x", 1, "d_quantized", 2, "/other/MatMul_output_0", 4, "MatMul"), // not a product of bytes
		1, message(1, "x", 4, "MatMulInteger"), // nothing to multiply by
		2, "graph",
		5, message(1, packed(2, 3), 2, 2, 8, "a_quantized", 9, []byte{1, 2, 3, 4, 5, 200}),
		5, message(1, 2, 1, 300, 2, 3, 8, "b_quantized", 9, bytes.Repeat([]byte{0x80, 0xff, 0x7f}, 200)),
		5, message(2, 1, 8, "a_scale", 9, floatsOf(.5)),
		5, message(1, packed(3), 2, 1, 4, floatsOf(1, -2, 3), 8, "packed"),
		5, ones(message(1, packed(3), 2, 1, 8, "unpacked"), 4, 1, -2, 3),
		5, message(2, 2, 5, packed(200), 8, "a_zero_point"),
		5, message(1, 2, 2, 3, 5, 7, 5, 255, 8, "b_zero_point"),
		5, message(1, packed(), 2, 2, 5, packed(), 8, "empty"),
	)
	return message(1, 8, 2, "exporter", 7, graph, 8, message(1, "", 2, 17))
}

func TestReadONNX(t *testing.T) {
	o, err := readONNX(tinyONNX())
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"layers.0/self_attn/q_proj": "a", "layers.1/mlp/fc1": "b", "layers.2/mlp/fc2": "c"}; !reflect.DeepEqual(o.products, want) {
		t.Errorf("products %v, want %v", o.products, want)
	}
	for name, want := range map[string]tensor{
		"a_quantized":  {2, []int{2, 3}, []byte{1, 2, 3, 4, 5, 200}},
		"b_quantized":  {3, []int{2, 300}, bytes.Repeat([]byte{0x80, 0xff, 0x7f}, 200)},
		"a_scale":      {1, nil, floatsOf(.5)},
		"packed":       {1, []int{3}, floatsOf(1, -2, 3)},
		"unpacked":     {1, []int{3}, floatsOf(1, -2, 3)},
		"a_zero_point": {2, nil, []byte{200}},
		"b_zero_point": {3, []int{2}, []byte{7, 255}},
		"empty":        {2, nil, nil},
	} {
		if got, ok := o.tensors[name]; !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %+v, want %+v", name, got, want)
		}
	}
	if len(o.tensors) != 8 {
		t.Errorf("%d tensors, want 8", len(o.tensors))
	}
}

func TestNumbersOfATensor(t *testing.T) {
	o, err := readONNX(tinyONNX())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := o.floats("unpacked", 3); err != nil || !reflect.DeepEqual(got, []float32{1, -2, 3}) {
		t.Errorf("floats: %v, %v", got, err)
	}
	for name, n := range map[string]int{"unpacked": 2, "packed": 4, "a_quantized": 1, "nosuch": 0} {
		if got, err := o.floats(name, n); err == nil {
			t.Errorf("%d floats of %s: %v", n, name, got)
		}
	}
	if raw, moved, err := o.bytes("a_quantized", 2, 3); err != nil || moved != 0 || !bytes.Equal(raw, []byte{1, 2, 3, 4, 5, 200}) {
		t.Errorf("bytes: %v moved by %v, %v", raw, moved, err)
	}
	if raw, moved, err := o.bytes("b_quantized", 2, 300); err != nil || moved != 128 || !bytes.Equal(raw, bytes.Repeat([]byte{0, 127, 255}, 200)) {
		t.Errorf("signed bytes: %v moved by %v, %v", raw, moved, err)
	}
	for name, dims := range map[string][]int{"a_quantized": {3, 2}, "b_quantized": {600}, "nosuch": {}} {
		if raw, _, err := o.bytes(name, dims...); err == nil {
			t.Errorf("%v bytes of %s: %v", dims, name, raw)
		}
	}
}

// TestACutONNX checks that a file cut in the middle of a field is an error and never a
// panic.
func TestACutONNX(t *testing.T) {
	whole := tinyONNX()
	ends := map[int]bool{} // ends of the top-level fields: a file cut there is valid
	for rest := whole; len(rest) > 0; {
		_, _, size := protowire.ConsumeField(rest)
		ends[len(whole)-len(rest)] = true
		rest = rest[size:]
	}
	for n := range whole {
		if _, err := readONNX(whole[:n]); (err == nil) != ends[n] {
			t.Errorf("cut after %d of %d bytes: %v", n, len(whole), err)
		}
	}
}

func TestADamagedONNX(t *testing.T) {
	inGraph := func(fields ...any) []byte { return message(7, message(fields...)) }
	for name, data := range map[string][]byte{
		"no message at all":        []byte("<html>"),
		"a node that is cut":       inGraph(1, message(1, "x")[:2]),
		"a branch that is cut":     inGraph(1, message(5, message(6, message(1, message(1, "x")[:2])))),
		"an attribute that is cut": inGraph(1, message(5, []byte{0x32})),
		"a tensor that is cut":     inGraph(5, message(8, "name")[:3]),
		"dimensions that are cut":  inGraph(5, message(1, []byte{0x80})),
		"numbers that are cut":     inGraph(5, message(5, []byte{1, 0xff})),
	} {
		if _, err := readONNX(data); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

// FuzzReadONNX checks that every tensor that was read can be requested by its name.
func FuzzReadONNX(f *testing.F) {
	whole := tinyONNX()
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte{})
	f.Add(message(7, message(5, message(1, -1, 2, 1, 8, "t"))))
	f.Add(message(7, message(1, message(5, message(6, message(1, message(4, "If", 5, message(6, []byte{}))))))))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := readONNX(data)
		if err != nil {
			return
		}
		for name, tensor := range o.tensors {
			if values, err := o.floats(name, len(tensor.raw)/4); err == nil && 4*len(values) != len(tensor.raw) {
				t.Fatalf("%q has %d floats in %d bytes", name, len(values), len(tensor.raw))
			}
			if raw, _, err := o.bytes(name, tensor.dims...); err == nil && len(raw) != len(tensor.raw) {
				t.Fatalf("%q has %d of %d bytes", name, len(raw), len(tensor.raw))
			}
		}
	})
}
