package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sync/atomic"
	"time"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/tools/pagememory"
)

// Sizes of the comparison of the two hosts.
const (
	hostCards  = 20_000
	hostGrades = 200
	hostStarts = 5
	// A session of typical length, for which clips are made.
	spokenGrades = 50
	// Memory is measured when the page is idle.
	rest = 5 * time.Second
)

// work runs in the page and uses its fetch, in the same way on both hosts: it imports a
// collection, asks what is due, and studies.
const work = `(async (packed, grades) => {
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const call = async (path, init) => {
    const from = performance.now();
    const r = await fetch(path, init);
    const text = await r.text();
    if (!r.ok || text.includes('"error":{')) throw new Error(path + ": " + text.slice(-300));
    return performance.now() - from;
  };
  const event = (e) => call("api/session", {method: "POST", body: JSON.stringify(e)});
  const median = (of) => of.sort((a, b) => a - b)[of.length >> 1];
  await call("api/settings", {method: "PUT", body: JSON.stringify({new_per_day: 9000, listening: false, earcons: false})});
  const out = {import: await call("api/import?name=made.apkg", {method: "POST", body: bytes})};
  const due = [], queue = [], grade = [], card = [];
  for (let i = 0; i < 50; i++) due.push(await call("api/due"));
  for (let i = 0; i < 10; i++) queue.push(await event({event: "start", profile: "desk"}));
  for (let i = 0; i < grades; i++) {
    const show = await event({event: "command", command: "show", how: "key"});
    const good = await event({event: "command", command: "good", how: "key"});
    const next = await event({event: "clip_ended"});
    grade.push(good);
    card.push(show + good + next);
  }
  await event({event: "command", command: "stop", how: "key"});
  return {...out, due: median(due), queue: median(queue), grade: median(grade), card: median(card)};
})(%q, %d)`

// spoken is a session that requests every clip, as the page does before it plays one.
const spoken = `(async (grades) => {
  const event = async (e) => {
    const r = await fetch("api/session", {method: "POST", body: JSON.stringify(e)});
    if (!r.ok) throw new Error(await r.text());
    for (const effect of (await r.json()).effects ?? []) {
      for (const clip of effect.clips ?? []) if (clip.url) await (await fetch(clip.url)).arrayBuffer();
    }
  };
  await event({event: "start", profile: "desk"});
  for (let i = 0; i < grades; i++) {
    await event({event: "command", command: "show", how: "key"});
    await event({event: "command", command: "good", how: "key"});
    await event({event: "clip_ended"});
  }
  return true;
})(%d)`

// worked holds milliseconds of wall time: medians, except for Import.
type worked struct{ Import, Due, Queue, Grade, Card float64 }

// siteCosts holds the costs of the page as its own host.
type siteCosts struct {
	worked
	firstMB, imported, reopened, studied float64 // bytes of a first visit; memory after each phase
	warm                                 []float64
}

// browserHost compares the two hosts in one browser: the page served by "carrel serve",
// and the page with the program inside it, as "carrel site" writes it.
func browserHost(b *bytes.Buffer, bin, dir string) error {
	fmt.Fprintf(b, "## In the browser, against native\n\n")
	path, err := exec.LookPath("chromium")
	if err != nil {
		fmt.Fprintf(b, "Not measured: there is no Chromium on this machine.\n")
		return nil
	}
	folder := filepath.Join(dir, "site")
	if msg, err := exec.Command(bin, "site", folder).CombinedOutput(); err != nil {
		return fmt.Errorf("carrel site: %v: %s", err, msg)
	}
	db, err := apkgtest.Database(apkgtest.Options{Notes: hostCards, Cards: 1})
	if err != nil {
		return err
	}
	script := fmt.Sprintf(work, base64.StdEncoding.EncodeToString(apkgtest.Legacy1(db)), hostGrades)
	native, err := workNatively(path, bin, dir, script)
	if err != nil {
		return err
	}
	page, err := workInPage(path, folder, dir, script)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "The same script in the same Chromium, calling the API of `carrel serve` over loopback, and that of the\nprogram in the page's worker with its collection in the browser's private file system. Milliseconds of\nwall time as the page sees them; medians, but for the import.\n\n| what | native | browser | ratio |\n| --- | ---: | ---: | ---: |\n")
	for _, r := range []struct {
		what      string
		native, b float64
	}{
		{fmt.Sprintf("import of a package of %d,000 notes", hostCards/1000), native.Import, page.Import},
		{"the due queue: counts of what is due", native.Due, page.Due},
		{"the due queue: a session's first card", native.Queue, page.Queue},
		{fmt.Sprintf("one grade, of %d", hostGrades), native.Grade, page.Grade},
		{"a whole card: shown, graded, the next one asked", native.Card, page.Card},
	} {
		fmt.Fprintf(b, "| %s | %.1f | %.1f | %.1f× |\n", r.what, r.native, r.b, r.b/r.native)
	}
	slices.Sort(page.warm)
	fmt.Fprintf(b, "\nWhat the page costs as its own host. Warm is a new tab of a browser that has opened the site before, until\nthe page shows how many of its %d,000 cards are due. Memory is the proportional set size (PSS) of the\nrenderer process, which holds page, worker, program and Chromium's own parts, at rest.\n\n| what | figure | budget |\n| --- | ---: | ---: |\n", hostCards/1000)
	fmt.Fprintf(b, "| loaded by a first visit, before the voice | %.1f MB | 9 MB |\n", page.firstMB)
	fmt.Fprintf(b, "| ready for the first card when warm, median of %d | %.2f s | 1.5 s |\n", len(page.warm), page.warm[len(page.warm)/2]/1000)
	fmt.Fprintf(b, "| the slowest of them | %.2f s | |\n", page.warm[len(page.warm)-1]/1000)
	fmt.Fprintf(b, "| memory after opening a collection of %d,000 cards | %.0f MB | 250 MB |\n", hostCards/1000, page.reopened)
	fmt.Fprintf(b, "| the same after %d grades, every card spoken | %.0f MB | 250 MB |\n", spokenGrades, page.studied)
	fmt.Fprintf(b, "| memory of a first visit after importing it and %d grades, what compiled the program not yet given back | %.0f MB | |\n", hostGrades, page.imported)
	return nil
}

