package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carrel/internal/api"
	"carrel/internal/conversation"
	"carrel/internal/host"
	"carrel/internal/library"
	"carrel/web"
)

// TestStudyBesideACrowd checks that paused downloads, unfinished bodies and
// silent connections do not block studying. With CARREL_SOAK=1 there are as many
// as in a real attack, and every answer must take less than a second.
func TestStudyBesideACrowd(t *testing.T) {
	slow, halfOpen, limit := 300, 800, time.Minute
	if os.Getenv("CARREL_SOAK") != "" {
		slow, halfOpen, limit = 3000, 8000, time.Second
	}
	home := t.TempDir()
	lib, s := pageOf(t, home)
	client, cookie := letIn(t, s)
	large := "question,answer\n"
	for i := range 1000 {
		large += fmt.Sprintf("What is number %d?,%s\n", i, strings.Repeat("long ", 1000))
	}
	if _, err := lib.Import(t.Context(), library.Upload{Name: "large.csv", Data: strings.NewReader(large), Size: int64(len(large))}, nil); err != nil {
		t.Fatal(err)
	}
	address := strings.TrimPrefix(s.URL(), "http://")
	head := "Host: " + address + "\r\nCookie: " + cookie + "\r\n"
	paused := 0
	for range 2 {
		c := connect(t, address, "GET /api/export HTTP/1.1\r\n"+head+"\r\n")
		c.(*net.TCPConn).SetReadBuffer(4 << 10)
		if _, err := io.ReadFull(c, make([]byte, 100)); err != nil { // the download has begun
			t.Fatal(err)
		}
		paused++
	}
	for range slow {
		connect(t, address, "POST /api/session HTTP/1.1\r\n"+head+"Content-Length: 1000\r\n\r\n{")
	}
	for range slow / 10 {
		connect(t, address, "POST /api/import?name=x.csv HTTP/1.1\r\n"+head+"Content-Length: 1000000\r\n\r\nquestion")
	}
	for range halfOpen {
		connect(t, address, "GET /api/st")
	}
	ask := func(method, path, body string) {
		t.Helper()
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, method, s.URL()+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(r)
		if err != nil {
			t.Fatalf("%s %s %s: %v", method, path, body, err)
		}
		defer res.Body.Close()
		answer, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != 200 || !json.Valid(answer) {
			t.Errorf("%s %s: %s %.200s, %v", method, path, res.Status, answer, err)
		}
		t.Logf("%s %s %s took %v", method, path, body, time.Since(began))
	}
	ask("GET", "/api/status", "")
	ask("POST", "/api/session", `{"event":"start","profile":"desk"}`)
	ask("POST", "/api/session", `{"event":"command","command":"show","how":"key"}`)
	ask("POST", "/api/session", `{"event":"command","command":"good","how":"key"}`)
	ask("GET", "/api/status", "")
	// With more slow bodies than connections, paused exports are closed first,
	// because they have been silent longest.
	if copies, _ := filepath.Glob(filepath.Join(home, "tmp", "copy-*")); len(copies) > paused || len(copies) < paused && slow < 1000 {
		t.Errorf("%d exports are under way, of %d that are paused", len(copies), paused)
	}
	// An erase waits for none of them either.
	if err := lib.Erase(t.Context()); err != nil {
		t.Error(err)
	}
	if copies, _ := filepath.Glob(filepath.Join(home, "tmp", "copy-*")); len(copies) != 0 {
		t.Errorf("after an erasure there are %v", copies)
	}
}

// TestTooManyTransfersAreTold checks that the numbers of simultaneous uploads and
// downloads are limited, and that one more gets an error at once.
func TestTooManyTransfersAreTold(t *testing.T) {
	_, s := pageOf(t, t.TempDir())
	client, cookie := letIn(t, s)
	address := strings.TrimPrefix(s.URL(), "http://")
	for range 20 {
		connect(t, address, "POST /api/import?name=x.csv HTTP/1.1\r\nHost: "+address+"\r\nCookie: "+cookie+"\r\nContent-Length: 1000000\r\n\r\nquestion")
	}
	for end := time.Now().Add(time.Minute); ; {
		res, err := client.Post(s.URL()+"/api/import?name=a.csv", "text/csv", strings.NewReader("question,answer\na,b\n"))
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode == 503 && bytes.Contains(body, []byte("Too many imports")) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s %s", res.Status, body)
		}
	}
}

// pageOf opens a collection and serves the page, as runServe does.
func pageOf(t *testing.T, home string) (*library.Library, *host.Server) {
	t.Helper()
	lib, err := (&terminal{err: io.Discard, home: home}).open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := host.Open(0, home, api.New(lib, conversation.New(lib), version).Handler(), web.Dist())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-done
		lib.Close()
	})
	return lib, s
}

// letIn opens the page's address as a browser does.
func letIn(t *testing.T, s *host.Server) (client *http.Client, cookie string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client = &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(s.Address())
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	at, err := url.Parse(s.URL())
	if err != nil || len(jar.Cookies(at)) != 1 {
		t.Fatalf("not let in: %s, %v", res.Status, err)
	}
	return client, jar.Cookies(at)[0].String()
}

// connect opens a connection, sends text, and then sends nothing until the test
// ends.
func connect(t *testing.T, address, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	io.WriteString(c, text) // the server may have closed it already, to make room
	return c
}
