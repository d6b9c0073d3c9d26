package main

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"carrel/internal/listen"
	"carrel/internal/listen/ear"
)

// result is the outcome of a trial.
type result struct {
	trial
	right   bool
	event   listen.Event
	events  int     // outcomes that were acted on, in a trial outside the grammar
	latency float64 // ms from the end of speech to the event, including the recogniser's work
	cut     float64 // ms from the beginning of speech to the moment when a prompt would be stopped
	seconds float64
}

// measure plays all trials, two at a time.
func measure(ctx context.Context, parts ear.Parts, trials []trial) ([]result, error) {
	results := make([]result, len(trials))
	var wg sync.WaitGroup
	var once sync.Once
	var failed error
	next := make(chan int)
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			runtime.LockOSThread() // for threadTime
			e, err := ear.Open(ctx, parts)
			if err == nil {
				e.Clock = threadTime
			}
			for i := range next {
				if err == nil {
					results[i], err = play(ctx, e, trials[i], hash(trials[i].voice+trials[i].text+trials[i].noise.kind))
				}
				if err != nil {
					once.Do(func() { failed = err })
				}
			}
			if e != nil {
				e.Close(ctx)
			}
		}()
	}
	for i := range trials {
		next <- i
	}
	close(next)
	wg.Wait()
	return results, failed
}

func play(ctx context.Context, e *ear.Ear, t trial, seed uint64) (result, error) {
	r := result{trial: t, seconds: float64(len(t.pcm)) / rate}
	pcm := t.noise.in(t.pcm, seed)
	if t.outside {
		events, err := e.HearAll(ctx, t.grammar, pcm)
		r.event.Kind = listen.Silence
		for _, ev := range events {
			if ev.Kind == listen.Heard && (r.event.Kind != listen.Heard || ev.Reading.Verdict == listen.Sure) {
				r.event = ev
			} else if r.event.Kind == listen.Silence {
				r.event = ev
			}
			if ev.Kind == listen.Heard && ev.Reading.Verdict == listen.Sure {
				r.events++
			}
		}
		return r, err
	}
	ev, err := e.Hear(ctx, t.grammar, pcm)
	r.event = ev
	if ev.Kind != listen.Silence {
		r.cut = ev.StartMS - float64(t.begin)*1000/rate
		// The utterance is read during the pause, while more sound arrives.
		r.latency = max(ev.AtMS, ev.ReadMS+ev.MS) - float64(t.end)*1000/rate
	}
	if p := ev.Reading.Phrase; p != nil {
		want, _ := t.grammar.Find(strings.ToLower(t.text))
		r.right = p.Tag == want.Tag || strings.EqualFold(p.Text, t.text)
	}
	return r, err
}
