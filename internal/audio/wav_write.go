package audio

import (
	"encoding/binary"
	"math"
)

const wavHeaderSize = 44

// WAV returns the sound as a RIFF WAVE file with one channel of 16-bit samples. Samples
// beyond full scale are clipped; samples that are not numbers become silence.
func WAV(p PCM) []byte {
	rate := p.Rate
	if rate <= 0 {
		rate = 16000
	}
	size := 2 * len(p.Samples)
	out := make([]byte, wavHeaderSize, wavHeaderSize+size)
	le := binary.LittleEndian
	copy(out[0:], "RIFF")
	le.PutUint32(out[4:], uint32(36+size))
	copy(out[8:], "WAVEfmt ")
	le.PutUint32(out[16:], 16)
	le.PutUint16(out[20:], formatPCM)
	le.PutUint16(out[22:], 1)
	le.PutUint32(out[24:], uint32(rate))
	le.PutUint32(out[28:], uint32(2*rate))
	le.PutUint16(out[32:], 2)
	le.PutUint16(out[34:], 16)
	copy(out[36:], "data")
	le.PutUint32(out[40:], uint32(size))
	for _, s := range p.Samples {
		out = le.AppendUint16(out, uint16(toInt16(s)))
	}
	return out
}

func toInt16(s float32) int16 {
	v := math.Round(float64(s) * 32768)
	switch {
	case v != v:
		return 0
	case v > math.MaxInt16:
		return math.MaxInt16
	case v < math.MinInt16:
		return math.MinInt16
	}
	return int16(v)
}
