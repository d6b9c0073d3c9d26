package host

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"carrel/internal/study"
)

var page = fstest.MapFS{
	"index.html":             {Data: []byte("<!doctype html>")},
	"assets/mdef-eedeed64d7": {Data: []byte("1")},
	"manifest.webmanifest":   {Data: []byte("{}")},
	".built":                 {Data: []byte("")},
	"assets/x-0123abcd.bin":  {Data: []byte("x")},
}

func TestOnlyTheOwnPageIsAnswered(t *testing.T) {
	ok := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	h := Guard(ok)
	tests := []struct {
		name    string
		method  string
		path    string
		host    string
		headers map[string]string
		allowed bool
	}{
		{"the page itself", "GET", "/", "127.0.0.1:4747", nil, true},
		{"by the name localhost", "GET", "/api/status", "localhost:4747", nil, true},
		{"by IPv6", "GET", "/api/status", "[::1]:4747", nil, true},
		{"a name that resolves here", "GET", "/api/status", "evil.example:4747", nil, false},
		{"a name that begins like localhost", "GET", "/", "localhost.evil.example", nil, false},
		{"no host at all", "GET", "/", "", nil, false},
		{"another machine's address", "GET", "/", "10.1.2.3:4747", nil, false},
		{"own post", "POST", "/api/session", "127.0.0.1:4747", map[string]string{"Origin": "http://127.0.0.1:4747", "Sec-Fetch-Site": "same-origin"}, true},
		{"a program's post", "POST", "/api/session", "127.0.0.1:4747", nil, true},
		{"another site's post", "POST", "/api/erase", "127.0.0.1:4747", map[string]string{"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}, false},
		{"another site's post, old browser", "POST", "/api/erase", "127.0.0.1:4747", map[string]string{"Origin": "http://evil.example"}, false},
		{"a post from nowhere", "POST", "/api/erase", "127.0.0.1:4747", map[string]string{"Origin": "null"}, false},
		{"another port of this machine", "POST", "/api/erase", "127.0.0.1:4747", map[string]string{"Origin": "http://127.0.0.1:8080", "Sec-Fetch-Site": "same-site"}, false},
		{"another site reading media", "GET", "/api/media/x.png", "127.0.0.1:4747", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, false},
		{"another site opening the API", "GET", "/api/export", "127.0.0.1:4747", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, false},
		{"a link to the front page", "GET", "/", "127.0.0.1:4747", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(tt.method, "http://placeholder"+tt.path, nil)
			r.Host = tt.host
			for k, v := range tt.headers {
				r.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if got := w.Code == http.StatusNoContent; got != tt.allowed {
				t.Errorf("allowed %v, want %v (status %d: %s)", got, tt.allowed, w.Code, w.Body)
			}
			if w.Header().Get("Content-Security-Policy") == "" || w.Header().Get("Permissions-Policy") == "" || w.Header().Get("Connection-Allowlist") != "(response-origin)" {
				t.Error("an answer went out without its policies")
			}
		})
	}
}

func TestPoliciesDenyPlaceAndPerson(t *testing.T) {
	for _, feature := range []string{"geolocation", "bluetooth", "camera", "accelerometer", "gyroscope", "magnetometer", "usb", "serial", "idle-detection", "identity-credentials-get"} {
		if !strings.Contains(Permissions, feature+"=()") {
			t.Errorf("%s is not denied", feature)
		}
	}
	if strings.Contains(Policy, "http:") || strings.Contains(Policy, "https:") || strings.Contains(Policy, "*") || strings.Contains(Policy, "unsafe-inline") || strings.Contains(Policy, "'unsafe-eval'") {
		t.Errorf("the policy lets another host or inline code in: %s", Policy)
	}
	if !strings.Contains(Policy, "webrtc 'block'") {
		t.Errorf("the policy lets WebRTC out: %s", Policy)
	}
}

func TestPageIsServedWithItsCaching(t *testing.T) {
	h := Page(page)
	for path, want := range map[string]string{"/": "no-cache", "/assets/mdef-eedeed64d7": "immutable", "/assets/x-0123abcd.bin": "immutable", "/manifest.webmanifest": "no-cache"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), want) {
			t.Errorf("%s: status %d, Cache-Control %q, want %s", path, w.Code, w.Header().Get("Cache-Control"), want)
		}
	}
	for _, path := range []string{"/.built", "/assets/", "/missing", "/assets/%ff%fe", "/%ff", "/assets/..%2f..%2fgo.mod", "/assets/%00"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 404 {
			t.Errorf("%s: status %d, want 404", path, w.Code)
		}
	}
	w := httptest.NewRecorder()
	Page(fstest.MapFS{}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != 503 || !strings.Contains(w.Body.String(), "make build") {
		t.Errorf("unbuilt page: %d %s", w.Code, w.Body)
	}
}

func TestServesOnLoopbackUntilTold(t *testing.T) {
	s, err := Open(0, "", http.NotFoundHandler(), page)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	res, err := http.Get(s.URL() + "/")
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, res.Body)
	res.Body.Close()
	if res.StatusCode != 200 || !strings.HasPrefix(s.URL(), "http://127.0.0.1:") {
		t.Errorf("status %d at %s", res.StatusCode, s.URL())
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestSecondServerOnOnePort(t *testing.T) {
	s, err := Open(0, "", http.NotFoundHandler(), page)
	if err != nil {
		t.Fatal(err)
	}
	defer s.listener.Close()
	_, portText, _ := strings.Cut(strings.TrimPrefix(s.URL(), "http://"), ":")
	port := 0
	for _, c := range portText {
		port = port*10 + int(c-'0')
	}
	if _, err := Open(port, "", http.NotFoundHandler(), page); study.KindOf(err) != study.Conflict || !strings.Contains(err.Error(), "--port") {
		t.Errorf("got %v", err)
	}
	if _, err := Open(70000, "", http.NotFoundHandler(), page); study.KindOf(err) != study.Invalid {
		t.Errorf("got %v", err)
	}
}
