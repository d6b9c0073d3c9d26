package listen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// segmentVector is an utterance to trim and what comes of it. The frames are a script of
// "frames x dB / voice"; their samples come from noise.
type segmentVector struct {
	Frames  string  `json:"frames"`
	Cleaned bool    `json:"cleaned"` // there is a noise reducer
	FloorDB float64 `json:"floor_db"`
	Samples int     `json:"samples"`
	SNRDB   float64 `json:"snr_db"`
	// PCM and Original are sums of all samples, each with a weight of its own.
	PCM      float64 `json:"pcm"`
	Original float64 `json:"original"`
}

// noise returns samples from a place on, computed from integers only.
func noise(from int, factor uint32) []float32 {
	pcm := make([]float32, FrameSize)
	for i := range pcm {
		pcm[i] = float32(int(uint32(from+i)*factor>>16)-32768) / 32768
	}
	return pcm
}

func weighted(pcm []float32) float64 {
	sum := 0.0
	for i, x := range pcm {
		sum += float64(i%97+1) * float64(x)
	}
	return sum
}

func runTrim(script string, cleaned bool, floorDB float64) segmentVector {
	var frames []segmentFrame
	eachFrame(script, func(db, voice float64) {
		f := segmentFrame{original: noise(len(frames)*FrameSize, 2654435761), db: db, voice: voice}
		if cleaned {
			f.cleaned = noise(len(frames)*FrameSize, 2246822519)
		}
		frames = append(frames, f)
	}, onlyFrames)
	u := trim(frames, floorDB)
	return segmentVector{script, cleaned, floorDB, len(u.PCM), u.SNRDB, weighted(u.PCM), weighted(u.Original)}
}

// TestUtterancesAreThoseOfThePage uses a file that web/src/listen/segment.test.ts reads.
func TestUtterancesAreThoseOfThePage(t *testing.T) {
	var got []segmentVector
	for _, script := range []string{
		"",                                // push-to-talk, released at once
		"40x-60/0",                        // no voice at all
		"1x-20/0.9",                       // one frame
		"30x-60/0 40x-20/0.9 30x-60/0",    // a word
		"30x-50/0 40x-20/0.9 30x-50/0",    // loud before and after
		"5x-60/0.4 40x-20/0.9 4x-60/0.39", // the bound of the voice
		"20x-54/0 9x-20/0.9 20x-54/0",     // exactly as loud as counts
		"20x-54.5/0 9x-20/0.9 20x-54.5/0", // a little less
		"30x-60/0 10x-20/0.9 60x-40/0 3x-30/0.8 40x-60/0",
	} {
		for _, cleaned := range []bool{false, true} {
			for _, floor := range []float64{-60, -48, -44, -20} { // at −48 dB words are 28 dB above
				got = append(got, runTrim(script, cleaned, floor))
			}
		}
	}
	chance := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		var parts []string
		for range 1 + chance.IntN(12) {
			parts = append(parts, fmt.Sprintf("%dx%g/%g", 1+chance.IntN(30), -80+.5*float64(chance.IntN(141)), .1*float64(chance.IntN(11))))
		}
		got = append(got, runTrim(strings.Join(parts, " "), chance.IntN(3) > 0, -75+float64(chance.IntN(50))))
	}
	shared(t, "segment.json", got, func(g, w segmentVector) bool {
		same := closeTo(g.SNRDB, w.SNRDB) && closeTo(g.PCM, w.PCM) && closeTo(g.Original, w.Original)
		g.SNRDB, g.PCM, g.Original = w.SNRDB, w.PCM, w.Original
		return same && g == w
	})
}
