package main

import (
	"encoding/json"
	"os"

	"carrel/internal/listen"
)

// writeDetails writes the outcome of every trial, so that other bounds of the verdict can
// be tried without playing everything again.
func writeDetails(file string, results []result) error {
	if file == "" {
		return nil
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for _, r := range results {
		heard, class := "", ""
		if p := r.event.Reading.Phrase; p != nil {
			heard, class = p.Text, string(p.Class)
		}
		j := r.event.Reading.Judgement
		if r.event.Reading.Phrase == nil {
			j.Score = 0 // minus infinity is not valid JSON
		}
		opinion := r.event.Reading.Opinion
		if opinion == nil {
			opinion = &listen.Opinion{}
		}
		err := enc.Encode(map[string]any{
			"agrees": opinion.Agrees, "fit": opinion.Fit, "lead": opinion.Lead,
			"voice": r.voice, "kind": r.kind, "text": r.text, "noise": r.noise.kind, "snr": r.noise.snr, "outside": r.outside,
			"event": r.event.Kind, "heard": heard, "class": class, "right": r.right, "verdict": j.Verdict, "score": j.Score, "margin": j.Margin,
			"spoken": r.event.Reading.Spoken, "frames": len(r.event.Sound) / listen.FrameSize, "over_noise": r.event.Reading.SNRDB, "wait": r.event.WaitMS, "latency": r.latency, "cut": r.cut, "ms": r.event.MS,
		})
		if err != nil {
			return err
		}
	}
	return f.Close()
}
