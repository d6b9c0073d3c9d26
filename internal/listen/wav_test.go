package listen

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
)

func wavOf(format, channels, rate, bits int, data []byte) []byte {
	var b bytes.Buffer
	b.WriteString("RIFF\x00\x00\x00\x00WAVELIST\x05\x00\x00\x00abcde\x00fmt \x10\x00\x00\x00")
	for _, x := range []any{uint16(format), uint16(channels), uint32(rate), uint32(rate * channels * bits / 8), uint16(channels * bits / 8), uint16(bits)} {
		binary.Write(&b, binary.LittleEndian, x)
	}
	b.WriteString("data")
	binary.Write(&b, binary.LittleEndian, uint32(len(data)))
	b.Write(data)
	return b.Bytes()
}

// tone is a 440 Hz sine of one second in 16-bit samples.
func tone(rate, channels int) []byte {
	var b bytes.Buffer
	for i := range rate {
		v := int16(16000 * math.Sin(2*math.Pi*440*float64(i)/float64(rate)))
		for range channels {
			binary.Write(&b, binary.LittleEndian, v)
		}
	}
	return b.Bytes()
}

func TestReadWAV(t *testing.T) {
	for _, c := range []struct{ rate, channels int }{{16000, 1}, {44100, 2}, {48000, 1}, {8000, 1}} {
		pcm, err := ReadWAV(wavOf(1, c.channels, c.rate, 16, tone(c.rate, c.channels)))
		if err != nil {
			t.Fatal(err)
		}
		if len(pcm) < 15990 || len(pcm) > 16010 {
			t.Errorf("%d Hz: %d samples, want a second at 16 kHz", c.rate, len(pcm))
		}
		// The tone must still be there, at the same level and without other sound.
		var re, im, power float64
		for i := 1000; i < 15000; i++ {
			a := 2 * math.Pi * 440 * float64(i) / 16000
			re, im, power = re+float64(pcm[i])*math.Cos(a), im+float64(pcm[i])*math.Sin(a), power+float64(pcm[i])*float64(pcm[i])
		}
		amplitude := 2 * math.Hypot(re, im) / 14000
		if want := 16000.0 / 32768; math.Abs(amplitude-want) > .02 || power/14000 > amplitude*amplitude/2*1.02 {
			t.Errorf("%d Hz: amplitude %.3f, want %.3f; power %.4f", c.rate, amplitude, want, power/14000)
		}
	}
	for name, bad := range map[string][]byte{
		"text": []byte("hello, this is no recording"), "empty": {}, "adpcm": wavOf(2, 1, 16000, 4, []byte{1, 2, 3}),
		"no data": wavOf(1, 1, 16000, 16, nil)[:40], "no channels": wavOf(1, 0, 16000, 16, []byte{1, 2}),
	} {
		if _, err := ReadWAV(bad); err == nil {
			t.Errorf("%s was read as a recording", name)
		}
	}
}

func FuzzReadWAV(f *testing.F) {
	f.Add(wavOf(1, 1, 16000, 16, tone(100, 1)))
	f.Add(wavOf(1, 2, 8000, 24, make([]byte, 60)))
	f.Add(wavOf(3, 1, 48000, 32, []byte{0, 0, 0xc0, 0x7f, 0, 0, 0x80, 0x7f}))
	f.Add(wavOf(0xfffe, 1, 16000, 8, []byte{1, 2, 3}))
	f.Fuzz(func(t *testing.T, data []byte) {
		pcm, err := ReadWAV(data)
		if err != nil {
			return
		}
		for _, x := range pcm {
			if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
				t.Fatal("a sample is no number")
			}
		}
	})
}

// TestReadWAVKinds reads one sample in each encoding. The values of A-law and µ-law are
// from the tables of ITU-T G.711.
func TestReadWAVKinds(t *testing.T) {
	for _, c := range []struct {
		format, bits int
		data         []byte
		want         float64
	}{
		{1, 8, []byte{192}, .5}, {1, 24, []byte{0, 0, 0xc0}, -.5}, {1, 32, []byte{0, 0, 0, 0x40}, .5},
		{3, 32, []byte{0, 0, 0, 0x3f}, .5}, {3, 64, []byte{0, 0, 0, 0, 0, 0, 0xe0, 0x3f}, .5},
		{3, 64, []byte{0, 0, 0, 0, 0, 0, 0xf8, 0x7f}, 0}, {3, 64, []byte{0, 0, 0, 0, 0, 0, 0, 0x40}, 1},
		{6, 8, []byte{0xaa}, 4032. / 4096}, {6, 8, []byte{0x2a}, -4032. / 4096}, {6, 8, []byte{0xd5}, 1. / 4096},
		{7, 8, []byte{0x80}, 8031. / 8192}, {7, 8, []byte{0x00}, -8031. / 8192}, {7, 8, []byte{0xff}, 0},
	} {
		pcm, err := ReadWAV(wavOf(c.format, 1, 16000, c.bits, c.data))
		if err != nil || len(pcm) != 1 || math.Abs(float64(pcm[0])-c.want) > 1e-6 {
			t.Errorf("format %d, %d bits, % x: %v, %v, want %v", c.format, c.bits, c.data, pcm, err, c.want)
		}
	}
}
