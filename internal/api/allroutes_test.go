package api

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"carrel/internal/library"
	"carrel/internal/study"
)

// mostWait is the longest that a request may take, including its wait for others.
const mostWait = 20 * time.Second

// leastCalls is the minimum number of calls that each goroutine makes, however
// busy the machine is.
const leastCalls = 20

// TestAllRoutesAtOnce calls every route from many goroutines, among them those
// that erase, import, export, study, choose and check. No call may hang or end in
// an internal error, and the collection must stay consistent. The test finds most
// under -race (make race); CARREL_RACE_FOR sets how long it runs.
func TestAllRoutesAtOnce(t *testing.T) {
	long := time.Second
	if text := os.Getenv("CARREL_RACE_FOR"); text != "" {
		d, err := time.ParseDuration(text)
		if err != nil {
			t.Fatalf("CARREL_RACE_FOR is %q", text)
		}
		long = d
	}
	m := newMix(t)
	end := time.Now().Add(long)
	var working sync.WaitGroup
	for w := range 6 {
		working.Go(func() { m.work(rand.New(rand.NewPCG(uint64(w), 11)), end) })
	}
	working.Go(func() { m.doctors(end) })
	working.Wait()
	m.everyRouteOnce()
	if m.slow > mostWait {
		t.Errorf("a request took %v, perhaps waiting for others", m.slow)
	}
	m.summary()
	if findings, err := m.a.Store().Doctor(t.Context(), false, nil); err != nil || len(findings) > 0 {
		t.Errorf("the doctor finds %+v, %v", findings, err)
	}
}

// mixOfRoutes calls routes in random order.
type mixOfRoutes struct {
	t        *testing.T
	a        *opened
	patterns []string

	mu    sync.Mutex
	calls map[string]int
	fine  map[string]int
	slow  time.Duration
}

func newMix(t *testing.T) *mixOfRoutes {
	a, _ := open(t, t.TempDir())
	install(t, a, "capitals")
	m := &mixOfRoutes{t: t, a: a, patterns: a.Routes(), calls: map[string]int{}, fine: map[string]int{}}
	r := rand.New(rand.NewPCG(1, 1))
	m.call("POST /api/import", r)
	for range 10 {
		m.call("POST /api/session", r)
	}
	return m
}

func (m *mixOfRoutes) work(r *rand.Rand, end time.Time) {
	for n := 0; (n < leastCalls || time.Now().Before(end)) && !m.t.Failed(); n++ {
		pattern := m.patterns[r.IntN(len(m.patterns))]
		switch r.IntN(4) {
		case 0, 1:
			pattern = []string{"POST /api/session", "POST /api/session", "POST /api/import", "POST /api/cards/{id}/erase", "POST /api/decks/{id}/erase", "GET /api/export"}[r.IntN(6)]
		}
		m.call(pattern, r)
	}
}

// doctors checks and repairs the collection while the other calls go on.
func (m *mixOfRoutes) doctors(end time.Time) {
	for repair := false; time.Now().Before(end) && !m.t.Failed(); repair = !repair {
		if _, err := m.a.Doctor(m.t.Context(), repair, nil); err != nil {
			m.t.Errorf("the doctor: %v", err)
			return
		}
	}
}

// everyRouteOnce makes sure that every route is called at least once, and that there is a
// card to erase, whatever was erased before.
func (m *mixOfRoutes) everyRouteOnce() {
	r := rand.New(rand.NewPCG(2, 2))
	for range 20 {
		if page, err := m.a.CardPage(m.t.Context(), library.CardFilter{}, 0, 1); err == nil && len(page.Cards) > 0 {
			break
		}
		m.call("POST /api/import", r)
	}
	m.call("POST /api/cards/{id}/erase", r)
	for _, pattern := range m.patterns {
		m.call(pattern, r)
	}
}

