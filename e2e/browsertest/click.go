package browsertest

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// Click clicks the first match once it has not moved for a quarter of a second. A click
// goes to a position, and the contents of a page move while it loads.
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
