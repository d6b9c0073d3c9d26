package audio

import (
	"encoding/binary"
	"io"
	"math"
	"slices"

	"carrel/internal/study"
)

// Format tags in the "fmt " chunk of a WAVE file.
const (
	formatPCM        = 1
	formatFloat      = 3
	formatExtensible = 0xFFFE
)

// MaxWAV is the default limit of ReadWAV in bytes: more than an hour of 16-bit mono at 16
// kHz.
const MaxWAV = 128 << 20

// wavFormat is the content of a "fmt " chunk.
type wavFormat struct {
	tag, channels, bits int
	rate                int
}

func (f wavFormat) frameSize() int { return f.channels * f.bits / 8 }

// ReadWAV reads a RIFF WAVE file of 8, 16, 24 or 32-bit integers or 32 or 64-bit floats
// and mixes its channels into one. A file longer than max bytes (MaxWAV if max is not
// positive) is an error.
//
// Programs that write to a pipe do not know the length in advance and put a false one
// into the header. A data chunk that declares more than the file has therefore ends where
// the file ends.
func ReadWAV(r io.Reader, max int64) (PCM, error) {
	if max <= 0 {
		max = MaxWAV
	}
	file, err := io.ReadAll(io.LimitReader(r, max+1))
	if err != nil {
		return PCM{}, study.Errorf(study.Unreadable, "the WAV sound could not be read: %w", err)
	}
	if int64(len(file)) > max {
		return PCM{}, study.Errorf(study.Unreadable, "the WAV sound is longer than the %d bytes that are allowed", max)
	}
	return DecodeWAV(file)
}

// DecodeWAV is ReadWAV for bytes in memory.
func DecodeWAV(file []byte) (PCM, error) {
	if len(file) < 12 || string(file[:4]) != "RIFF" || string(file[8:12]) != "WAVE" {
		return PCM{}, notWAV("it does not begin with RIFF and WAVE")
	}
	var format *wavFormat
	for rest := file[12:]; len(rest) >= 8; {
		name := string(rest[:4])
		size := int64(binary.LittleEndian.Uint32(rest[4:]))
		rest = rest[8:]
		body := rest[:min(size, int64(len(rest)))]
		switch name {
		case "fmt ":
			f, err := parseFormat(body)
			if err != nil {
				return PCM{}, err
			}
			format = &f
		case "data":
			if format == nil {
				return PCM{}, notWAV("its samples come before their format")
			}
			return format.decode(body), nil
		}
		// Chunks are padded to an even length.
		rest = rest[min(size+size%2, int64(len(rest))):]
	}
	return PCM{}, notWAV("it holds no samples")
}

// sampleBits lists the sizes of samples that can be read, by format.
var sampleBits = map[int][]int{formatPCM: {8, 16, 24, 32}, formatFloat: {32, 64}}

func parseFormat(chunk []byte) (wavFormat, error) {
	if len(chunk) < 16 {
		return wavFormat{}, notWAV("its format chunk is cut short")
	}
	le := binary.LittleEndian
	f := wavFormat{
		tag:      int(le.Uint16(chunk)),
		channels: int(le.Uint16(chunk[2:])),
		bits:     int(le.Uint16(chunk[14:])),
	}
	rate := le.Uint32(chunk[4:])
	if rate < MinRate || rate > MaxRate {
		return f, notWAV("its sampling rate is out of range")
	}
	f.rate = int(rate)
	if f.tag == formatExtensible {
		if len(chunk) < 26 {
			return f, notWAV("its format chunk is cut short")
		}
		f.tag = int(le.Uint16(chunk[24:]))
	}
	if f.channels < 1 || f.channels > 64 {
		return f, notWAV("its number of channels is out of range")
	}
	if !slices.Contains(sampleBits[f.tag], f.bits) {
		return f, study.Errorf(study.Unsupported,
			"the WAV sound is in a form Carrel cannot read (format %d, %d bits); convert it to 16-bit PCM", f.tag, f.bits)
	}
	return f, nil
}

// decode mixes the complete frames of data into one channel and ignores an incomplete
// last frame.
func (f wavFormat) decode(data []byte) PCM {
	frames := len(data) / f.frameSize()
	out := PCM{Rate: f.rate, Samples: make([]float32, frames)}
	width := f.bits / 8
	for i := range out.Samples {
		sum := 0.0
		for c := 0; c < f.channels; c++ {
			sum += f.sample(data[(i*f.channels+c)*width:])
		}
		out.Samples[i] = float32(sum / float64(f.channels))
	}
	return out
}

func (f wavFormat) sample(b []byte) float64 {
	le := binary.LittleEndian
	if f.tag == formatFloat {
		var v float64
		if f.bits == 32 {
			v = float64(math.Float32frombits(le.Uint32(b)))
		} else {
			v = math.Float64frombits(le.Uint64(b))
		}
		if v != v {
			return 0
		}
		return math.Max(-1, math.Min(1, v))
	}
	switch f.bits {
	case 8: // unsigned; 128 is silence
		return (float64(b[0]) - 128) / 128
	case 16:
		return float64(int16(le.Uint16(b))) / (1 << 15)
	case 24:
		return float64(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)) / (1 << 31)
	default:
		return float64(int32(le.Uint32(b))) / (1 << 31)
	}
}

func notWAV(why string) error {
	return study.Errorf(study.Unreadable, "this is not a WAV sound that can be read: %s", why)
}