func workNatively(chrome, bin, dir, script string) (worked, error) {
	cmd, url, err := startServe(bin, filepath.Join(dir, "served"))
	if err != nil {
		return worked{}, err
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	c, err := startChromium(chrome, filepath.Join(dir, "profile-native"))
	if err != nil {
		return worked{}, err
	}
	defer c.close()
	tab, _, _, err := c.open(url)
	if err != nil {
		return worked{}, err
	}
	return evaluate[worked](tab, script)
}

// lazily matches files that the page loads only after it is ready: the voice, and the
// models of the recogniser.
var lazily = regexp.MustCompile(`/(flite|soundswallower|rnnoise|mp3)/`)

func workInPage(chrome, folder, dir, script string) (siteCosts, error) {
	var sent atomic.Int64
	files := http.FileServer(http.Dir(folder))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if lazily.MatchString(r.URL.Path) {
			files.ServeHTTP(w, r)
			return
		}
		files.ServeHTTP(counter{w, &sent}, r)
	}))
	defer srv.Close()
	c, err := startChromium(chrome, filepath.Join(dir, "profile-site"))
	if err != nil {
		return siteCosts{}, err
	}
	defer c.close()
	tab, closeTab, _, err := c.open(srv.URL)
	if err != nil {
		return siteCosts{}, err
	}
	s := siteCosts{firstMB: float64(sent.Load()) / 1e6}
	if s.worked, err = evaluate[worked](tab, script); err != nil {
		return s, fmt.Errorf("in the page: %w", err)
	}
	if err := until(tab, "all files to be kept", `caches.keys().then(k => Promise.all(k.map(async n => (await (await caches.open(n)).keys()).map(r => r.url)))).then(l => window.kept = l.flat().some(u => u.includes("flite-"))) && window.kept`); err != nil {
		return s, err
	}
	if s.imported, err = pagememory.LargestMB(c.ctx); err != nil {
		return s, err
	}
	closeTab()
	for i := range hostStarts {
		time.Sleep(3 * time.Second) // the browser stores its compiled code
		tab, closeTab, ready, err := c.open(srv.URL)
		if err != nil {
			return s, err
		}
		s.warm = append(s.warm, ready)
		time.Sleep(rest)
		if s.reopened, err = pagememory.LargestMB(c.ctx); err != nil {
			return s, err
		}
		if i == hostStarts-1 {
			if _, err := evaluate[bool](tab, fmt.Sprintf(spoken, spokenGrades)); err != nil {
				return s, fmt.Errorf("a spoken session: %w", err)
			}
			time.Sleep(rest)
			if s.studied, err = pagememory.LargestMB(c.ctx); err != nil {
				return s, err
			}
		}
		closeTab()
	}
	return s, nil
}

// counter counts the bytes sent.
type counter struct {
	http.ResponseWriter
	n *atomic.Int64
}

func (c counter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.n.Add(int64(n))
	return n, err
}
