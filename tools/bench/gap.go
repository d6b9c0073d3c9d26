package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chromedp/chromedp"
)

const (
	gapCards = 60
	gapMost  = 150 // ms at p95, the goal
)

// gapScript records, for each grade, the milliseconds from the key press to the sound of
// the next question. It ignores the page's second audio element, which only loops
// silence.
const gapScript = `(() => {
  window.gaps = [];
  let pressed = 0;
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (!this.loop) this.addEventListener("playing", () => {
      if (!pressed) return;
      window.gaps.push(performance.now() - pressed);
      pressed = 0;
    }, {once: true});
    return play.call(this);
  };
  window.gradeNow = () => {
    pressed = performance.now();
    dispatchEvent(new KeyboardEvent("keydown", {key: "3", bubbles: true}));
    return true;
  };
})()`

// gap measures the silence between a grade and the next question.
func gap(b *bytes.Buffer, bin, dir string) error {
	fmt.Fprintf(b, "\n## From a grade to the next question\n\n")
	path, err := exec.LookPath("chromium")
	if err != nil {
		fmt.Fprintf(b, "Not measured: there is no Chromium on this machine.\n")
		return nil
	}
	cmd, url, err := startServe(bin, filepath.Join(dir, "gap"))
	if err != nil {
		return err
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	c, err := startChromium(path, filepath.Join(dir, "profile-gap"))
	if err != nil {
		return err
	}
	defer c.close()
	tab, _, _, err := c.open(url)
	if err != nil {
		return err
	}
	if err := startGaps(tab); err != nil {
		return err
	}
	for i := range gapCards {
		if err := gradeCard(tab, i); err != nil {
			return err
		}
	}
	gaps, err := evaluate[[]float64](tab, "window.gaps")
	if err != nil {
		return err
	}
	slices.Sort(gaps)
	fmt.Fprintf(b, "Milliseconds of wall time in Chromium, from the key to the sound of the next question, %d times, the\nfirst included; the clips of the next two cards are made ahead.\n\n| median | p95 | worst | aim at p95 |\n| ---: | ---: | ---: | ---: |\n| %.0f | %.0f | %.0f | %d |\n", len(gaps), gaps[len(gaps)/2], gaps[len(gaps)*95/100], gaps[len(gaps)-1], gapMost)
	return nil
}

// startGaps imports a deck and starts a session that records its gaps.
func startGaps(tab context.Context) error {
	var deck strings.Builder
	deck.WriteString("front\tback\n")
	for i := range gapCards + 1 {
		fmt.Fprintf(&deck, "What is seven times %d?\tThat makes %d.\n", i, 7*i)
	}
	if _, err := evaluate[bool](tab, fmt.Sprintf(`(async () => {
	  await fetch("api/settings", {method: "PUT", body: JSON.stringify({profile: "desk", listening: false, earcons: false, new_per_day: 500})});
	  const r = await fetch("api/import?name=sevens.csv", {method: "POST", body: %q});
	  return (await r.text()).includes('"result"');
	})()`, deck.String())); err != nil {
		return err
	}
	if err := chromedp.Do(tab, chromedp.Reload()); err != nil {
		return err
	}
	if err := until(tab, "the deck", `document.querySelector(".today button.primary")`); err != nil {
		return err
	}
	if _, err := evaluate[bool](tab, gapScript+" ?? true"); err != nil {
		return err
	}
	// A real click is needed: without one the browser plays nothing.
	return chromedp.Do(tab, chromedp.Click(".today button.primary"))
}

// gradeCard answers and grades card i and waits for the sound of the next one.
func gradeCard(tab context.Context, i int) error {
	if err := until(tab, "a question", `document.querySelector(".study.phase-answering")`); err != nil {
		return err
	}
	if err := until(tab, "the answer", `document.querySelector(".study.phase-revealed") || (dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true})), false)`); err != nil {
		return err
	}
	if _, err := evaluate[bool](tab, "gradeNow()"); err != nil {
		return err
	}
	return until(tab, "the next question", fmt.Sprintf("window.gaps.length > %d", i))
}
