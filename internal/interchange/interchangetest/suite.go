// Package interchangetest is the conformance suite that every format of package
// interchange runs. It checks what an importer owes the store, which hostile files it
// must survive, and that an exported file can be read back.
package interchangetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// Format describes a format to the suite.
type Format struct {
	Read func(context.Context, source.Source, study.Progress) study.Entries
	// Write is nil for a format without export.
	Write func(context.Context, io.Writer, study.Entries) error
	// Good are small well-formed files by name.
	Good map[string][]byte
	// Attacks are hostile files.
	Attacks []Attack
}

// Attack is one hostile file. It is generated when it is used, because some are large.
type Attack struct {
	Name string
	Make func() []byte
	// Want is the expected kind of error; "" if the file may also be read with skips.
	Want study.ErrorKind
	// Skip is text that a reported skip must contain if Want is "".
	Skip string
}

// Run runs the whole suite.
func Run(t *testing.T, f Format) {
	t.Run("good", func(t *testing.T) { good(t, f) })
	t.Run("damaged", func(t *testing.T) { damaged(t, f) })
	t.Run("attacks", func(t *testing.T) { attacks(t, f) })
	if f.Write != nil {
		t.Run("round trip", func(t *testing.T) { roundTrip(t, f) })
	}
}

func good(t *testing.T, f Format) {
	for name, data := range f.Good {
		t.Run(name, func(t *testing.T) {
			first := read(t, f, name, data)
			if first.Err != nil {
				t.Fatal(first.Err)
			}
			if len(first.Notes)+len(first.Readings)+len(first.Decks)+len(first.Skips) == 0 {
				t.Error("a good file brought nothing at all")
			}
			second := read(t, f, name, data)
			if a, b := first.Text(), second.Text(); a != b {
				t.Errorf("two readings of one file differ:\n%s", Diff(a, b))
			}
			stopsEarly(t, f, name, data)
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			for _, err := range f.Read(ctx, source.FromBytes(name, data), nil) {
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Errorf("a cancelled import ended with %v", err)
				}
			}
		})
	}
}

// stopsEarly stops the iteration before the stream ends. The range loop panics if the
// importer yields again after that.
func stopsEarly(t *testing.T, f Format, name string, data []byte) {
	t.Helper()
	for stop := range 6 {
		n := 0
		for range f.Read(t.Context(), source.FromBytes(name, data), nil) {
			if n == stop {
				break
			}
			n++
		}
	}
}

// damaged truncates good files, flips bits in them and replaces parts of them. Each
// result must be read or refused with a plain error.
func damaged(t *testing.T, f Format) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, data := range f.Good {
		t.Run(name, func(t *testing.T) {
			for i := range 24 {
				cut := len(data) * i / 24
				read(t, f, fmt.Sprintf("%s cut to %d bytes", name, cut), data[:cut])
			}
			for i := range 40 {
				b := bytes.Clone(data)
				for range 1 + i/8 {
					if len(b) > 0 {
						b[random.IntN(len(b))] ^= 1 << random.IntN(8)
					}
				}
				read(t, f, fmt.Sprintf("%s with flipped bits (%d)", name, i), b)
			}
		})
	}
	for name, data := range map[string][]byte{
		"empty":                  nil,
		"one byte":               {0},
		"a web page":             []byte("<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to download</body></html>"),
		"zip with nothing in it": []byte("PK\x05\x06" + strings.Repeat("\x00", 18)),
		"noise":                  noise(random, 4096),
	} {
		read(t, f, name, data)
	}
}

func noise(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func attacks(t *testing.T, f Format) {
	for _, a := range f.Attacks {
		t.Run(a.Name, func(t *testing.T) {
			data := a.Make()
			var got Content
			Bounded(t, func(ctx context.Context) {
				got = readContext(ctx, t, f, a.Name, data)
			})
			if a.Want != "" && study.KindOf(got.Err) != a.Want {
				t.Errorf("got error %v (kind %q), want kind %q", got.Err, study.KindOf(got.Err), a.Want)
			}
			if a.Want == "" && got.Err != nil {
				t.Errorf("the whole file was refused: %v", got.Err)
			}
			if a.Skip != "" && !got.skipped(a.Skip) {
				t.Errorf("nothing with %q was reported as skipped: %v", a.Skip, got.Skips)
			}
		})
	}
}

func roundTrip(t *testing.T, f Format) {
	for name, data := range f.Good {
		t.Run(name, func(t *testing.T) {
			in := read(t, f, name, data)
			if in.Err != nil {
				t.Fatal(in.Err)
			}
			var out bytes.Buffer
			if err := f.Write(t.Context(), &out, f.Read(t.Context(), source.FromBytes(name, data), nil)); err != nil {
				t.Fatal(err)
			}
			back := read(t, f, name, out.Bytes())
			if back.Err != nil {
				t.Fatalf("what was written cannot be read: %v", back.Err)
			}
			if a, b := in.Text(), back.Text(); a != b {
				t.Errorf("what came back differs:\n%s", Diff(a, b))
			}
		})
	}
}

func read(t *testing.T, f Format, name string, data []byte) Content {
	t.Helper()
	return readContext(t.Context(), t, f, name, data)
}

func readContext(ctx context.Context, t *testing.T, f Format, name string, data []byte) Content {
	t.Helper()
	src := source.FromBytes(name, data)
	src.Scratch = source.TempFiles(t.TempDir())
	c := Collect(f.Read(ctx, src, nil))
	for _, fault := range c.Faults {
		t.Errorf("%s: %s", name, fault)
	}
	if c.Err != nil {
		checkError(t, name, c.Err)
	}
	return c
}

func checkError(t *testing.T, name string, err error) {
	t.Helper()
	switch study.KindOf(err) {
	case study.Unreadable, study.Unsupported, study.Unavailable:
	default:
		t.Errorf("%s: an error of kind %q: %v", name, study.KindOf(err), err)
	}
	if !strings.Contains(err.Error(), name) {
		t.Errorf("the error does not name the file %q: %v", name, err)
	}
}
