//go:build !js

package speech_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"carrel/internal/speech"
)

const benchSentence = "The capital of Canada is Ottawa, not Toronto."

// BenchmarkFlite reports the time per second of sound (rtf, the real-time factor) and, on
// Linux, the CPU time, which does not depend on other load.
func BenchmarkFlite(b *testing.B) {
	for _, voice := range []string{"rms", "slt", "awb", "kal16"} {
		for _, text := range []string{"Yes.", benchSentence} {
			b.Run(voice+"/"+strconv.Itoa(len(text)), func(b *testing.B) {
				flite := newFlite(b)
				seconds := 0.0
				speak := func() {
					p, err := flite.Speak(b.Context(), speech.Utterance{Text: text, Voice: voice})
					if err != nil {
						b.Fatal(err)
					}
					seconds += p.Duration().Seconds()
				}
				speak()
				seconds = 0
				cpu := cpuSeconds()
				for b.Loop() {
					speak()
				}
				b.ReportMetric(b.Elapsed().Seconds()/seconds, "rtf")
				if cpu > 0 {
					b.ReportMetric((cpuSeconds()-cpu)/seconds, "cpu-rtf")
				}
			})
		}
	}
}

// BenchmarkFliteCompile measures the time from nothing to a voice that can speak.
func BenchmarkFliteCompile(b *testing.B) {
	wasm, err := readFlite(b)()
	if err != nil {
		b.Fatal(err)
	}
	load := func(cache string) {
		flite := speech.NewFlite(speech.FliteConfig{CacheDir: cache, Wasm: func() ([]byte, error) { return wasm, nil }})
		if err := flite.Warm(b.Context()); err != nil {
			b.Fatal(err)
		}
		flite.Close()
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			load("")
		}
	})
	b.Run("cached", func(b *testing.B) {
		cache := filepath.Join(b.TempDir(), "code")
		load(cache)
		for b.Loop() {
			load(cache)
		}
	})
}

// BenchmarkFliteMemory reports the memory of the process, as the system sees it, with the
// voice loaded and after speaking. Run it alone with -benchtime 1x.
func BenchmarkFliteMemory(b *testing.B) {
	for b.Loop() {
		before := residentMB(b)
		flite := speech.NewFlite(speech.FliteConfig{Wasm: readFlite(b)})
		if err := flite.Warm(b.Context()); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		loaded := residentMB(b)
		for range 10 {
			if _, err := flite.Speak(b.Context(), speech.Utterance{Text: benchSentence}); err != nil {
				b.Fatal(err)
			}
		}
		spoken := residentMB(b)
		b.ReportMetric(loaded-before, "MB-loaded")
		b.ReportMetric(spoken-before, "MB-speaking")
		flite.Close()
	}
}

// cpuSeconds returns the CPU time of this process with a resolution of a hundredth of a
// second, or 0 if the system does not provide it.
func cpuSeconds() float64 {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	// The second field is a name in brackets; the times are fields 14 and 15.
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100
}

func residentMB(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("SKIPPED: memory is measured on Linux only")
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}
