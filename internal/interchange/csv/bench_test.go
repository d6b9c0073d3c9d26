package csv

import (
	"fmt"
	"strings"
	"testing"

	"carrel/internal/interchange/source"
)

// BenchmarkRead reads a table of 50 MB.
func BenchmarkRead(b *testing.B) {
	var t strings.Builder
	t.WriteString("Question,Answer,Also\n")
	for i := 0; t.Len() < 50<<20; i++ {
		fmt.Fprintf(&t, "\"What, as it is called, is the name of thing number %d?\",thing%d,object%d | item%d\n", i, i, i, i)
	}
	src := source.FromBytes("big.csv", []byte(t.String()))
	b.SetBytes(src.Size)
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(b.Context(), src, nil) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
