package source

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTextIsWhatItsBytesDecodeTo checks that Text, which reads a file in ways that save
// memory, gives the same text as DecodeText. Line ends must not affect the detection of
// the encoding.
func TestTextIsWhatItsBytesDecodeTo(t *testing.T) {
	for _, text := range []string{"\x00\r\n\x00a", "\xe9\x01\r\n" + strings.Repeat("a", 16)} {
		want, ok := DecodeText([]byte(text))
		if got, err := FromBytes("x.txt", []byte(text)).Text(); (err == nil) != ok || got != want {
			t.Errorf("%q: got %q, %v; want %q, %v", text, got, err, want, ok)
		}
	}
	parts := []string{"a", "é", "\r", "\n", "\r\n", "\xff", "\x00", "日本", "\ufeff", "\t", strings.Repeat("x", 65_535), strings.Repeat("y", 65_536)}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 12).Draw(t, "parts"), "")
		want, ok := DecodeText([]byte(text))
		got, err := FromBytes("x.txt", []byte(text)).Text()
		if (err == nil) != ok || got != want {
			t.Fatalf("got %d bytes, %v; want %d bytes, %v", len(got), err, len(want), ok)
		}
	})
}