func (m *mixOfRoutes) call(pattern string, r *rand.Rand) {
	method, path, _ := strings.Cut(pattern, " ")
	path, body := m.request(pattern, path, r)
	began := time.Now()
	w := httptest.NewRecorder()
	m.serve(w, method, path, body)
	took := time.Since(began)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls[pattern]++
	if w.Code < 400 {
		m.fine[pattern]++
	}
	m.slow = max(m.slow, took)
	if w.Code >= 500 && w.Code != 503 || strings.Contains(w.Body.String(), `"kind":"`+string(study.Internal)+`"`) {
		m.t.Errorf("%s %s with %s: %d %s", method, path, body, w.Code, w.Body)
	}
}

// serve answers a request and reports whether the answer is complete: an erase
// aborts a download that is under way.
func (m *mixOfRoutes) serve(w http.ResponseWriter, method, path, body string) (whole bool) {
	defer func() {
		if p := recover(); p != nil && p != any(http.ErrAbortHandler) {
			panic(p)
		}
	}()
	m.a.Handler().ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return true
}

// request fills in a route's parameters, mostly with IDs that exist or existed a
// moment ago.
func (m *mixOfRoutes) request(pattern, path string, r *rand.Rand) (filled, body string) {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	body = "{}"
	switch pattern {
	case "POST /api/session":
		body = pick(
			`{"event":"start","profile":"desk","mode":"due"}`, `{"event":"start","profile":"desk","mode":"topic"}`, `{"event":"start","profile":"driving"}`,
			`{"event":"command","command":"show"}`, `{"event":"command","command":"show"}`, `{"event":"command","command":"good"}`, `{"event":"command","command":"good"}`, `{"event":"command","command":"again"}`,
			`{"event":"command","command":"undo"}`, `{"event":"command","command":"suspend"}`, `{"event":"silence"}`, `{"event":"typed","text":"Paris"}`, `{"event":"clip_ended"}`)
		if reading := m.reading(r); reading != "" && r.IntN(6) == 0 {
			body = `{"event":"start","profile":"desk","mode":"lesson","reading":"` + reading + `"}`
		}
	case "POST /api/import":
		name, text := m.file(r)
		return path + "?name=" + name, text
	case "GET /api/export":
		path += "?format=" + pick("backup", "backup", "tsv", "apkg")
	case "PUT /api/settings":
		body = pick(`{"retention":0.9}`, `{"retention":0.85}`, `{"rate":1.2}`, `{"lang":"fr"}`, `{"lang":"en"}`, `{"new_per_day":30}`)
	case "POST /api/packs/{id}":
		return "/api/packs/" + pick("capitals", "elements"), ""
	case "POST /api/cards/{id}/suspend":
		body = pick(`{"suspended":true}`, `{"suspended":false}`)
	case "POST /api/cards/{id}/retention":
		body = pick(`{"retention":0.8}`, `{"retention":0}`)
	case "POST /api/decks/{id}":
		body = pick(`{"retention":0.92}`, `{"exam":"2027-01-01"}`)
	case "POST /api/speak":
		body = `{"text":"hello"}`
	case "POST /api/erase":
		body = `{"confirm":"` + eraseWords + `"}`
		if r.IntN(4) > 0 {
			body = `{"confirm":"no"}`
		}
	}
	for marker, some := range map[string]string{
		"/cards/{id}": "/cards/" + m.card(r), "/decks/{id}": "/decks/" + m.deck(r), "/readings/{id}": "/readings/" + m.reading(r),
		"{id}": "none", "{key}": "0123456789abcdef", "{name}": "saved", "{name...}": "secret.png",
	} {
		path = strings.Replace(path, marker, some, 1)
	}
	if path == "/api/readings/" || path == "/api/readings//erase" {
		path = strings.Replace(path, "/readings/", "/readings/none", 1)
	}
	return path, body
}

// file returns a file to import: cards, or a text to read.
func (m *mixOfRoutes) file(r *rand.Rand) (name, text string) {
	n := r.IntN(5)
	if r.IntN(2) == 0 {
		return fmt.Sprintf("words%d.tsv", n), strings.Repeat(fmt.Sprintf("What is word %d?\tWord %d\n", r.IntN(40), n), 1+r.IntN(20))
	}
	return fmt.Sprintf("book%d.txt", n), strings.Repeat("A sentence to be read aloud. ", 40)
}

