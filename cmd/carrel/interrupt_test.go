package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// Ctrl-C ends every verb that waits for standard input.
func TestInterruptWhileStandardInputWaits(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	deck := filepath.Join(t.TempDir(), "deck.csv")
	if err := os.WriteFile(deck, []byte("question,answer\nWhat is the capital of France?,Paris\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), []string{"--home", home, "import", deck}, strings.NewReader(""), io.Discard, io.Discard); code != 0 {
		t.Fatalf("the deck was not imported: status %d", code)
	}
	for _, args := range [][]string{
		{"fit", "--log", "-"}, {"study", "--events", "-"}, {"study"}, {"import", "-"}, {"erase"},
	} {
		in, feed := io.Pipe()
		ctx, interrupt := context.WithCancel(context.Background())
		ended := make(chan int, 1)
		var out, errw bytes.Buffer
		go func() { ended <- run(ctx, append([]string{"--home", home}, args...), in, &out, &errw) }()
		time.Sleep(20 * time.Millisecond)
		interrupt()
		select {
		case code := <-ended:
			if code != 1 {
				t.Errorf("%v ended with status %d: %s", args, code, errw.String())
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%v goes on waiting after an interrupt", args)
		}
		feed.Close()
	}
}

// An interrupt ends the reading of a long log.
func TestInterruptWhileALogIsRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log.csv")
	text := "card_id,review_time,review_rating\n" + strings.Repeat("1,1700000000000,3\n", 1000)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(context.Background())
	interrupt()
	if _, err := runFit(ctx, strings.NewReader(""), fitOptions{log: name, zone: "UTC"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a fit that was interrupted gave %v", err)
	}
}

func TestInterruptibleReadsEveryByteOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	want := make([]byte, 100_000)
	for i := range want {
		want[i] = byte(r.Uint32())
	}
	var got []byte
	in := newInterruptible(t.Context(), iotest.DataErrReader(bytes.NewReader(want)))
	for {
		p := make([]byte, r.IntN(3000))
		n, err := in.Read(p)
		got = append(got, p[:n]...)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes were read of %d, or not those", len(got), len(want))
	}
}
