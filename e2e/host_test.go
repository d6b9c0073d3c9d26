package e2e

import (
	"context"
	"encoding/json"
	"sort"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// host is Carrel as a learner uses it: the program on a computer with its page in a
// browser, or the site, which runs entirely in a tab.
type host interface {
	// visit opens the page in a new browser, with a microphone that hears what the test says.
	visit(flags ...chromedp.ExecAllocatorOption) *tab
	// kill kills Carrel in the middle of whatever it does.
	kill()
	// reopen starts what was killed and opens a page of it in the tab.
	reopen(b *tab, page string)
	// reviews reads the review log of what was killed, oldest first.
	reviews() []row
}

// onBothHosts runs a test unchanged against the program and against the site.
func onBothHosts(t *testing.T, test func(t *testing.T, h host)) {
	t.Helper()
	t.Run("native", func(t *testing.T) { test(t, serve(t, t.TempDir())) })
	t.Run("site", func(t *testing.T) { test(t, &siteHost{t: t, site: hostSite(t)}) })
}

func (p *program) visit(flags ...chromedp.ExecAllocatorOption) *tab {
	p.t.Helper()
	return visit(p.t, p.url, flags...)
}

func (p *program) reopen(b *tab, page string) {
	p.t.Helper()
	p.start()
	b.do(chromedp.Navigate(p.url + "/" + page))
}

func (p *program) reviews() []row {
	p.t.Helper()
	return reviewsIn(p.carrel("export", "--json", "-"))
}

// siteHost is the site in one tab of a browser that outlives the tab.
type siteHost struct {
	t     *testing.T
	site  *staticSite
	root  context.Context
	tab   *tab
	close context.CancelFunc
}

func (h *siteHost) visit(flags ...chromedp.ExecAllocatorOption) *tab {
	h.t.Helper()
	h.root = siteBrowser(h.t, flags...)
	h.tab = &tab{t: h.t}
	h.open("")
	return h.tab
}

func (h *siteHost) kill() {
	crash(h.tab)
	h.close()
}

func (h *siteHost) reopen(b *tab, page string) {
	h.t.Helper()
	if b != h.tab {
		h.t.Fatal("this tab is not the one that was killed")
	}
	h.open(page)
}

// open opens a page of the site in a new tab and closes the last one.
func (h *siteHost) open(page string) {
	h.t.Helper()
	h.tab.ctx, h.close = chromedp.NewContext(h.root)
	h.tab.prepare(h.site.url + page)
	h.tab.ready()
}

func (h *siteHost) reviews() []row {
	h.t.Helper()
	h.open("")
	return reviewsIn(js[string](h.t, h.tab.ctx, `fetch("api/export").then(r => r.text())`))
}

// row is a line of a backup, with the fields that the tests use.
type row struct {
	Review *struct {
		ID, Card, Kind, How, Cancels string
		Grade                        int
		At                           int64
	}
	Card *struct{ ID, Note string }
}

// reviewsIn reads the review log in a backup and sorts it by time, oldest first, because a
// backup is ordered by card.
func reviewsIn(backup string) []row {
	var rows []row
	for _, line := range strings.Split(backup, "\n") {
		var r row
		if json.Unmarshal([]byte(line), &r) == nil && r.Review != nil {
			rows = append(rows, r)
		}
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].Review.At < rows[j].Review.At })
	return rows
}

// graded is a grade given to a card.
type graded struct {
	card  string
	grade int
}

// kept lists the grades in the log of the killed host, without the undone ones, and counts
// the undone ones. It reports a grade that was not given in the way how.
func kept(t *testing.T, h host, how string) (list []graded, undone int) {
	t.Helper()
	rows := h.reviews()
	cancelled := map[string]bool{}
	for _, r := range rows {
		if r.Review.Kind == "cancel" {
			cancelled[r.Review.Cancels] = true
		}
	}
	for _, r := range rows {
		if r.Review.Kind != "graded" || r.Review.How == "import" || r.Review.How == "" || cancelled[r.Review.ID] {
			continue
		}
		if r.Review.How != how {
			t.Errorf("a grade came by %q, want %q alone", r.Review.How, how)
		}
		list = append(list, graded{r.Review.Card, r.Review.Grade})
	}
	return list, len(cancelled)
}

// sameGrades compares the intended grades with the recorded ones, in order.
func sameGrades(t *testing.T, meant, kept []graded) {
	t.Helper()
	if len(meant) != len(kept) {
		t.Errorf("%d grades were kept of %d given", len(kept), len(meant))
		return
	}
	for i := range meant {
		if meant[i] != kept[i] {
			t.Errorf("grade %d: %d was given to card %s, kept is %d for card %s", i+1, meant[i].grade, meant[i].card, kept[i].grade, kept[i].card)
		}
	}
}

// answers returns the spoken answer to each spoken question.
func (b *tab) answers() map[string]string {
	b.t.Helper()
	answers := map[string]string{}
	for _, c := range ask[struct {
		Cards []struct{ Question, Answer string }
	}](b, "GET", "api/cards?limit=500", "").Cards {
		answers[c.Question] = c.Answer
	}
	return answers
}
