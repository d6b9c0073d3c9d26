package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// program is a running `carrel serve`.
type program struct {
	t      *testing.T
	home   string
	url    string
	cmd    *exec.Cmd
	client *http.Client // has the cookie
	cookie *http.Cookie
}

// binary returns the path of the program that `make build` made.
func binary(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("../bin/carrel")
	if err != nil {
		t.Fatal(err)
	}
	if !exists(path) {
		missing(t, "bin/carrel is not built: run make build")
	}
	return path
}

// serve starts Carrel on a free port with its own home.
func serve(t *testing.T, home string) *program {
	t.Helper()
	p := &program{t: t, home: home}
	p.start()
	t.Cleanup(p.kill)
	return p
}

func (p *program) start() {
	p.t.Helper()
	p.startOn("0")
}

// startAgain starts the program on the same port, so that an open page finds it.
func (p *program) startAgain() {
	p.t.Helper()
	p.startOn(p.url[strings.LastIndex(p.url, ":")+1:])
}

func (p *program) startOn(port string) {
	p.t.Helper()
	p.cmd = exec.Command(binary(p.t), "serve", "--port", port, "--json", "--home", p.home)
	p.cmd.Env = append(os.Environ(), "TZ=UTC")
	p.cmd.Stderr = os.Stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		p.t.Fatalf("carrel serve said nothing: %v", err)
	}
	var said struct{ URL string }
	if err := json.Unmarshal(line, &said); err != nil || said.URL == "" {
		p.t.Fatalf("carrel serve said %q", line)
	}
	p.url, _, _ = strings.Cut(said.URL, "/?")
	if p.client == nil {
		p.enter(said.URL)
		return
	}
	letIn.Store(p.url, p.cookie) // a restart may change the port and keeps the cookie
}

// enter gets a cookie for the test's client by an address, and for the browsers that the
// test opens. The cookie outlives a restart of the program.
func (p *program) enter(address string) {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	p.client = &http.Client{Jar: jar}
	res, err := p.client.Get(address)
	if err != nil {
		p.t.Fatal(err)
	}
	res.Body.Close()
	at, err := url.Parse(p.url)
	if err != nil || len(jar.Cookies(at)) != 1 {
		p.t.Fatalf("the address %s let nobody in: %s, %v", address, res.Status, err)
	}
	p.cookie = jar.Cookies(at)[0]
	letIn.Store(p.url, p.cookie)
}

// letIn has the cookie of each program, by its address.
var letIn sync.Map

// cookieFor gives a tab the cookie of the program that it is about to open.
func cookieFor(ctx context.Context, address string) error {
	at, err := url.Parse(address)
	if err != nil {
		return err
	}
	cookie, ok := letIn.Load(at.Scheme + "://" + at.Host)
	if !ok {
		return nil // the site, or a page that the test serves
	}
	c := cookie.(*http.Cookie)
	_, err = chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{
		Name: c.Name, Value: c.Value, URL: address, Path: "/", HTTPOnly: &c.HttpOnly, SameSite: network.CookieSameSiteStrict,
	})
	return err
}

// kill kills the program, without a chance to clean up.
func (p *program) kill() {
	if p.cmd != nil && p.cmd.Process != nil {
		p.cmd.Process.Kill()
		p.cmd.Wait()
		p.cmd = nil
	}
}

// carrel runs a command on the program's home, which must not be in use.
func (p *program) carrel(args ...string) string {
	p.t.Helper()
	cmd := exec.Command(binary(p.t), append([]string{"--home", p.home}, args...)...)
	var errw bytes.Buffer
	cmd.Stderr = &errw
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatalf("carrel %s: %v\n%s", strings.Join(args, " "), err, errw.String())
	}
	return string(out)
}

