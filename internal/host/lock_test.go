package host

import (
	"bytes"
	"context"
	"io"
	"log"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// open serves a small API for a home until the test ends.
func open(t *testing.T, home string, api http.Handler) *Server {
	t.Helper()
	s, err := Open(0, home, api, page)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s
}

var secret = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "the learner's") })

func newBrowser(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
}

// get returns the status, the body and the final address.
func get(t *testing.T, c *http.Client, url string, headers ...string) (int, string, string) {
	t.Helper()
	r, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b), res.Request.URL.String()
}

func TestAnAddressLetsOneBrowserInOnce(t *testing.T) {
	s := open(t, t.TempDir(), secret)
	first, second := newBrowser(t), newBrowser(t)
	if status, body, _ := get(t, first, s.URL()+"/api/status"); status != 403 || strings.Contains(body, "learner") || !strings.Contains(body, `"kind":"denied"`) || !strings.Contains(body, "--show-address") {
		t.Errorf("without a cookie: %d %s", status, body)
	}
	address := s.Address()
	if status, _, at := get(t, first, address); status != 200 || at != s.URL()+"/" {
		t.Errorf("the address led to %s with status %d", at, status)
	}
	if status, body, _ := get(t, first, s.URL()+"/api/status"); status != 200 || body != "the learner's" {
		t.Errorf("with its cookie: %d %s", status, body)
	}
	if status, body, _ := get(t, second, address, "Accept", "text/html"); status != 403 || !strings.Contains(body, "--show-address") || strings.Contains(body, "token=") {
		t.Errorf("the same address again: %d %s", status, body)
	}
	if status, _, _ := get(t, second, s.URL()+"/api/status"); status != 403 {
		t.Errorf("the second browser got %d", status)
	}
	// A browser with a cookie gets in even by an old address in a bookmark.
	if status, _, at := get(t, first, address); status != 200 || at != s.URL()+"/" {
		t.Errorf("the first browser at its old address: %d at %s", status, at)
	}
	if status, _, _ := get(t, second, s.Address()); status != 200 {
		t.Errorf("a new address: %d", status)
	}
	if status, _, _ := get(t, second, s.URL()+"/api/status"); status != 200 {
		t.Errorf("the second browser with an address of its own: %d", status)
	}
}

func TestWhatDoesNotOpenTheLock(t *testing.T) {
	l, err := NewLock("")
	if err != nil {
		t.Fatal(err)
	}
	other, _ := NewLock("")
	good := func(l *Lock) string {
		w := httptest.NewRecorder()
		l.issue(w)
		return w.Result().Cookies()[0].Value
	}
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	l.now = func() time.Time { return now.Add(-cookieDays * 24 * time.Hour) }
	old := good(l)
	l.now = func() time.Time { return now }
	stamp, signature, _ := strings.Cut(good(l), ".")
	for name, value := range map[string]string{
		"nothing": "", "a point": ".", "no signature": stamp, "an empty signature": stamp + ".",
		"half a signature": stamp + "." + signature[:32], "another time": "99" + stamp + "." + signature,
		"another home's": good(other), "one that is too old": old, "the key's name": l.CookieName(),
	} {
		r := httptest.NewRequest("GET", "/api/status", nil)
		r.AddCookie(&http.Cookie{Name: l.CookieName(), Value: value})
		if _, ok := l.known(r); ok {
			t.Errorf("%s opens the lock", name)
		}
	}
	r := httptest.NewRequest("GET", "/api/status", nil)
	r.AddCookie(&http.Cookie{Name: l.CookieName(), Value: "wrong"})
	r.AddCookie(&http.Cookie{Name: l.CookieName(), Value: stamp + "." + signature})
	if _, ok := l.known(r); !ok {
		t.Error("a good cookie beside a bad one does not")
	}
	for _, token := range []string{"", "x", l.Token() + "x"} {
		if l.spend(token) {
			t.Errorf("the token %q is good", token)
		}
	}
	first := l.Token()
	for range mostTokens {
		l.Token()
	}
	if l.spend(first) {
		t.Error("tokens gather without end")
	}
}

