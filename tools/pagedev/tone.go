package main

import (
	"encoding/binary"
	"math"
	"net/http"
)

// tone writes a WAV file of a soft tone of hz for ms milliseconds.
func tone(w http.ResponseWriter, hz, ms int) {
	const rate = 16000
	n := rate * ms / 1000
	samples := make([]int16, n)
	for i := range samples {
		samples[i] = int16(6000 * math.Sin(2*math.Pi*float64(hz*i)/rate) * math.Sin(math.Pi*float64(i)/float64(n)))
	}
	w.Header().Set("Content-Type", "audio/wav")
	le := binary.LittleEndian
	head := append([]byte("RIFF"), le.AppendUint32(nil, uint32(36+2*n))...)
	head = append(head, "WAVEfmt "...)
	for _, v := range []any{uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2 * rate), uint16(2), uint16(16)} {
		head, _ = binary.Append(head, le, v)
	}
	head = append(head, "data"...)
	head = le.AppendUint32(head, uint32(2*n))
	w.Write(head)
	binary.Write(w, le, samples)
}
