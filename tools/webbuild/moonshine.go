package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

const (
	moonshineModel = "./models/moonshine"
	moonshineWords = "llama-tokenizer-js/llama-tokenizer.js"
)

// buildMoonshine compiles web/moonshine to WebAssembly and writes the model in the form
// that this program reads (web/moonshine/model.ts): the tensors in the order of their
// use, and the word pieces.
func (b *builder) buildMoonshine() error {
	wasm := filepath.Join(b.out, "moonshine.tmp")
	defer os.Remove(wasm)
	asc := exec.Command("node", b.source("assemblyscript/bin/asc.js"), filepath.Join(b.web, "moonshine", "index.ts"),
		"-o", wasm, "-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--use", "abort=")
	if out, err := asc.CombinedOutput(); err != nil {
		return fmt.Errorf("compiling web/moonshine: %w\n%s", err, out)
	}
	code, err := os.ReadFile(wasm)
	if err != nil {
		return err
	}
	if err := b.add("moonshine/moonshine.wasm", code); err != nil {
		return err
	}
	var files [2]onnx
	for i, name := range []string{"encoder_model.onnx", "decoder_model_merged.onnx"} {
		data, err := os.ReadFile(b.source(moonshineModel + "/" + name))
		if err != nil {
			return err
		}
		if files[i], err = readONNX(data); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	words, err := os.ReadFile(b.source(moonshineWords))
	if err != nil {
		return err
	}
	pieces, err := piecesOf(words)
	if err != nil {
		return err
	}
	model, err := moonshineFile(files[0], files[1], pieces)
	if err != nil {
		return err
	}
	return b.add("moonshine/en.bin", model)
}

// moonshineFile returns the model after a magic number and its length. The numbers are
// those of the architecture: width 288, 6 layers, 32768 pieces.
func moonshineFile(enc, dec onnx, pieces []string) ([]byte, error) {
	const width, hidden, layers, tokens = 288, 1152, 6, 32768
	w := moonshineWriter{onnx: enc}
	w.data = append(w.data, "CRRLMAR1\x00\x00\x00\x00\x00\x00\x00\x00"...)
	w.convolution("conv1", width, 1, 127)
	w.folded("groupnorm", width)
	w.convolution("conv2", 2*width, width, 7)
	w.floats("conv2.bias", 2*width)
	w.convolution("conv3", width, 2*width, 3)
	w.floats("conv3.bias", width)
	w.floats("/rotary_emb/Cast_1_output_0", 16)
	for l := range layers {
		p := fmt.Sprintf("layers.%d", l)
		w.floats(p+".input_layernorm.weight", width)
		w.attention(p+"/self_attn", width)
		w.floats(p+".post_attention_layernorm.weight", width)
		w.product(p+"/mlp/fc1", width, hidden)
		w.floats(p+".mlp.fc1.bias", hidden)
		w.product(p+"/mlp/fc2", hidden, width)
		w.floats(p+".mlp.fc2.bias", width)
	}
	w.floats("layer_norm.weight", width)
	w.onnx = dec
	w.matrix("model.decoder.embed_tokens.weight_merged_0", false, tokens, width)
	for l := range layers {
		p := fmt.Sprintf("layers.%d", l)
		q := "model.decoder." + p
		w.floats(q+".input_layernorm.weight_merged_0", width)
		w.attention(p+"/self_attn", width)
		w.floats(q+".post_attention_layernorm.weight_merged_0", width)
		w.attention(p+"/encoder_attn", width)
		w.floats(q+".final_layernorm.weight_merged_0", width)
		w.product(p+"/mlp/up_proj", width, 2*hidden)
		w.floats(q+".mlp.up_proj.bias_merged_0", 2*hidden)
		w.product(p+"/mlp/down_proj", hidden, width)
		w.floats(q+".mlp.down_proj.bias_merged_0", width)
	}
	w.floats("model.decoder.norm.weight_merged_0", width)
	w.data = binary.LittleEndian.AppendUint32(w.data, uint32(len(pieces)))
	for _, p := range pieces {
		w.data = append(append(w.data, byte(len(p))), p...)
	}
	binary.LittleEndian.PutUint32(w.data[8:], uint32(len(w.data)))
	return w.data, w.err
}

// moonshineWriter writes tensors one after the other. err is the first failure.
type moonshineWriter struct {
	onnx
	data []byte
	err  error
}

func (w *moonshineWriter) align() {
	for len(w.data)%16 != 0 {
		w.data = append(w.data, 0)
	}
}

func (w *moonshineWriter) fail(err error) bool {
	if w.err == nil {
		w.err = err
	}
	return w.err != nil
}

func (w *moonshineWriter) put(values []float32) {
	for _, v := range values {
		w.data = binary.LittleEndian.AppendUint32(w.data, math.Float32bits(v))
	}
	w.align()
}

func (w *moonshineWriter) floats(name string, n int) {
	values, err := w.onnx.floats(name, n)
	if !w.fail(err) {
		w.put(values)
	}
}

// folded writes the scale and shift of a group normalisation. The exporter gave them
// numbers instead of names, so folded finds them by their size.
func (w *moonshineWriter) folded(name string, n int) {
	for _, op := range []string{"onnx::Mul_", "onnx::Add_"} {
		found := ""
		for t := range w.tensors {
			if strings.HasPrefix(t, op) && len(w.tensors[t].raw) == 4*n {
				found = t
			}
		}
		if found == "" {
			w.fail(fmt.Errorf("the model has no %s", name))
			return
		}
		w.floats(found, n)
	}
}

func (w *moonshineWriter) attention(path string, width int) {
	for _, n := range []string{"q_proj", "k_proj", "v_proj", "dense"} {
		w.product(path+"/"+n, width, width)
	}
}

// product writes the weight matrix of a layer.
func (w *moonshineWriter) product(path string, inputs, outputs int) {
	name := w.products[path]
	if name == "" {
		w.fail(fmt.Errorf("the model has no layer %q", path))
		return
	}
	w.matrix(name, true, inputs, outputs)
}

// matrix writes a matrix of bytes, as outputs × inputs.
func (w *moonshineWriter) matrix(name string, transpose bool, rows, columns int) {
	raw, _, err := w.bytes(name+"_quantized", rows, columns)
	if w.fail(err) {
		return
	}
	scale, err := w.onnx.floats(name+"_scale", 1)
	zero, ok := w.tensors[name+"_zero_point"]
	if err == nil && (!ok || len(zero.raw) == 0 || zero.kind != 2 || w.tensors[name+"_quantized"].kind != 2) {
		err = fmt.Errorf("the model's %q is not of bytes", name)
	}
	if w.fail(err) {
		return
	}
	w.put([]float32{scale[0], float32(zero.raw[0])})
	if transpose {
		turned := make([]byte, 0, len(raw))
		for c := range columns {
			for r := range rows {
				turned = append(turned, raw[r*columns+c])
			}
		}
		raw = turned
	}
	w.data = append(w.data, raw...)
	w.align()
}

// convolution writes kernels as rows in the order of the sound: all channels of one step,
// then those of the next. A weight is scale × byte + shift.
func (w *moonshineWriter) convolution(name string, outputs, channels, steps int) {
	raw, moved, err := w.bytes(name+".weight_quantized", outputs, channels, steps)
	if w.fail(err) {
		return
	}
	scale, err := w.onnx.floats(name+".weight_scale", 1)
	if w.fail(err) {
		return
	}
	shift, err := w.onnx.floats(name+".weight_zero_point", 1)
	if w.fail(err) {
		return
	}
	w.put([]float32{scale[0], moved - shift[0]/scale[0]})
	for o := range outputs {
		n := 0
		for s := range steps {
			for c := range channels {
				w.data = append(w.data, raw[(o*channels+c)*steps+s])
				n++
			}
		}
		for ; n%16 != 0; n++ {
			w.data = append(w.data, 0)
		}
	}
	w.align()
}

// piecesOf reads the word pieces from llama-tokenizer-js: base64 of UTF-8, one per line,
// with ▁ for a space. Pieces that stand for no text (control signs and single bytes)
// become empty.
func piecesOf(source []byte) ([]string, error) {
	m := regexp.MustCompile(`llama_vocab_base64 = "([A-Za-z0-9+/=]+)"`).FindSubmatch(source)
	if m == nil {
		return nil, fmt.Errorf("%s holds no vocabulary", moonshineWords)
	}
	text, err := base64.StdEncoding.DecodeString(string(m[1]))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", moonshineWords, err)
	}
	pieces := strings.Split(string(text), "\n")
	for i, p := range pieces {
		if p = strings.ReplaceAll(p, "▁", " "); i < 3+256 || len(p) > 255 {
			p = ""
		}
		pieces[i] = p
	}
	return pieces, nil
}