func TestTheCookie(t *testing.T) {
	l, err := NewLock("")
	if err != nil {
		t.Fatal(err)
	}
	h := l.Protect(secret, Page(page))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/?token="+l.Token(), nil))
	set := w.Header().Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie %q has no %s", set, want)
		}
	}
	if strings.Contains(set, "Domain") || w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, headers %v", w.Code, w.Header())
	}
	// Use renews the cookie, once a day.
	cookie := w.Result().Cookies()[0]
	ask := func() string {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/api/status", nil)
		r.AddCookie(cookie)
		h.ServeHTTP(w, r)
		if w.Code != 200 {
			t.Fatalf("status %d", w.Code)
		}
		return w.Header().Get("Set-Cookie")
	}
	if again := ask(); again != "" {
		t.Errorf("a new cookie within a day: %s", again)
	}
	later := time.Now().Add(25 * time.Hour)
	l.now = func() time.Time { return later }
	if ask() == "" {
		t.Error("no new cookie after a day")
	}
	// Other homes do not overwrite the cookie, because theirs have other names.
	other, _ := NewLock("")
	if other.CookieName() == l.CookieName() {
		t.Error("two homes share a cookie")
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("HEAD", "/?token="+l.Token(), nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("HEAD spends a token: %d", w.Code)
	}
}

func TestTheRefusalIsAPageForAPersonInTheirLanguage(t *testing.T) {
	s := open(t, "", secret)
	c := newBrowser(t)
	_, en, _ := get(t, c, s.URL()+"/api/export", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "none")
	_, fr, _ := get(t, c, s.URL()+"/api/export", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "none", "Accept-Language", "fr-CA,fr;q=0.9")
	_, call, _ := get(t, c, s.URL()+"/api/export", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Site", "same-origin")
	if !strings.HasPrefix(en, "<!doctype html>") || !strings.Contains(en, "has not been let in") || !strings.Contains(fr, "n’a pas encore été admis") || !strings.HasPrefix(call, `{"error"`) {
		t.Errorf("%s\n%s\n%s", en, fr, call)
	}
}

func TestTheCookieSurvivesARestart(t *testing.T) {
	home := t.TempDir()
	l, err := NewLock(home)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	l.issue(w)
	path := filepath.Join(home, KeyName)
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Fatalf("the key has mode %v, %v", info.Mode(), err)
	}
	known := func() bool {
		l, err := NewLock(home)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/api/status", nil)
		r.AddCookie(w.Result().Cookies()[0])
		_, ok := l.known(r)
		return ok
	}
	if !known() {
		t.Error("a restart throws the browser out")
	}
	if runtime.GOOS != "windows" {
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
		if known() {
			t.Error("a key that others could read is still used")
		}
		if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
			t.Errorf("the new key has mode %v", info.Mode())
		}
	}
	if err := os.WriteFile(path, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if known() {
		t.Error("a damaged key opens")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := NewLock(home); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a key that cannot be kept: %v", err)
	}
}

// The server's log has no token and no cookie, even for a request that panics.
func TestNoTokenInTheLog(t *testing.T) {
	logged := &lockedBuffer{}
	log.SetOutput(logged)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	s := open(t, "", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a fault") }))
	c := newBrowser(t)
	token := s.lock.Token()
	get(t, c, s.URL()+"/?token="+token)
	r, _ := http.NewRequest("GET", s.URL()+"/api/status", nil)
	if res, err := c.Do(r); err == nil {
		res.Body.Close()
		t.Error("the panic was answered")
	}
	until(t, "the panic is logged", func() bool { return strings.Contains(logged.String(), "a fault") })
	if text := logged.String(); !strings.Contains(text, "a fault") || strings.Contains(text, token) || strings.Contains(text, s.lock.CookieName()) {
		t.Errorf("logged: %s", text)
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
