package wyoming_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"carrel/internal/study"
	"carrel/internal/wyoming"
	"carrel/internal/wyoming/wyomingtest"
)

func TestTranscribe(t *testing.T) {
	s := wyomingtest.Serve(t, " Ottawa. ")
	c := wyoming.Client{Address: s.Address}
	pcm := bytes.Repeat([]byte{1, 2}, 40_000)
	text, err := c.Transcribe(t.Context(), "en", 16000, pcm)
	if err != nil || text != "Ottawa." {
		t.Fatalf("%q, %v", text, err)
	}
	if h := s.Heard(); len(h) != 1 || !bytes.Equal(h[0], pcm) {
		t.Errorf("the sound did not arrive whole")
	}
}

func TestSynthesizeAndDescribe(t *testing.T) {
	s := wyomingtest.Serve(t, "")
	c := wyoming.Client{Address: s.Address}
	got, err := c.Synthesize(t.Context(), "What is the capital of Peru?", "tone", "en")
	if err != nil || got.Rate != 16000 || len(got.PCM) != 16000 {
		t.Fatalf("%d Hz, %d bytes, %v", got.Rate, len(got.PCM), err)
	}
	info, err := c.Describe(t.Context())
	want := wyoming.Info{Name: "test-hears", Hears: []string{"en"}, Voices: []wyoming.Voice{{Name: "tone", About: "a tone", Languages: []string{"en_GB"}}}}
	if err != nil || cmp.Diff(want, info) != "" {
		t.Errorf("%v\n%s", err, cmp.Diff(want, info))
	}
}

// answering starts a server that sends answer whatever it is asked.
func answering(t *testing.T, answer string, hold bool) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				io.WriteString(conn, answer)
				if c, ok := conn.(*net.TCPConn); ok && !hold {
					c.CloseWrite()
				}
				io.Copy(io.Discard, conn)
			}()
		}
	}()
	return l.Addr().String()
}

// TestWhatServersDoWrong checks that every wrong answer gives a plain error in time.
func TestWhatServersDoWrong(t *testing.T) {
	for name, c := range map[string]struct {
		answer, want string
		hold         bool
	}{
		"another protocol":   {answer: "HTTP/1.1 400 Bad Request\r\n\r\n", want: "does not speak the Wyoming protocol"},
		"a line without end": {answer: strings.Repeat("a", wyoming.MaxHeader+10), want: "does not speak the Wyoming protocol"},
		"nothing":            {answer: "", want: "without an answer"},
		"half a message":     {answer: `{"type":"transcript","data_length":50}` + "\n{", want: "without an answer"},
		"a huge message":     {answer: `{"type":"x","payload_length":99999999999}` + "\n", want: "more than is taken"},
		"a large message":    {answer: `{"type":"x","payload_length":2000000}` + "\n", want: "more than is taken"},
		"a negative length":  {answer: `{"type":"x","data_length":-1}` + "\n", want: "more than is taken"},
		"an error":           {answer: `{"type":"error","data":{"text":"no model"}}` + "\n", want: "no model"},
		"odd data":           {answer: `{"type":"transcript","data":[1]}` + "\n", want: "without a text"},
		"silence":            {hold: true, want: "in time"},
	} {
		t.Run(name, func(t *testing.T) {
			client := wyoming.Client{Address: answering(t, c.answer, c.hold), Connect: time.Second, Answer: 200 * time.Millisecond}
			if !c.hold {
				client.Answer = 20 * time.Second
			}
			_, err := client.Transcribe(t.Context(), "en", 16000, make([]byte, 100))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if k := study.KindOf(err); k != study.Unavailable && k != study.Unreadable {
				t.Errorf("the error is of kind %s", k)
			}
		})
	}
}

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, err = wyoming.Client{Address: address}.Describe(t.Context())
	if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "does not answer") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (wyoming.Client{Address: wyomingtest.Serve(t, "x").Address}).Describe(ctx); err == nil {
		t.Error("a cancelled call went through")
	}
}

func TestAddress(t *testing.T) {
	for typed, want := range map[string]string{
		"127.0.0.1:10300": "127.0.0.1:10300", " tcp://nas.local:10200/ ": "nas.local:10200", "[::1]:9": "[::1]:9",
		"": "", "nas": "", "nas:": "", ":10300": "", "nas:0": "", "nas:70000": "", "user@nas:1": "", "http://nas:1": "", "a b:1": "", "nas:1/x": "", "unix:///run/x": "",
	} {
		got, err := wyoming.Address(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v; want %q", typed, got, err, want)
		}
	}
}

// FuzzRead checks that Read fails on bad bytes only with an error, uses no more than the
// limits allow, and reads no message that does not survive being written.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"{\"type\":\"transcript\",\"data\":{\"text\":\"a\"}}\n", "{\"type\":\"audio-chunk\",\"data_length\":2,\"payload_length\":3}\n{}abc",
		"{\"type\":\"\"}\n", "\n", "{}", "{\"type\":\"x\",\"data_length\":1}\n{", "{\"type\":\"x\",\"payload_length\":-5}\n", "GET / HTTP/1.1\r\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bufio.NewReader(bytes.NewReader(b))
		for {
			m, err := wyoming.Read(r)
			if err != nil {
				return
			}
			if len(m.Payload) > wyoming.MaxPayload || len(m.Data) > wyoming.MaxData {
				t.Fatalf("%d and %d bytes", len(m.Data), len(m.Payload))
			}
			var out bytes.Buffer
			if err := wyoming.Write(&out, m); err != nil {
				t.Fatal(err)
			}
			again, err := wyoming.Read(bufio.NewReader(&out))
			if err != nil || fmt.Sprint(again) != fmt.Sprint(m) {
				t.Fatalf("%v became %v, %v", m, again, err)
			}
		}
	})
}
