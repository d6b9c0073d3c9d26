package main

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// chromium is a browser with its own profile.
type chromium struct {
	ctx   context.Context
	close func()
}

func startChromium(path, profile string) (*chromium, error) {
	opts := append(append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-component-update", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, end := chromedp.NewContext(alloc)
	c := &chromium{ctx: ctx, close: func() { end(); stop() }}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// readyScript records when the page shows the number of due cards, in milliseconds since
// the navigation began. From then on, the next press brings the first card.
const readyScript = `new MutationObserver((_, watch) => {
  if (!document.querySelector(".today-count, .first")) return;
  watch.disconnect();
  window.readyAfter = performance.now();
}).observe(document, {childList: true, subtree: true});`

// open opens a page in a new tab and waits until it is ready.
func (c *chromium) open(url string) (tab context.Context, closeTab func(), readyMS float64, err error) {
	tab, cancel := chromedp.NewContext(c.ctx)
	// The first action attaches to the tab for as long as its context lives, so it has no
	// timeout.
	err = chromedp.Do(tab, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: readyScript})
		return err
	}), chromedp.Navigate(url))
	if err == nil {
		err = until(tab, "the page to be ready", "window.readyAfter > 0")
	}
	if err == nil {
		readyMS, err = evaluate[float64](tab, "window.readyAfter")
	}
	if err != nil {
		cancel()
		return nil, nil, 0, fmt.Errorf("%s: %w", url, err)
	}
	return tab, cancel, readyMS, nil
}

// until waits for a condition. A page that is compiling may answer late.
func until(tab context.Context, what, condition string) error {
	ctx, cancel := context.WithTimeout(tab, 3*time.Minute)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("waited in vain for %s: %w", what, ctx.Err())
		}
		time.Sleep(40 * time.Millisecond)
	}
}

func evaluate[T any](tab context.Context, script string) (T, error) {
	ctx, cancel := context.WithTimeout(tab, 5*time.Minute)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}
