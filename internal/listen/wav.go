package listen

import (
	"encoding/binary"
	"math"

	"carrel/internal/study"
)

const longestRecording = 3600 // seconds

// ReadWAV reads a recording as 16 kHz mono, −1 to 1. It accepts PCM of 8 to 32 bits,
// floats of 32 or 64 bits, and telephone A-law or µ-law (ITU-T G.711), with any rate and
// number of channels, for at most an hour.
func ReadWAV(data []byte) ([]float32, error) {
	if len(data) < 12 || string(data[:4]) != "RIFF" || string(data[8:12]) != "WAVE" {
		return nil, study.Errorf(study.Unreadable, "this is not a WAV recording; convert it to WAV first")
	}
	var form wavForm
	for at := 12; at+8 <= len(data); {
		id, size := string(data[at:at+4]), int(binary.LittleEndian.Uint32(data[at+4:]))
		body := data[at+8:]
		// A truncated stream, or one of unknown length, declares more than it has.
		body = body[:min(max(size, 0), len(body))]
		switch {
		case id == "fmt " && len(body) >= 16:
			form = wavFormOf(body)
		case id == "data":
			return form.samples(body)
		}
		at += 8 + size + size%2
		if size < 0 {
			break
		}
	}
	return nil, study.Errorf(study.Unreadable, "this WAV recording holds no sound")
}

// wavForm says how the samples of a recording are stored.
type wavForm struct {
	wavKind
	channels, rate int
}

// wavFormOf reads a format chunk of at least 16 bytes.
func wavFormOf(chunk []byte) wavForm {
	le := binary.LittleEndian
	f := wavForm{wavKind{int(le.Uint16(chunk)), int(le.Uint16(chunk[14:]))}, int(le.Uint16(chunk[2:])), int(le.Uint32(chunk[4:]))}
	if f.format == 0xfffe && len(chunk) >= 26 { // extensible: the real format comes later
		f.format = int(le.Uint16(chunk[24:]))
	}
	return f
}

// samples reads the samples in a data chunk.
func (f wavForm) samples(body []byte) ([]float32, error) {
	sample := decoders[f.wavKind]
	if sample == nil || f.channels < 1 || f.channels > 64 || f.rate < 4000 || f.rate > 384000 {
		return nil, study.Errorf(study.Unsupported, "this WAV recording is of a kind Carrel does not read (format %d, %d bits, %d channels, %d Hz); convert it to 16-bit PCM", f.format, f.bits, f.channels, f.rate)
	}
	width := f.channels * f.bits / 8
	if len(body)/width > longestRecording*f.rate {
		return nil, study.Errorf(study.Invalid, "this recording is longer than an hour; cut it into parts")
	}
	return Resample(mono(body, width, f.channels, f.bits/8, sample), f.rate, Shared.Rate), nil
}

func mono(body []byte, width, channels, size int, sample func([]byte) float64) []float32 {
	out := make([]float32, len(body)/width)
	for i := range out {
		sum := 0.0
		for c := range channels {
			sum += sample(body[i*width+c*size:])
		}
		out[i] = float32(sum / float64(channels))
	}
	return out
}

// wavKind is a format of samples and its number of bits.
type wavKind struct{ format, bits int }

// decoders return one sample of each kind as −1 to 1. Format 1 is PCM, 3 floats, 6 A-law
// and 7 µ-law.
var decoders = map[wavKind]func([]byte) float64{
	{1, 8}:  func(b []byte) float64 { return (float64(b[0]) - 128) / 128 },
	{1, 16}: func(b []byte) float64 { return float64(int16(binary.LittleEndian.Uint16(b))) / 32768 },
	{1, 24}: func(b []byte) float64 {
		return float64(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)) / (1 << 31)
	},
	{1, 32}: func(b []byte) float64 { return float64(int32(binary.LittleEndian.Uint32(b))) / (1 << 31) },
	{3, 32}: func(b []byte) float64 { return clipped(float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))) },
	{3, 64}: func(b []byte) float64 { return clipped(math.Float64frombits(binary.LittleEndian.Uint64(b))) },
	{6, 8}:  aLaw,
	{7, 8}:  muLaw,
}

// clipped limits samples to full scale, as a player does.
func clipped(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return math.Max(-1, math.Min(1, x))
}

// aLaw decodes an A-law sample of ITU-T G.711: sign, three bits of exponent and four of
// mantissa, with every other bit inverted. Full scale is 4096.
func aLaw(b []byte) float64 {
	c := b[0] ^ 0x55
	x := 2*float64(c&15) + 1
	if e := c >> 4 & 7; e > 0 {
		x = math.Ldexp(x+32, int(e)-1)
	}
	if c < 128 {
		x = -x
	}
	return x / 4096
}

// muLaw decodes a µ-law sample, used in North America and Japan: the same with all bits
// inverted. Full scale is 8192.
func muLaw(b []byte) float64 {
	c := ^b[0]
	x := math.Ldexp(2*float64(c&15)+33, int(c>>4&7)) - 33
	if c >= 128 {
		x = -x
	}
	return x / 8192
}
