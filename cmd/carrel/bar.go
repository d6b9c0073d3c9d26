package main

import (
	"io"
	"os"
	"strings"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"carrel/internal/relay"
)

// bar shows the progress of a long job, only on a terminal and only after half a
// second.
type bar struct {
	p     *mpb.Progress
	b     *mpb.Bar
	name  string
	start time.Time
	out   io.Writer
	what  string

	far  *relay.Remote // shows the bar on the client's side instead
	told time.Time
}

func newBar(t *terminal, name string) *bar {
	b := &bar{name: name, start: time.Now()}
	if t.served != nil {
		b.far = t.served.remote
	}
	if f, ok := t.err.(*os.File); ok && !t.json {
		if st, err := f.Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 {
			b.out = f
		}
	}
	return b
}

func (b *bar) progress(done, total int64, what string) {
	if b.far != nil {
		b.tell(done, total, what)
		return
	}
	if b.out == nil {
		return
	}
	if b.p == nil {
		if time.Since(b.start) < 500*time.Millisecond {
			return
		}
		b.p = mpb.New(mpb.WithOutput(b.out), mpb.WithWidth(40))
	}
	if b.b == nil || b.what != what {
		if b.b != nil {
			b.b.Abort(true)
		}
		b.what = what
		b.b = b.p.AddBar(total, mpb.PrependDecorators(decor.Name(strings.TrimSpace(b.name+" "+what+" "))), mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO)))
	}
	b.b.SetTotal(total, false)
	b.b.SetCurrent(done)
}

// tell reports the progress to the other process, at most ten times a second.
func (b *bar) tell(done, total int64, what string) {
	if what == b.what && time.Since(b.told) < 100*time.Millisecond {
		return
	}
	b.what, b.told = what, time.Now()
	b.far.Progress(relay.Progress{Name: b.name, Done: done, Total: total, What: what})
}

func (b *bar) stop() {
	if b.far != nil && !b.told.IsZero() {
		b.far.Progress(relay.Progress{Name: b.name, End: true})
	}
	if b.b != nil {
		b.b.Abort(true)
		b.p.Wait()
	}
}

// remoteBars shows the progress of a verb that runs in another process.
type remoteBars struct {
	t   *terminal
	bar *bar
}

func (r *remoteBars) progress(p relay.Progress) {
	if p.End || r.bar != nil && r.bar.name != p.Name {
		r.stop()
	}
	if p.End {
		return
	}
	if r.bar == nil {
		r.bar = newBar(r.t, p.Name)
	}
	r.bar.progress(p.Done, p.Total, p.What)
}

func (r *remoteBars) stop() {
	if r.bar != nil {
		r.bar.stop()
		r.bar = nil
	}
}
