package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"carrel/internal/listen"
)

// tally counts outcomes.
type tally struct {
	n, recognised, right, askedRight, askedWrong, refused, missed, wrong int
}

func (t *tally) add(r result) {
	t.n++
	if r.right {
		t.recognised++
	}
	sure := r.event.Reading.Verdict == listen.Sure
	switch {
	case r.event.Kind == listen.Silence:
		t.missed++
	case r.event.Kind == listen.NoMatch:
		t.refused++
	case sure && r.right:
		t.right++
	case sure:
		t.wrong++
	case r.right:
		t.askedRight++
	default:
		t.askedWrong++
	}
}

func share(k, n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", 100*float64(k)/float64(n))
}

func (t *tally) row(name string) string {
	return fmt.Sprintf("| %s | %d | %s | %s | %s | %s | %s | %s | %s |\n", name, t.n, share(t.recognised, t.n), share(t.right, t.n),
		share(t.askedRight, t.n), share(t.askedWrong, t.n), share(t.refused, t.n), share(t.missed, t.n), share(t.wrong, t.n))
}

const head = "| %s | trials | recognised | right | asked, right | asked, wrong | refused | no utterance | wrong |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"

func write(o options, results []result, took time.Duration) error {
	var b strings.Builder
	command := fmt.Sprintf("go run ./tools/voicereport -per %d -minutes %d", o.per, o.minutes)
	if o.full {
		command += " -full"
	}
	fmt.Fprintf(&b, `# How well Carrel hears

Made by `+"`make voice-report`"+` (%s) in %s. Shares are in per cent of the
trials. "Recognised" is before any doubt: the phrase that fitted best was the one said. Then
the verdict: "right" and "wrong" were acted on, "asked" is read back first ("I heard Ottawa,
right?"), "refused" is "I did not understand", "no utterance" means that nobody was heard to speak.

The voices are synthetic (Debian's espeak-ng and flite), and so is the noise. **Synthetic
figures flatter** in some ways and mislead in others: espeak-ng's formant voices are unlike
the people the models were trained on. The bounds of the verdict for one recogniser were set on
recordings of people, which are not part of this repository; those for two, on them and on these voices.

`, command, took.Round(time.Second))
	inside := filter(results, func(r result) bool { return !r.outside && !strings.HasPrefix(r.voice, "recordings") })
	section(&b, "## By kind of phrase, clean", "kind", filter(inside, func(r result) bool { return r.noise.kind == "none" }), func(r result) string { return r.kind })
	section(&b, "## By kind of phrase, kitchen and car at 10 dB", "kind", filter(inside, func(r result) bool {
		return r.noise.snr == 10 && (r.noise.kind == "kitchen" || r.noise.kind == "car")
	}), func(r result) string { return r.kind })
	section(&b, "## By noise", "noise", inside, func(r result) string {
		if r.noise.kind == "none" {
			return "clean"
		}
		return fmt.Sprintf("%s, %.0f dB", r.noise.kind, r.noise.snr)
	})
	section(&b, "## By voice, clean", "voice", filter(inside, func(r result) bool { return r.noise.kind == "none" }), func(r result) string { return r.voice })
	section(&b, "## Recordings", "kind and noise", filter(results, func(r result) bool { return !r.outside && strings.HasPrefix(r.voice, "recordings") }), func(r result) string {
		return fmt.Sprintf("%s, %s %.0f dB", r.kind, r.noise.kind, r.noise.snr)
	})
	outside(&b, results)
	latency(&b, inside)
	b.WriteString(`## What it is bad at

- Single short words in noise. The long forms ("show answer", "too hard") are the ones to teach.
- Numbers: always read back before they are graded.
- Babble and other talkers: push-to-talk is the answer there, not the recogniser.
- Words that are not in the dictionary are pronounced by rule, and a rule is often a little wrong.
- Bare letters, dictation, and every language but English and French.
`)
	return os.WriteFile(o.out, []byte(b.String()), 0o644)
}

func section(b *strings.Builder, title, what string, results []result, by func(result) string) {
	if len(results) == 0 {
		return
	}
	fmt.Fprintf(b, "%s\n\n"+head, title, what)
	var order []string
	tallies := map[string]*tally{}
	var all tally
	for _, r := range results {
		name := by(r)
		if tallies[name] == nil {
			tallies[name] = &tally{}
			order = append(order, name)
		}
		tallies[name].add(r)
		all.add(r)
	}
	if what == "noise" {
		slices.Sort(order)
	}
	for _, name := range order {
		b.WriteString(tallies[name].row(name))
	}
	b.WriteString(all.row("all") + "\n")
}

// outside reports what was accepted although it is in no grammar.
func outside(b *strings.Builder, results []result) {
	b.WriteString("## What is in no grammar\n\n| what | trials | acted on | asked about | hours | acted on an hour |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	var order []string
	type sum struct {
		n, acted, asked, events int
		seconds                 float64
	}
	sums := map[string]*sum{}
	for _, r := range filter(results, func(r result) bool { return r.outside }) {
		name := r.kind
		if r.kind == "noise alone" {
			name += ", " + r.text
		} else if r.noise.kind != "none" {
			name += ", in noise"
		}
		s := sums[name]
		if s == nil {
			s = &sum{}
			sums[name] = s
			order = append(order, name)
		}
		s.n++
		s.seconds += r.seconds
		s.events += r.events
		if r.events > 0 {
			s.acted++
		} else if r.event.Kind == listen.Heard {
			s.asked++
		}
	}
	for _, name := range order {
		s := sums[name]
		hours := s.seconds / 3600
		fmt.Fprintf(b, "| %s | %d | %s %% | %s %% | %.2f | %.1f |\n", name, s.n, share(s.acted, s.n), share(s.asked, s.n), hours, float64(s.events)/hours)
	}
	b.WriteString("\n")
}

// latency reports the delays after the last loud frame of speech.
func latency(b *strings.Builder, results []result) {
	var all, sure, wait, cut []float64
	for _, r := range results {
		if r.event.Kind == listen.Silence || r.noise.snr < 10 {
			continue
		}
		all = append(all, r.latency)
		cut = append(cut, r.cut)
		wait = append(wait, r.event.AtMS-float64(r.end)*1000/rate)
		if r.event.Reading.Verdict == listen.Sure {
			sure = append(sure, r.latency)
		}
	}
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "## From the end of speech to the event, 10 dB and better\n\n| | median | 95 %% |\n| --- | ---: | ---: |\n")
	for _, l := range []struct {
		name   string
		values []float64
	}{{"endpointer's wait", wait}, {"to any event, the recogniser included", all}, {"to one that is acted on", sure}, {"from the beginning of speech to the cut of a prompt", cut}} {
		fmt.Fprintf(b, "| %s | %.0f ms | %.0f ms |\n", l.name, quantile(l.values, .5), quantile(l.values, .95))
	}
	b.WriteString("\nAn utterance is read while the pause lasts, so the recogniser's work counts only as far as it takes longer than the wait. It is the processor's time on the machine the report was made on, of the thread that looks for phrases; the loop of phones and the second ear, which take about as long, have other cores.\n\n")
}

func quantile(x []float64, q float64) float64 {
	if len(x) == 0 {
		return 0
	}
	x = slices.Sorted(slices.Values(x))
	return x[int(q*float64(len(x)-1))]
}

func filter(results []result, keep func(result) bool) []result {
	var out []result
	for _, r := range results {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}
