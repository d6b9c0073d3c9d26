package listen

import "sort"

// segmentFrame is 10 ms of sound and its measurements.
type segmentFrame struct {
	original []float32
	cleaned  []float32 // nil without a noise reducer
	db       float64
	voice    float64
}

// Utterance is a sound to read, 16 kHz mono.
type Utterance struct {
	PCM      []float32 // cleaned if the room is noisy, for the decoder
	Original []float32 // unchanged, for the second ear, which was trained on noisy speech
	SNRDB    float64   // level above the noise
}

// trim keeps the voiced frames and some frames around them. The page has the same
// algorithm in segment.ts.
func trim(frames []segmentFrame, floorDB float64) Utterance {
	t := Shared.Trim
	first, last := -1, -1
	for i, f := range frames {
		if f.voice >= Shared.Endpoint.VoiceOff {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		first, last = 0, len(frames)-1
	}
	loud := func(i int) bool { return frames[i].db >= floorDB+t.AboveFloorDB }
	for first = max(0, first-t.BeforeFrames); first > 0 && loud(first-1); {
		first--
	}
	for last = min(len(frames)-1, last+t.AfterFrames); last < len(frames)-1 && loud(last+1); {
		last++
	}
	kept := frames[first : last+1]
	n := Shared.Denoise
	u := Utterance{SNRDB: snrDB(kept, floorDB)}
	clean := u.SNRDB < n.BelowSNRDB
	for _, f := range kept {
		u.Original = append(u.Original, f.original...)
		for j, x := range f.original {
			if clean && f.cleaned != nil {
				x = float32(n.MixOriginal*float64(x) + (1-n.MixOriginal)*float64(f.cleaned[j]))
			}
			u.PCM = append(u.PCM, x)
		}
	}
	return u
}

// snrDB returns the mean level of the loudest fifth of the frames above the noise floor.
func snrDB(frames []segmentFrame, floorDB float64) float64 {
	if len(frames) == 0 {
		return 0
	}
	db := make([]float64, len(frames))
	for i, f := range frames {
		db[i] = f.db
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(db)))
	top := db[:max(1, len(db)/5)]
	sum := 0.0
	for _, x := range top {
		sum += x
	}
	return sum/float64(len(top)) - floorDB
}
