package audio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

func TestWAVReadsBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := PCM{
			Rate:    rapid.IntRange(MinRate, MaxRate).Draw(t, "rate"),
			Samples: rapid.SliceOfN(rapid.Float32Range(-1, 1), 0, 200).Draw(t, "samples"),
		}
		got, err := DecodeWAV(WAV(p))
		if err != nil {
			t.Fatal(err)
		}
		if got.Rate != p.Rate || len(got.Samples) != len(p.Samples) {
			t.Fatalf("read %d samples at %d, wrote %d at %d", len(got.Samples), got.Rate, len(p.Samples), p.Rate)
		}
		for i, s := range p.Samples {
			if math.Abs(float64(got.Samples[i]-s)) > 1.0/32768 {
				t.Fatalf("sample %d reads %v, was %v", i, got.Samples[i], s)
			}
		}
		if again := WAV(got); !bytes.Equal(again, WAV(p)) {
			t.Fatal("writing what was read gives other bytes")
		}
	})
}

// chunk returns a RIFF chunk that declares the size claim.
func chunk(name string, claim uint32, body []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), claim)
	return append(out, body...)
}

func fmtChunk(tag, channels uint16, rate uint32, bits uint16) []byte {
	b := binary.LittleEndian.AppendUint16(nil, tag)
	b = binary.LittleEndian.AppendUint16(b, channels)
	b = binary.LittleEndian.AppendUint32(b, rate)
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = binary.LittleEndian.AppendUint16(b, 0)
	b = binary.LittleEndian.AppendUint16(b, bits)
	return chunk("fmt ", 16, b)
}

func riff(chunks ...[]byte) []byte {
	return append([]byte("RIFF\xff\xff\xff\xffWAVE"), bytes.Join(chunks, nil)...)
}

func TestReadWAVForms(t *testing.T) {
	f32 := binary.LittleEndian.AppendUint32(nil, math.Float32bits(0.5))
	f64 := binary.LittleEndian.AppendUint64(nil, math.Float64bits(0.5))
	nan := binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(math.NaN())))
	loud := binary.LittleEndian.AppendUint32(nil, math.Float32bits(9e9))
	extensible := append(fmtChunk(formatExtensible, 1, 16000, 16)[8:], make([]byte, 24)...)
	extensible[24] = formatPCM
	for _, c := range []struct {
		name string
		file []byte
		want []float32
	}{
		{"8 bit", riff(fmtChunk(1, 1, 8000, 8), chunk("data", 2, []byte{128, 192})), []float32{0, 0.5}},
		{"16 bit", riff(fmtChunk(1, 1, 8000, 16), chunk("data", 2, []byte{0, 0x40})), []float32{0.5}},
		{"24 bit", riff(fmtChunk(1, 1, 8000, 24), chunk("data", 3, []byte{0, 0, 0x40})), []float32{0.5}},
		{"32 bit", riff(fmtChunk(1, 1, 8000, 32), chunk("data", 4, []byte{0, 0, 0, 0xC0})), []float32{-0.5}},
		{"float", riff(fmtChunk(3, 1, 8000, 32), chunk("data", 4, f32)), []float32{0.5}},
		{"double", riff(fmtChunk(3, 1, 8000, 64), chunk("data", 8, f64)), []float32{0.5}},
		{"not a number", riff(fmtChunk(3, 1, 8000, 32), chunk("data", 4, nan)), []float32{0}},
		{"beyond full scale", riff(fmtChunk(3, 1, 8000, 32), chunk("data", 4, loud)), []float32{1}},
		{"stereo is mixed", riff(fmtChunk(1, 2, 8000, 16), chunk("data", 4, []byte{0, 0x40, 0, 0})), []float32{0.25}},
		{"extensible", riff(chunk("fmt ", 40, extensible), chunk("data", 2, []byte{0, 0x40})), []float32{0.5}},
		{"other chunks are passed over", riff(chunk("LIST", 3, []byte("abc\x00")), fmtChunk(1, 1, 8000, 16), chunk("data", 2, []byte{0, 0x40})), []float32{0.5}},
		{"a pipe's false length", riff(fmtChunk(1, 1, 8000, 16), chunk("data", 0x7ffff000, []byte{0, 0x40})), []float32{0.5}},
		{"a broken last frame is left out", riff(fmtChunk(1, 1, 8000, 16), chunk("data", 3, []byte{0, 0x40, 9})), []float32{0.5}},
	} {
		p, err := DecodeWAV(c.file)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(p.Samples) != len(c.want) {
			t.Errorf("%s: %d samples, want %d", c.name, len(p.Samples), len(c.want))
			continue
		}
		for i := range c.want {
			if p.Samples[i] != c.want[i] {
				t.Errorf("%s: sample %d is %v, want %v", c.name, i, p.Samples[i], c.want[i])
			}
		}
	}
}

