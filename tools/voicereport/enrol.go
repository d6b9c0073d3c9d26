package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"carrel/internal/intent"
	"carrel/internal/listen"
	"carrel/internal/listen/ear"
)

// otherwise speaks a text as the voice would on another day: at another speed and, if the
// engine can, another pitch.
func (v voice) otherwise(text, file string) *exec.Cmd {
	c := v.say(text, file)
	if filepath.Base(c.Path) == "espeak-ng" {
		return exec.Command(c.Path, append([]string{"-p", "43"}, append(c.Args[1:], "-s", fmt.Sprint(v.speed+20))...)...)
	}
	return exec.Command(c.Path, append([]string{"--setf", "duration_stretch=1.15"}, c.Args[1:]...)...)
}

const taughtKind = "commands that are taught"

// enrolKinds returns the kinds that a template may change: the commands that can be
// taught, the other commands, and phrases that must not be taken for a command.
func enrolKinds(all []kind) []kind {
	taught := kind{name: taughtKind, texts: intent.Taught("en"), grammar: all[0].grammar}
	others := kind{name: "commands that are not", grammar: all[0].grammar}
	for _, t := range append(slices.Clone(all[0].texts), all[1].texts...) {
		if !slices.Contains(taught.texts, t) {
			others.texts = append(others.texts, t)
		}
	}
	kinds := []kind{taught, others}
	for _, k := range all[2:] {
		if k.name == "deck answers" || k.name == "unrelated words" {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// teach has a voice speak each phrase that can be taught, once.
func teach(ctx context.Context, e *ear.Ear, dir string, v voice, g listen.Grammar) (*listen.Enrolment, error) {
	var templates []listen.Template
	for _, say := range intent.Taught("en") {
		file := filepath.Join(dir, "template.wav")
		if msg, err := v.otherwise(say, file).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s cannot say %q: %v %s", v.name, say, err, msg)
		}
		pcm, err := readFile(file)
		if err != nil {
			return nil, err
		}
		pcm, _, _ = framed(pcm)
		ev, err := e.Hear(ctx, g, noises[0].in(pcm, hash(v.name+say)))
		if err != nil {
			return nil, err
		}
		t, err := listen.Teach("en", say, ev.Sound)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", v.name, err)
			continue
		}
		templates = append(templates, t)
	}
	return listen.NewEnrolment(templates), nil
}

// enrolled weighs every result again with the templates of its voice, and writes the
// differences. The readings are the same with and without templates, because templates
// come after them.
func enrolled(ctx context.Context, w io.Writer, parts ear.Parts, dir string, o options, results []result) error {
	e, err := ear.Open(ctx, parts)
	if err != nil {
		return err
	}
	defer e.Close(ctx)
	kinds, err := kindsOfPhrase()
	if err != nil {
		return err
	}
	by := map[string]*listen.Enrolment{}
	for _, v := range voices {
		if !o.chosen(v) {
			continue
		}
		if by[v.name], err = teach(ctx, e, dir, v, kinds[0].grammar); err != nil {
			return err
		}
	}
	var details *json.Encoder
	if o.details != "" {
		f, err := os.Create(o.details)
		if err != nil {
			return err
		}
		defer f.Close()
		details = json.NewEncoder(f)
	}
	var order []string
	without, with := map[string]*tally{}, map[string]*tally{}
	for _, r := range results {
		row := r.kind + ", clean"
		if r.noise.kind != "none" {
			row = r.kind + ", in noise"
		}
		if without[row] == nil {
			order = append(order, row)
			without[row], with[row] = &tally{}, &tally{}
		}
		without[row].add(r)
		before := r.event.Reading
		if r.event.Kind == listen.Heard {
			r.event.Reading = by[r.voice].Weigh(before, r.grammar, r.event.Sound)
		}
		with[row].add(r)
		if details != nil && r.event.Kind == listen.Heard {
			n := by[r.voice].Nearest(r.grammar, r.event.Sound, before.Phrase.Tag)
			details.Encode(map[string]any{"voice": r.voice, "kind": r.kind, "text": r.text, "noise": r.noise.kind, "snr": r.noise.snr, "said": before.Said, "class": before.Phrase.Class, "tag": before.Phrase.Tag,
				"right": r.right, "before": before.Verdict, "after": r.event.Reading.Verdict, "near": n.Say, "neartag": n.Tag, "best": min(n.Best, 99), "next": min(n.Next, 99), "own": min(n.Own, 99)})
		}
	}
	fmt.Fprint(w, "| said | trials | right | asked | wrong | right, taught | asked, taught | wrong, taught |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, row := range order {
		a, b := without[row], with[row]
		fmt.Fprintf(w, "| %s | %d | %s | %s | %s | %s | %s | %s |\n", row, a.n, share(a.right, a.n), share(a.askedRight+a.askedWrong, a.n), share(a.wrong, a.n),
			share(b.right, b.n), share(b.askedRight+b.askedWrong, b.n), share(b.wrong, b.n))
	}
	return nil
}
