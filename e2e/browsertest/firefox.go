package browsertest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/websocket"
)

// Firefox is a Firefox with its own profile and one tab, driven by WebDriver BiDi
// (https://w3c.github.io/webdriver-bidi/).
type Firefox struct {
	t       *testing.T
	conn    *websocket.Conn
	context string // of the tab

	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	broken  error
}

type reply struct {
	ID      int             `json:"id"`
	Type    string          `json:"type"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
}

// firefoxPrefs let sound play without a click and stop Firefox's own network requests and
// dialogs.
const firefoxPrefs = `user_pref("media.autoplay.default", 0);
user_pref("media.autoplay.blocking_policy", 0);
user_pref("app.update.auto", false);
user_pref("app.normandy.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "http://127.0.0.1:9/");
`

// FirefoxPath returns the path of Firefox, or "" where it is not installed.
func FirefoxPath() string {
	for _, name := range []string{"firefox-esr", "firefox"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// StartFirefox starts the Firefox at path and ends it with the test.
func StartFirefox(t *testing.T, path string) *Firefox {
	t.Helper()
	profile := Profile(t)
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(firefoxPrefs), 0o600); err != nil {
		t.Fatal(err)
	}
	const origin = "http://127.0.0.1"
	cmd := exec.Command(path, "--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-origins="+origin, "--profile", profile)
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	address := bidiAddress(t, out)
	conn, err := websocket.Dial(address+"/session", "", origin)
	if err != nil {
		t.Fatalf("Firefox at %s: %v", address, err)
	}
	t.Cleanup(func() { conn.Close() })
	f := &Firefox{t: t, conn: conn, waiting: map[int]chan reply{}}
	go f.read()
	f.call("session.new", map[string]any{"capabilities": map[string]any{}}, nil)
	var tree struct{ Contexts []struct{ Context string } }
	f.call("browsingContext.getTree", map[string]any{}, &tree)
	if len(tree.Contexts) == 0 {
		t.Fatal("Firefox has no tab")
	}
	f.context = tree.Contexts[0].Context
	return f
}

// bidiAddress waits until Firefox prints the address on which it listens.
func bidiAddress(t *testing.T, out io.Reader) string {
	t.Helper()
	found := make(chan string, 1)
	go func() {
		defer close(found)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if _, address, ok := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); ok {
				found <- strings.TrimSpace(address)
			}
		}
	}()
	select {
	case address, ok := <-found:
		if ok {
			return address
		}
		t.Fatal("Firefox ended before it listened")
	case <-time.After(2 * time.Minute):
		t.Fatal("Firefox said in two minutes not where it listens")
	}
	return ""
}

func (f *Firefox) read() {
	for {
		var r reply
		if err := websocket.JSON.Receive(f.conn, &r); err != nil {
			f.mu.Lock()
			f.broken = err
			for _, w := range f.waiting {
				close(w)
			}
			clear(f.waiting)
			f.mu.Unlock()
			return
		}
		f.mu.Lock()
		w := f.waiting[r.ID]
		delete(f.waiting, r.ID)
		f.mu.Unlock()
		if w != nil {
			w <- r
		}
	}
}

// command sends a command and waits up to limit for its result.
func (f *Firefox) command(method string, params any, limit time.Duration) (json.RawMessage, error) {
	got := make(chan reply, 1)
	f.mu.Lock()
	if f.broken != nil {
		f.mu.Unlock()
		return nil, f.broken
	}
	f.last++
	id := f.last
	f.waiting[id] = got
	f.mu.Unlock()
	if err := websocket.JSON.Send(f.conn, map[string]any{"id": id, "method": method, "params": params}); err != nil {
		return nil, err
	}
	select {
	case r, ok := <-got:
		if !ok {
			return nil, fmt.Errorf("%s: Firefox is gone", method)
		}
		if r.Type != "success" {
			return nil, fmt.Errorf("%s: %s: %s", method, r.Error, r.Message)
		}
		return r.Result, nil
	case <-time.After(limit):
		return nil, fmt.Errorf("%s: no answer in %v", method, limit)
	}
}

func (f *Firefox) call(method string, params, into any) {
	f.t.Helper()
	data, err := f.command(method, params, 2*time.Minute)
	if err == nil && into != nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// Before makes a script run before the scripts of every page opened from now on.
func (f *Firefox) Before(script string) {
	f.t.Helper()
	f.call("script.addPreloadScript", map[string]any{"functionDeclaration": "() => {" + script + "}"}, nil)
}

// Open opens an address in the tab.
func (f *Firefox) Open(url string) {
	f.t.Helper()
	f.call("browsingContext.navigate", map[string]any{"context": f.context, "url": url, "wait": "complete"}, nil)
}

// Key presses and releases one key.
func (f *Firefox) Key(key string) {
	f.t.Helper()
	f.call("input.performActions", map[string]any{"context": f.context, "actions": []any{map[string]any{
		"type": "key", "id": "keyboard", "actions": []any{map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key}},
	}}}, nil)
}

// Evaluate evaluates an expression in the page, awaits a promise, and decodes the value.
func Evaluate[T any](f *Firefox, format string, args ...any) T {
	f.t.Helper()
	v, err := evaluate[T](f, fmt.Sprintf(format, args...))
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

func evaluate[T any](f *Firefox, expression string) (v T, err error) {
	data, err := f.command("script.evaluate", map[string]any{
		"expression": "(async () => JSON.stringify(await (" + expression + ") ?? null))()", "awaitPromise": true, "target": map[string]any{"context": f.context},
	}, time.Minute)
	if err != nil {
		return v, err
	}
	var came struct {
		Type             string
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	if err := json.Unmarshal(data, &came); err != nil {
		return v, err
	}
	if came.Type != "success" {
		return v, fmt.Errorf("%.80s…: %s", expression, came.ExceptionDetails.Text)
	}
	return v, json.Unmarshal([]byte(came.Result.Value), &v)
}

// WaitFor waits until a condition holds in the page.
func (f *Firefox) WaitFor(limit time.Duration, what, condition string) {
	f.t.Helper()
	for deadline := time.Now().Add(limit); ; time.Sleep(30 * time.Millisecond) {
		holds, err := evaluate[bool](f, "!!("+condition+")")
		if err == nil && holds {
			return
		}
		if time.Now().After(deadline) {
			text, _ := evaluate[string](f, `document.body.innerText`)
			f.t.Fatalf("waited %v in vain %s: %v; Firefox shows:\n%s", limit, what, err, text)
		}
	}
}
