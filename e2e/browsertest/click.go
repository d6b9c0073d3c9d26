package browsertest

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// Click presses the first match with the mouse, once it has stood still for a
// quarter of a second: a click goes to a place, and while a page loads, what is
// there moves away.
func Click(tab context.Context, selector string) error {
	const still = `new Promise((done) => {
	  let was = "", since = performance.now();
	  const look = () => {
	    const at = JSON.stringify(document.querySelector(%q)?.getBoundingClientRect() ?? null);
	    if (at !== was) { was = at; since = performance.now(); }
	    if (at !== "null" && performance.now() - since > 250) done(true);
	    else setTimeout(look, 25);
	  };
	  look();
	})`
	if err := chromedp.Do(tab, chromedp.WaitVisible(selector)); err != nil {
		return err
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](fmt.Sprintf(still, selector), chromedp.EvalAwaitPromise)); err != nil {
		return err
	}
	return chromedp.Do(tab, chromedp.Click(selector))
}
