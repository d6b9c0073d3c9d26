package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"carrel/internal/intent"
	"carrel/internal/listen"
	"carrel/internal/listen/ear"
	"carrel/web"
)

// stretch is how many seconds are played without a break. The recogniser keeps its
// estimate of the room's noise for so long.
const stretch = 120

// stream is endless sound without any phrase of the grammar. next returns stretch seconds
// of it, 16 kHz mono, and the text spoken in it.
type stream struct {
	name    string
	lang    string
	grammar listen.Grammar
	next    func(i int) ([]float32, []said, error)
}

// said is a piece of a reading, with its first sample in the stretch.
type said struct {
	at    int
	voice string
	text  string
}

// hour holds the outcomes of a stream.
type hour struct {
	name                     string
	seconds, cpu             float64
	utterances, acted, asked int
}

// hours plays the named streams for the given minutes each, and prints how often
// something would have been acted on or asked about. details, if it is a file name, gets
// one line of JSON per utterance.
func hours(ctx context.Context, out io.Writer, dir string, o options) error {
	runtime.LockOSThread() // for threadTime
	all, err := streams(dir, o)
	if err != nil {
		return err
	}
	details := io.Discard
	if o.details != "" {
		f, err := os.Create(o.details)
		if err != nil {
			return err
		}
		defer f.Close()
		details = f
	}
	fmt.Fprint(out, "| what | hours | utterances | asked about an hour | acted on | acted on an hour | seconds of work an hour |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	ears := map[string]*ear.Ear{}
	defer func() {
		for _, e := range ears {
			e.Close(ctx)
		}
	}()
	for _, name := range strings.Split(o.hours, ",") {
		s, ok := all[name]
		if !ok {
			return fmt.Errorf("there is no stream %q", name)
		}
		if ears[s.lang] == nil {
			parts, err := ear.FromPage(web.Dist(), s.lang)
			if err != nil {
				return err
			}
			if ears[s.lang], err = ear.Open(ctx, parts); err != nil {
				return err
			}
		}
		h := hour{name: name}
		for i := o.skip * 60 / stretch; h.seconds < float64(o.minutes*60); i++ {
			pcm, texts, err := s.next(i)
			if err != nil {
				return err
			}
			before := threadTime()
			events, err := ears[s.lang].HearAll(ctx, s.grammar, pcm)
			if err != nil {
				return err
			}
			h.cpu += (threadTime() - before).Seconds()
			h.seconds += float64(len(pcm)) / rate
			for _, ev := range events {
				h.count(ev)
				if err := describe(details, name, i, ev, texts); err != nil {
					return err
				}
			}
		}
		n := h.seconds / 3600
		fmt.Fprintf(out, "| %s | %.2f | %d | %.1f | %d | %.1f | %.0f |\n", h.name, n, h.utterances, float64(h.asked)/n, h.acted, float64(h.acted)/n, h.cpu/n)
	}
	return nil
}

func (h *hour) count(ev listen.Event) {
	h.utterances++
	switch {
	case ev.Kind != listen.Heard:
	case ev.Reading.Verdict == listen.Sure:
		h.acted++
	default:
		h.asked++
	}
}

func describe(w io.Writer, stream string, i int, ev listen.Event, texts []said) error {
	line := map[string]any{
		"stream": stream, "stretch": i, "at": ev.AtMS / 1000, "event": ev.Kind, "wait": ev.WaitMS, "ms": ev.MS,
		"frames": len(ev.Sound) / listen.FrameSize, "spoken": ev.Reading.Spoken, "snr": ev.Reading.SNRDB,
	}
	if p := ev.Reading.Phrase; p != nil {
		line["heard"], line["class"], line["verdict"] = p.Text, p.Class, ev.Reading.Verdict
		line["score"], line["margin"] = ev.Reading.Score, ev.Reading.Margin
	}
	for _, t := range texts {
		if float64(t.at)/rate*1000 < ev.AtMS {
			line["voice"], line["text"] = t.voice, t.text
		}
	}
	return json.NewEncoder(w).Encode(line)
}

// streams returns noise at levels from quiet to very loud, and public-domain texts read
// by alternating synthetic voices.
func streams(dir string, o options) (map[string]stream, error) {
	english, err := listen.ForExpect(intent.Expect{Lang: "en", Commands: intent.Commands(), Answers: deck[:1], Decoys: deck[1:]})
	if err != nil {
		return nil, err
	}
	french, err := listen.ForExpect(intent.Expect{Lang: "fr", Commands: intent.Commands(), Answers: deckFrench[:1], Decoys: deckFrench[1:]})
	if err != nil {
		return nil, err
	}
	all := map[string]stream{}
	for _, kind := range []string{"white", "car", "kitchen", "babble", "music"} {
		all[kind] = stream{kind, "en", english, noiseStream(kind)}
	}
	all["english"] = stream{"english", "en", english, reading(dir, o, opticks, voices)}
	all["french"] = stream{"french", "fr", french, reading(dir, o, candide, voicesFrench)}
	all["crowd"] = stream{"crowd", "en", english, crowd(dir, o)}
	return all, nil
}