func TestReadWAVRefusesWhatIsNone(t *testing.T) {
	for _, c := range []struct {
		name string
		file []byte
		kind study.ErrorKind
	}{
		{"nothing", nil, study.Unreadable},
		{"a web page", []byte("<!doctype html><title>no</title>"), study.Unreadable},
		{"no chunks", riff(), study.Unreadable},
		{"no samples", riff(fmtChunk(1, 1, 8000, 16)), study.Unreadable},
		{"samples first", riff(chunk("data", 2, []byte{0, 0})), study.Unreadable},
		{"no channels", riff(fmtChunk(1, 0, 8000, 16), chunk("data", 0, nil)), study.Unreadable},
		{"rate 0", riff(fmtChunk(1, 1, 0, 16), chunk("data", 0, nil)), study.Unreadable},
		{"rate of gigahertz", riff(fmtChunk(1, 1, 0xffffffff, 16), chunk("data", 0, nil)), study.Unreadable},
		{"0 bits", riff(fmtChunk(1, 1, 8000, 0), chunk("data", 0, nil)), study.Unsupported},
		{"mu-law", riff(fmtChunk(7, 1, 8000, 8), chunk("data", 0, nil)), study.Unsupported},
		{"short format", riff(chunk("fmt ", 4, []byte{1, 0, 1, 0})), study.Unreadable},
	} {
		_, err := DecodeWAV(c.file)
		if study.KindOf(err) != c.kind {
			t.Errorf("%s: %v (%s), want %s", c.name, err, study.KindOf(err), c.kind)
		}
	}
}

func TestReadWAVIsBounded(t *testing.T) {
	file := WAV(tone(8000, 440, -6, 1))
	if _, err := ReadWAV(bytes.NewReader(file), int64(len(file))); err != nil {
		t.Error(err)
	}
	if _, err := ReadWAV(bytes.NewReader(file), int64(len(file))-1); study.KindOf(err) != study.Unreadable {
		t.Errorf("a file over the bound: %v", err)
	}
	broken := errors.New("broken pipe")
	if _, err := ReadWAV(failing{broken}, 0); !errors.Is(err, broken) {
		t.Errorf("a failing reader: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzDecodeWAV(f *testing.F) {
	f.Add(WAV(tone(8000, 440, -6, 0.01)))
	f.Add(riff(fmtChunk(3, 2, 44100, 64), chunk("data", 99, make([]byte, 40))))
	f.Add(riff(chunk("LIST", 0xffffffff, nil)))
	f.Add(riff(fmtChunk(formatExtensible, 1, 16000, 16)))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := DecodeWAV(file)
		if err != nil {
			if k := study.KindOf(err); k != study.Unreadable && k != study.Unsupported {
				t.Fatalf("%v has kind %s", err, k)
			}
			return
		}
		if len(p.Samples) > len(file) {
			t.Fatalf("%d samples out of %d bytes", len(p.Samples), len(file))
		}
		if p.Rate < MinRate || p.Rate > MaxRate {
			t.Fatalf("rate %d", p.Rate)
		}
		for i, s := range p.Samples {
			if !(s >= -1 && s <= 1) {
				t.Fatalf("sample %d is %v", i, s)
			}
		}
	})
}
