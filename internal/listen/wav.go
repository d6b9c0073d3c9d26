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
	var format, channels, bits, rate int
	for at := 12; at+8 <= len(data); {
		id, size := string(data[at:at+4]), int(binary.LittleEndian.Uint32(data[at+4:]))
		body := data[at+8:]
		// A truncated stream, or one of unknown length, declares more than it has.
		body = body[:min(max(size, 0), len(body))]
		switch {
		case id == "fmt " && len(body) >= 16:
			format, channels = int(binary.LittleEndian.Uint16(body)), int(binary.LittleEndian.Uint16(body[2:]))
			rate, bits = int(binary.LittleEndian.Uint32(body[4:])), int(binary.LittleEndian.Uint16(body[14:]))
			if format == 0xfffe && len(body) >= 26 { // extensible: the real format comes later
				format = int(binary.LittleEndian.Uint16(body[24:]))
			}
		case id == "data":
			sample := decoder(format, bits)
			if sample == nil || channels < 1 || channels > 64 || rate < 4000 || rate > 384000 {
				return nil, study.Errorf(study.Unsupported, "this WAV recording is of a kind Carrel does not read (format %d, %d bits, %d channels, %d Hz); convert it to 16-bit PCM", format, bits, channels, rate)
			}
			width := channels * bits / 8
			if len(body)/width > longestRecording*rate {
				return nil, study.Errorf(study.Invalid, "this recording is longer than an hour; cut it into parts")
			}
			return Resample(mono(body, width, channels, bits/8, sample), rate, Shared.Rate), nil
		}
		at += 8 + size + size%2
		if size < 0 {
			break
		}
	}
	return nil, study.Errorf(study.Unreadable, "this WAV recording holds no sound")
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

func decoder(format, bits int) func([]byte) float64 {
	switch {
	case format == 1 && bits == 8:
		return func(b []byte) float64 { return (float64(b[0]) - 128) / 128 }
	case format == 1 && bits == 16:
		return func(b []byte) float64 { return float64(int16(binary.LittleEndian.Uint16(b))) / 32768 }
	case format == 1 && bits == 24:
		return func(b []byte) float64 {
			return float64(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)) / (1 << 31)
		}
	case format == 1 && bits == 32:
		return func(b []byte) float64 { return float64(int32(binary.LittleEndian.Uint32(b))) / (1 << 31) }
	case format == 3 && bits == 32:
		return func(b []byte) float64 { return clipped(float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))) }
	case format == 3 && bits == 64:
		return func(b []byte) float64 { return clipped(math.Float64frombits(binary.LittleEndian.Uint64(b))) }
	case format == 6 && bits == 8:
		return aLaw
	case format == 7 && bits == 8:
		return muLaw
	}
	return nil
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
