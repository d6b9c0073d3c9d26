package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// speaks and hears are addresses without a server: the test only looks at whether they are
// contacted.
const speaks, hears = "192.0.2.50:10300", "192.0.2.51:10301"

// leavings are the configurations in which something may leave the computer.
var leavings = map[string]struct {
	settings string
	program  bool
	listed   []string
}{
	"nothing":            {settings: `{}`},
	"program":            {settings: `{}`, program: true},
	"speaks":             {settings: `{"wyoming_speak":"` + speaks + `"}`, listed: []string{speaks}},
	"hears":              {settings: `{"wyoming_hear":"` + hears + `","recogniser":"wyoming"}`, listed: []string{hears}},
	"hears not":          {settings: `{"wyoming_hear":"` + hears + `","recogniser":"carrel"}`},
	"hears nowhere":      {settings: `{"recogniser":"wyoming"}`},
	"browser recogniser": {settings: `{"wyoming_hear":"` + hears + `","recogniser":"browser"}`},
	"all":                {settings: `{"wyoming_speak":"` + speaks + `","wyoming_hear":"` + hears + `","recogniser":"wyoming"}`, program: true, listed: []string{speaks, hears}},
}

// TestWhatLeavesIsWhatIsSent compares, in every configuration and after an erase, the
// addresses that what-leaves lists with those contacted in a network namespace.
func TestWhatLeavesIsWhatIsSent(t *testing.T) {
	if os.Getenv(island) == "" {
		t.Parallel()
		t.Run("native", runOnIsland)
		return
	}
	out := settle(t)
	t.Run("native", func(t *testing.T) {
		for name, c := range leavings {
			p := &program{t: t, home: t.TempDir()}
			if c.program {
				p.carrel("voice", "--", "cat")
			}
			p.start()
			t.Cleanup(p.kill)
			p.change(t, "PUT", "/api/settings", c.settings, 200)
			p.compare(t, name, out, c.program, c.listed, 300*time.Millisecond)
			p.change(t, "POST", "/api/erase", `{"confirm":"erase everything"}`, 200)
			time.Sleep(300 * time.Millisecond) // wait for the packets in flight
			out.sinceThen()
			wait := 300 * time.Millisecond
			if c.listed != nil {
				wait = 3500 * time.Millisecond // TCP tries again after one and three seconds
			}
			p.compare(t, name+", erased", out, false, nil, wait)
			p.kill()
			out.sinceThen()
		}
		if out.fault != nil {
			t.Errorf("the capture broke: %v", out.fault)
		}
	})
}

// change sends a request and checks the status of its answer.
func (p *program) change(t *testing.T, method, path, body string, want ...int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	if want != nil {
		ctx, cancel = context.WithTimeout(t.Context(), 60*time.Second)
	}
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, p.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := p.client.Do(req)
	if err != nil && want == nil {
		return // nothing answers there
	}
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if want != nil && !slices.Contains(want, res.StatusCode) {
		var b bytes.Buffer
		b.ReadFrom(res.Body)
		t.Fatalf("%s %s %s: %d %s", method, path, body, res.StatusCode, b.String())
	}
}

var sentTo = regexp.MustCompile(`\b\d+\.\d+\.\d+\.\d+:\d+\b`)

// compare does everything that may send something. It compares the contacted addresses
// with the listed ones, and both with the expected ones.
func (p *program) compare(t *testing.T, name string, out *wire, program bool, want []string, wait time.Duration) {
	t.Helper()
	var said struct{ Lines []string }
	p.get("/api/what-leaves", &said)
	listed := sentTo.FindAllString(strings.Join(said.Lines, "\n"), -1)
	p.change(t, "POST", "/api/packs/capitals", "", 200)
	b, _ := json.Marshal(map[string]string{"event": "start", "profile": "desk"})
	p.change(t, "POST", "/api/session", string(b), 200)
	p.change(t, "POST", "/api/speak", `{"text":"Ottawa","lang":"en"}`)
	p.change(t, "POST", "/api/transcribe?lang=en", "abcd")
	time.Sleep(wait)
	asked := map[string]bool{}
	for _, what := range out.sinceThen() {
		asked[strings.TrimPrefix(what, "TCP to ")] = true
	}
	var sent []string
	for to := range asked {
		sent = append(sent, to)
	}
	slices.Sort(listed)
	slices.Sort(sent)
	slices.Sort(want)
	if fmt.Sprint(listed) != fmt.Sprint(want) || fmt.Sprint(sent) != fmt.Sprint(want) {
		t.Errorf("%s: listed %v, asked %v, want %v", name, listed, sent, want)
	}
	if names := strings.Contains(strings.Join(said.Lines, "\n"), "program you named as a voice"); names != program {
		t.Errorf("%s: what-leaves says %q", name, said.Lines)
	}
}
