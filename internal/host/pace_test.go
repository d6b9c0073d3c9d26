package host

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// until waits up to a minute for a condition.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("a minute has passed, and it is not so that %s", what)
		}
	}
}

// serveBounded serves a handler on a limited number of connections, without a lock.
func serveBounded(t *testing.T, most int, p pace, sendTime time.Duration, h http.Handler) (address string, list *connections) {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	list = bound(l, most)
	list.sendTime = sendTime
	s := &http.Server{Handler: p.keep(h), ConnState: follow, ConnContext: func(ctx context.Context, c net.Conn) context.Context { return withConn(ctx, c) }}
	go s.Serve(list)
	t.Cleanup(func() { s.Close() })
	return l.Addr().String(), list
}

func dial(t *testing.T, address, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	io.WriteString(c, text)
	return c
}

// ask sends a request on its own connection.
func ask(address, method, path, body string) error {
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute}
	r, err := http.NewRequest(method, "http://"+address+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	res, err := c.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && string(b) != body {
		err = fmt.Errorf("%q was answered with %d %q", body, res.StatusCode, b)
	}
	return err
}

var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Write(b)
})

var patient = pace{16 << 10, time.Hour}

func TestABodyThatDoesNotArriveIsBrokenOff(t *testing.T) {
	address, _ := serveBounded(t, 64, pace{10, 200 * time.Millisecond}, time.Hour, echo)
	c := dial(t, address, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
	answer, err := io.ReadAll(c) // ends although this side sends nothing more
	if err != nil || !strings.Contains(string(answer), "400") {
		t.Errorf("%q, %v", answer, err)
	}
}

func TestABodyThatKeepsMovingIsTaken(t *testing.T) {
	address, _ := serveBounded(t, 64, pace{10, 2 * time.Second}, time.Hour, echo)
	c := dial(t, address, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100\r\n\r\n")
	for range 10 { // three seconds in all, but far less for each ten bytes
		time.Sleep(300 * time.Millisecond)
		io.WriteString(c, strings.Repeat("x", 10))
	}
	answer, err := io.ReadAll(c)
	if err != nil || !strings.Contains(string(answer), "200 OK") {
		t.Errorf("%q, %v", answer, err)
	}
}

// A handler that works for long after its body has arrived is not interrupted.
func TestTheBodysDeadlineEndsWithTheBody(t *testing.T) {
	address, _ := serveBounded(t, 64, pace{1 << 20, 200 * time.Millisecond}, time.Hour, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		select {
		case <-r.Context().Done():
			http.Error(w, "broken off", 500)
		case <-time.After(600 * time.Millisecond):
			w.Write(b)
		}
	}))
	if err := ask(address, "POST", "/", "all of it"); err != nil {
		t.Error(err)
	}
}

func TestAnAnswerThatIsNotTakenIsBrokenOff(t *testing.T) {
	ended := make(chan error, 1)
	address, _ := serveBounded(t, 64, patient, 300*time.Millisecond, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		part := make([]byte, 1<<20)
		for {
			if _, err := w.Write(part); err != nil {
				ended <- err
				return
			}
		}
	}))
	dial(t, address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Error("a paused client holds its handler for ever")
	}
}

// Unused connections are closed to make room: a client that sends its request at once gets
// an answer, and a request in progress is not interrupted.
func TestManyConnectionsMakeRoom(t *testing.T) {
	const most = 32
	working, finish := make(chan bool), make(chan bool)
	mux := http.NewServeMux()
	mux.Handle("/", echo)
	mux.HandleFunc("/long", func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		working <- true
		<-finish
		io.WriteString(w, "done")
	})
	address, list := serveBounded(t, most, patient, time.Hour, mux)
	long := make(chan error, 1)
	go func() { long <- ask(address, "POST", "/long", "done") }()
	<-working
	kinds := map[string]string{
		"half open": "", "half a request": "GET / HTTP/1.1\r\nHo", "a slow body": "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
	}
	for name, text := range kinds {
		for range 3 * most {
			dial(t, address, text)
		}
		for i := range 5 {
			if err := ask(address, "POST", "/", fmt.Sprint("question ", i)); err != nil {
				t.Errorf("beside %s: %v", name, err)
			}
		}
		list.mu.Lock()
		n := len(list.open)
		list.mu.Unlock()
		if n > most {
			t.Errorf("%d connections are open, and at most %d may be", n, most)
		}
	}
	close(finish)
	if err := <-long; err != nil {
		t.Errorf("the request that was worked on: %v", err)
	}
}
