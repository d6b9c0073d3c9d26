package source

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextIsWhatItsBytesDecodeTo(t *testing.T) {
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