// get reads an answer of the API.
func (p *program) get(path string, into any) {
	p.t.Helper()
	res, err := p.client.Get(p.url + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if res.StatusCode != 200 {
		p.t.Fatalf("GET %s: %d %s", path, res.StatusCode, body)
	}
	if into != nil {
		if err := json.Unmarshal(body, into); err != nil {
			p.t.Fatal(err)
		}
	}
}

// event sends an event to the session as the page does.
func (p *program) event(event string) turn {
	p.t.Helper()
	res, err := p.client.Post(p.url+"/api/session", "application/json", strings.NewReader(event))
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	var now turn
	if err := json.NewDecoder(res.Body).Decode(&now); err != nil || res.StatusCode != 200 {
		p.t.Fatalf("the event %s was answered with %s, %v", event, res.Status, err)
	}
	return now
}

// study grades some cards without the page, so that there is progress to see.
func (p *program) study(cards int) {
	p.t.Helper()
	p.event(`{"event":"start","profile":"desk"}`)
	for i := range cards {
		p.event(`{"event":"command","command":"show","how":"key"}`)
		p.event(fmt.Sprintf(`{"event":"command","command":%q,"how":"key"}`, []string{"good", "easy", "again", "good"}[i%4]))
		p.event(`{"event":"clip_ended"}`)
	}
	p.event(`{"event":"command","command":"stop","how":"key"}`)
}

// watcher is a script that runs before the page's own scripts.
const watcher = `(() => {
  // What the page last learnt of its session, for the test to compare with.
  // Clips can be held back, and one event replaced by another: that is how a
  // test keeps the page in a phase, or brings it into one.
  const fetched = window.fetch;
  window.turns = [];
  window.said = new Set(); // the clips that came
  window.holdClips = null;
  window.insteadOfNext = null;
  window.fetch = async (...args) => {
    const asked = String(args[0]?.url ?? args[0]);
    if (window.holdClips && /api\/(clip|earcon)\//.test(asked)) await window.holdClips;
    if (window.insteadOfNext && /api\/session$/.test(asked) && args[1]?.method === "POST") {
      args[1] = {...args[1], body: JSON.stringify({...window.insteadOfNext, turn: JSON.parse(args[1].body).turn})};
      window.insteadOfNext = null;
    }
    const answer = await fetched(...args);
    const url = String(args[0]?.url ?? args[0]);
    if (/api\/clip\//.test(url) && answer.ok) window.said.add(new URL(url, document.baseURI).href);
    if (/api\/session$/.test(url) && answer.ok) answer.clone().json().then((turn) => turn.view && window.turns.push(turn), () => {});
    return answer;
  };
})();
`

// microphone is such a script too: getUserMedia returns what the test plays, and silence
// otherwise. window.element is the last element that the page played, so that a test can
// take the sound from it as a phone call does.
const microphone = watcher + `(() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.element = this; return play.call(this); };
  let room, wire;
  const open = () => {
    if (room) return;
    room = new AudioContext();
    wire = room.createMediaStreamDestination();
  };
  navigator.mediaDevices.getUserMedia = async () => { open(); await room.resume(); return wire.stream.clone(); };
  window.speakToMicrophone = async (base64) => {
    open();
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const source = room.createBufferSource();
    source.buffer = await room.decodeAudioData(bytes.buffer);
    source.connect(wire);
    return new Promise((done) => { source.onended = () => done(true); source.start(); });
  };
})()`

// uttering protects the folder of clips from tests that run in parallel.
var uttering sync.Mutex

// utter returns JavaScript that plays text into the microphone.
func utter(t *testing.T, lang, text string) string {
	t.Helper()
	dir := filepath.Join(os.TempDir(), "carrel-e2e-speech")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	name := lang + "-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(text))
	uttering.Lock()
	defer uttering.Unlock()
	if !exists(filepath.Join(dir, name+".wav")) {
		// Write to another name until the file is complete.
		if lang == "fr" {
			french(t, dir, "part-"+name, text)
		} else {
			speak(t, dir, "part-"+name, text)
		}
		if err := os.Rename(filepath.Join(dir, "part-"+name+".wav"), filepath.Join(dir, name+".wav")); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, name+".wav"))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("window.speakToMicrophone(%q)", base64.StdEncoding.EncodeToString(b))
}

// until waits up to limit for a condition.
func until(t *testing.T, limit time.Duration, what string, cond func() bool) {
	t.Helper()
	deadline := time.Now().Add(limit)
	for !cond() {
		if time.Now().After(deadline) {
			t.Fatalf("waited %v in vain: %s", limit, what)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
