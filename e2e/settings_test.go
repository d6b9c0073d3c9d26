package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestAnEasyDayIsChosen changes a day by its name, as people with a keyboard or a screen
// reader find it, and checks it after a reload.
func TestAnEasyDayIsChosen(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url+"/#/settings")
	b.see(".easy-days select")
	const sunday = `[...document.querySelectorAll(".easy-days label")].find(l => l.textContent === "Sunday").control`
	js[bool](t, b.ctx, "(day => { day.value = 'minimum'; return day.dispatchEvent(new Event('change', {bubbles: true})) })(%s)", sunday)
	kept := `fetch("api/settings").then(r => r.json()).then(s => s.values.easy_days.sunday === "minimum" && s.values.easy_days.monday === "normal")`
	until(t, 60*time.Second, "the choice is kept", func() bool { return js[bool](t, b.ctx, "%s", kept) })
	b.do(chromedp.Reload())
	b.waitFor(60*time.Second, "for the choice to be shown", `(document.querySelector(".easy-days") && `+sunday+`.value) === "minimum"`)
}
