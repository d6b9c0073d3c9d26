package listen

import "math"

// FrameSize is the number of samples in 10 ms at 16 kHz. DenoiseDelay is the delay of the
// noise reducer in samples.
const (
	FrameSize    = 160
	DenoiseDelay = 192
)

// Turn is a change that a frame caused.
type Turn int

// The changes during an utterance.
const (
	Same   Turn = iota
	Start       // speech has begun
	Pause       // it has just become quiet: the moment to try a decode
	Settle      // the short hangover is over
	Resume      // speech continues after a pause
	End         // the long hangover is over, or the utterance is too long
)

// Endpointer finds where speech begins and ends, in frames of 10 ms. The page has the
// same algorithm in endpoint.ts.
type Endpointer struct {
	FloorDB  float64 // noise floor between voices, dBFS
	EnergyDB float64 // energy of the last frame, dBFS
	Voice    float64 // probability of a voice in the last frame
	Quiet    int     // frames since the last voiced frame
	Voiced   int     // voiced frames in this utterance
	Speaking bool

	low     int // frames since the last frame above the noise floor
	near    int // the same with a higher threshold, for noisy rooms
	paused  bool
	hushed  bool
	settled bool
	recent  []bool
	frames  int
	learned bool
}

// NewEndpointer returns an Endpointer that has no estimate of the noise yet.
func NewEndpointer() *Endpointer {
	return &Endpointer{FloorDB: Shared.Endpoint.FloorStartDB, EnergyDB: Shared.Endpoint.FloorLowestDB}
}

// Reset forgets the utterance and keeps the estimate of the noise.
func (e *Endpointer) Reset() {
	e.Speaking, e.paused, e.hushed, e.settled, e.recent = false, false, false, false, nil
	e.Quiet, e.low, e.near, e.Voiced, e.frames = 0, 0, 0, 0, 0
}

// Begin starts an utterance whatever is heard. It serves push-to-talk.
func (e *Endpointer) Begin() {
	e.Reset()
	e.Speaking = true
}

// Frame processes the energy and the voice probability of one frame. A negative
// probability means that there is no voice model; then the energy above the noise floor
// decides. If Settle coincides with Pause, Frame returns only Pause; see Settled.
func (e *Endpointer) Frame(energyDB, voice float64) Turn {
	k := Shared.Endpoint
	e.EnergyDB = energyDB
	if over := energyDB - e.FloorDB; voice < 0 {
		switch {
		case over >= k.EnergyOnDB:
			voice = 1
		case over >= k.EnergyOffDB:
			voice = k.VoiceOff
		default:
			voice = 0
		}
	}
	e.Voice = voice
	audible := energyDB >= k.QuietestDB
	on, still := audible && voice >= k.VoiceOn, audible && voice >= k.VoiceOff
	if !still {
		e.learn(energyDB)
	}
	if e.Speaking {
		return e.during(still)
	}
	return e.before(on)
}

func (e *Endpointer) before(on bool) Turn {
	e.recent = append(e.recent, on)
	if len(e.recent) > Shared.Endpoint.OnsetWindow {
		e.recent = e.recent[1:]
	}
	count := 0
	for _, r := range e.recent {
		if r {
			count++
		}
	}
	if count < Shared.Endpoint.OnsetVoiced {
		return Same
	}
	e.Speaking, e.paused, e.hushed, e.settled = true, false, false, false
	e.Quiet, e.low, e.near, e.Voiced, e.frames = 0, 0, 0, count, count
	return Start
}

func (e *Endpointer) during(still bool) Turn {
	e.frames++
	e.Quiet++
	if still {
		e.Voiced++
		e.Quiet, e.low, e.near = 0, 0, 0
		if e.paused {
			e.paused, e.hushed, e.settled = false, false, false
			return Resume
		}
	}
	k := Shared.Endpoint
	// The hiss at the end of "yes" is unvoiced, but it is speech.
	if e.low++; e.EnergyDB >= e.FloorDB+k.LowAboveFloorDB {
		e.low = 0
	}
	if e.near++; e.EnergyDB >= e.FloorDB+k.NearFloorDB {
		e.near = 0
	}
	if e.frames >= k.LongestFrames || e.Quiet >= k.LongHangoverFrames {
		return End
	}
	low := e.low >= k.PauseLowFrames
	over := low && e.Quiet >= k.HangoverFrames || e.Quiet >= k.VoiceHangover
	if !e.paused {
		return e.pause(low, over)
	}
	e.hushed = e.hushed || over || low
	if !e.settled && over {
		e.settled = true
		return Settle
	}
	return Same
}

// pause returns Pause if speech that had no pause so far has one now, and else Same. low
// says that the room is quiet, over that the short hangover has passed.
func (e *Endpointer) pause(low, over bool) Turn {
	k := Shared.Endpoint
	noisy := e.near >= k.PauseLowFrames && e.Quiet >= k.NoisyPauseFrames
	if !over && !noisy && !(low && e.Quiet >= k.PauseFrames) {
		return Same
	}
	e.paused, e.hushed, e.settled = true, over || low, over
	return Pause
}

// learn moves the noise floor, fast downwards and slowly upwards. It is called only
// between voices.
func (e *Endpointer) learn(energyDB float64) {
	k := Shared.Endpoint
	db := math.Max(energyDB, k.FloorLowestDB)
	rate := k.FloorUp
	if db < e.FloorDB {
		rate = k.FloorDown
	}
	if !e.learned {
		e.learned, rate = true, 1
	}
	e.FloorDB += (db - e.FloorDB) * rate
}

// EnergyDB returns the mean power of samples in dB of full scale.
func EnergyDB(pcm []float32) float64 {
	sum := 0.0
	for _, x := range pcm {
		sum += float64(x) * float64(x)
	}
	return 10 * math.Log10(sum/float64(len(pcm))+1e-10)
}

// Hushed reports whether the room has become quiet since the last voice, or the voice has
// been absent for so long that the noise no longer matters.
func (e *Endpointer) Hushed() bool { return e.hushed }

// Settled reports whether the short hangover is over.
func (e *Endpointer) Settled() bool { return e.settled }
