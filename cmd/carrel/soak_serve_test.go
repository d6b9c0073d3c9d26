package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"carrel/internal/faults"
)

// soakRequest is a request of the page. A body that begins with "in/" names a
// file of the folder.
type soakRequest struct{ method, path, body string }

// soakRequests are an import, a change of settings, and a session with grades
// that are given, changed and undone.
var soakRequests = []soakRequest{
	{"PUT", "api/settings", `{"new_per_day":30}`},
	{"POST", "api/session", `{"event":"start","profile":"desk","seed":1}`},
	{"POST", "api/session", `{"event":"typed","text":"as ever","how":"key"}`},
	{"POST", "api/session", `{"event":"command","command":"hard","how":"key"}`},
	{"POST", "api/session", `{"event":"clip_ended"}`},
	{"POST", "api/session", `{"event":"command","command":"show","how":"key"}`},
	{"POST", "api/session", `{"event":"command","command":"good","how":"key"}`},
	{"POST", "api/session", `{"event":"command","command":"undo","how":"key"}`},
	{"POST", "api/import?name=new.jsonl", "in/new.jsonl"},
	{"POST", "api/session", `{"event":"command","command":"show","how":"key"}`},
	{"POST", "api/session", `{"event":"command","command":"easy","how":"key"}`},
	{"PUT", "api/settings", `{"retention":0.85}`},
	{"POST", "api/session", `{"event":"command","command":"stop","how":"key"}`},
}

var address = regexp.MustCompile(`http://[^\s"]+`)

// sendAll sends requests to a serving program until one is not answered, then
// ends the program. It returns how many requests succeeded.
func sendAll(p faults.Process, folder string, requests []soakRequest) (told int) {
	defer p.Signal(syscall.SIGTERM)
	base := waitForAddress(p)
	if base == nil {
		return 0
	}
	jar, _ := cookiejar.New(nil)
	client := &http.Client{
		Jar: jar, Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	if r, err := client.Get(base.String()); err == nil { // to receive the cookie
		r.Body.Close()
	}
	for _, q := range requests {
		body := []byte(q.body)
		if strings.HasPrefix(q.body, "in/") {
			body, _ = os.ReadFile(filepath.Join(folder, q.body))
		}
		path, query, _ := strings.Cut(q.path, "?")
		to := url.URL{Scheme: base.Scheme, Host: base.Host, Path: "/" + path, RawQuery: query}
		r, err := http.NewRequest(q.method, to.String(), bytes.NewReader(body))
		if err != nil {
			return told
		}
		r.Header.Set("Origin", base.Scheme+"://"+base.Host)
		answer, err := client.Do(r)
		if err != nil {
			return told
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK || bytes.Contains(text, []byte(`{"error"`)) {
			return told
		}
		told++
	}
	return told
}

// waitForAddress waits until the program has printed its address; nil if it ends
// before.
func waitForAddress(p faults.Process) *url.URL {
	for {
		printed, _ := os.ReadFile(p.Stdout)
		if text := string(printed); strings.Contains(text, "\n") {
			u, err := url.Parse(address.FindString(text))
			if err != nil || u.Host == "" {
				return nil
			}
			return u
		}
		select {
		case <-p.Ended:
			return nil
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// toldByAnswers counts the answered requests. The answer to an import begins
// before the import ends.
func toldByAnswers(requests []soakRequest, printed string) int {
	answers := strings.Split(printed, "HTTP/1.1 200 OK")[1:]
	n := len(answers)
	if n > 0 && strings.HasPrefix(requests[n-1].path, "api/import") && !strings.Contains(answers[n-1], `"result"`) {
		n--
	}
	return n
}