func (m *mixOfRoutes) card(r *rand.Rand) string {
	page, err := m.a.CardPage(m.t.Context(), library.CardFilter{}, 0, 20)
	if err != nil || len(page.Cards) == 0 {
		return study.ID{1}.String()
	}
	return page.Cards[r.IntN(len(page.Cards))].ID.String()
}

func (m *mixOfRoutes) deck(r *rand.Rand) string {
	decks, err := m.a.Decks(m.t.Context())
	if err != nil || len(decks) == 0 {
		return study.ID{1}.String()
	}
	return decks[r.IntN(len(decks))].ID.String()
}

func (m *mixOfRoutes) reading(r *rand.Rand) string {
	readings, err := m.a.Readings(m.t.Context())
	if err != nil || len(readings) == 0 {
		return ""
	}
	return readings[r.IntN(len(readings))].ID.String()
}

// summary logs the counts and fails the test if one of the main routes never succeeded.
func (m *mixOfRoutes) summary() {
	m.t.Helper()
	total, fine := 0, 0
	for pattern, n := range m.calls {
		total += n
		fine += m.fine[pattern]
	}
	m.t.Logf("%d calls, %d of them fine; the longest took %v", total, fine, m.slow)
	for _, pattern := range []string{"POST /api/session", "POST /api/import", "GET /api/export", "POST /api/cards/{id}/erase"} {
		if m.fine[pattern] == 0 {
			m.t.Errorf("%s was never fine in %d calls: this shows little", pattern, m.calls[pattern])
		}
	}
}

// pausedDownload is a client that reads the first bytes of a download and then
// stops until it is released.
type pausedDownload struct {
	*httptest.ResponseRecorder
	once  sync.Once
	begun chan struct{}
	goOn  chan struct{}
}

func (p *pausedDownload) Write(b []byte) (int, error) {
	p.once.Do(func() { close(p.begun); <-p.goOn })
	return p.ResponseRecorder.Write(b)
}

// TestAPausedDownloadKeepsNobodyWaiting calls every route while a client has
// stopped in the middle of a download. A route that waited for that client would
// never return.
func TestAPausedDownloadKeepsNobodyWaiting(t *testing.T) {
	m := newMix(t)
	r := rand.New(rand.NewPCG(3, 3))
	m.bring(r, 500)
	for _, erases := range []bool{false, true} {
		p := &pausedDownload{ResponseRecorder: httptest.NewRecorder(), begun: make(chan struct{}), goOn: make(chan struct{})}
		done := make(chan bool, 1)
		go func() { done <- m.serve(p, "GET", "/api/export", "") }()
		<-p.begun
		for _, pattern := range m.patterns {
			// Replacing an enrolment erases the old one, as erasing a card does.
			if erases || !strings.Contains(pattern, "erase") && !strings.HasSuffix(pattern, "/enrolment") {
				m.call(pattern, r)
			}
		}
		if len(done) > 0 {
			t.Error("the download was over before the others: this shows nothing")
		}
		close(p.goOn)
		if whole := <-done; !erases && (!whole || p.Code != 200) {
			t.Errorf("the download was broken off with %d", p.Code)
		}
	}
}

// bring imports cards with texts that do not compress.
func (m *mixOfRoutes) bring(r *rand.Rand, cards int) {
	m.t.Helper()
	var deck strings.Builder
	for i := range cards {
		fmt.Fprintf(&deck, "What is %d?\t", i)
		for range 100 {
			fmt.Fprintf(&deck, "%x ", r.Uint64())
		}
		deck.WriteByte('\n')
	}
	if _, err := m.a.Import(m.t.Context(), library.Upload{Name: "big.tsv", Data: strings.NewReader(deck.String()), Size: int64(deck.Len())}, nil); err != nil {
		m.t.Fatal(err)
	}
}
