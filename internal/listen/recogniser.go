package listen

import (
	"context"
	"time"
)

// Denoiser cleans a stream of sound, 160 samples at 16 kHz at a time, and returns the
// probability that they contain a voice. It writes cleaned and original with a delay of
// DenoiseDelay samples.
type Denoiser interface {
	Frame(ctx context.Context, pcm, cleaned, original []float32) (voice float64, err error)
}

// EventKind is the kind of an Event.
type EventKind string

// The kinds of event.
const (
	SpeechStart EventKind = "speech_start" // someone began to speak: the moment to stop a prompt
	Heard       EventKind = "heard"
	NoMatch     EventKind = "no_match" // something was said that is none of the phrases
	Silence     EventKind = "silence"  // nothing was said before the timeout
)

// Event is an outcome of listening. Reading is set for Heard, and for NoMatch if at least
// one phrase was considered.
type Event struct {
	Kind    EventKind
	Reading Reading
	Sound   []float32 // the trimmed utterance, 16 kHz mono; it is not stored anywhere
	MS      float64   // how long the recogniser worked on it
	ReadMS  float64   // when this work began, in ms of sound since the recogniser was made
	WaitMS  float64   // how long the endpointer waited after the last voiced frame
	AtMS    float64   // when it was decided, in ms of sound since the recogniser was made
	StartMS float64   // when speech_start was, in the same time: when a prompt is stopped
}

const msPerFrame = 10

// Recogniser is the whole chain from 16 kHz samples to events: voice activity,
// endpointing, noise reduction, trimming, reading. It measures time in samples, so that a
// recording gives the same events at any speed. The page has the same algorithm in
// recogniser.ts.
type Recogniser struct {
	interpreter *Interpreter
	noise       Denoiser
	now         func() time.Duration

	// Enrolment is a second opinion on every reading. It may be nil.
	Enrolment *Enrolment
	grammar   Grammar

	ends      *Endpointer
	pending   []float32
	frames    []segmentFrame
	listening bool
	timeout   float64
	waited    float64
	held      bool
	tried     *attempt
	events    []Event
	heard     int // frames since the beginning
	// running is true after speech was cut off for its length, until it pauses.
	running bool
	started int // frame of speech_start
	calm    int // frames since the last voiced frame
	// unsure is the frame at which the last utterance that was not sure ended. closely is
	// true if the current utterance follows it within ApartFrames.
	unsure  int
	closely bool
}

type attempt struct {
	reading Reading
	ms      float64
	at      float64 // time in the sound, in ms
	pcm     []float32
	early   bool // read before the room was hushed: the end of a word may be missing
}

// NewRecogniser makes a recogniser. noise may be nil. now is the clock for the times in
// events; without it they are 0.
func NewRecogniser(interpreter *Interpreter, noise Denoiser, now func() time.Duration) *Recogniser {
	if now == nil {
		now = func() time.Duration { return 0 }
	}
	return &Recogniser{interpreter: interpreter, noise: noise, now: now, ends: NewEndpointer(), unsure: -Shared.Endpoint.ApartFrames}
}

// Listen begins to listen for the phrases of a grammar. If nobody speaks for timeoutMS,
// the outcome is Silence; 0 waits for ever. It returns the texts of the phrases without a
// pronunciation.
func (r *Recogniser) Listen(ctx context.Context, g Grammar, timeoutMS int) ([]string, error) {
	r.cancel()
	left, err := r.interpreter.Prepare(ctx, g)
	r.timeout, r.listening, r.grammar = float64(timeoutMS), err == nil, g
	return left, err
}

// Begin starts an utterance when the push-to-talk button is pressed.
func (r *Recogniser) Begin() {
	if !r.listening {
		return
	}
	r.held, r.tried, r.running, r.closely = true, nil, false, false
	r.frames = lastFrames(r.frames, Shared.Endpoint.PrerollFrames)
	r.ends.Begin()
	r.started = r.heard
	r.events = append(r.events, Event{Kind: SpeechStart, AtMS: float64(r.heard * msPerFrame), StartMS: float64(r.heard * msPerFrame)})
}

// End ends the utterance when the push-to-talk button is released.
func (r *Recogniser) End(ctx context.Context) ([]Event, error) {
	if r.listening && r.held {
		if err := r.release(ctx); err != nil {
			return nil, err
		}
	}
	return r.take(), nil
}

// Push processes sound, 16 kHz mono, −1 to 1, and returns the resulting events.
func (r *Recogniser) Push(ctx context.Context, pcm []float32) ([]Event, error) {
	all := append(r.pending, pcm...)
	for len(all) >= FrameSize {
		if err := r.frame(ctx, all[:FrameSize:FrameSize]); err != nil {
			r.cancel()
			return r.take(), err
		}
		all = all[FrameSize:]
	}
	r.pending = append([]float32(nil), all...)
	return r.take(), nil
}

// Flush says that the sound has ended, and reads an unfinished utterance.
func (r *Recogniser) Flush(ctx context.Context) ([]Event, error) {
	rest := make([]float32, FrameSize)
	for i := 0; r.listening && i < (DenoiseDelay+FrameSize-1)/FrameSize+Shared.Endpoint.LongHangoverFrames; i++ {
		if err := r.frame(ctx, rest); err != nil {
			r.cancel()
			return r.take(), err
		}
	}
	return r.take(), nil
}

func (r *Recogniser) take() []Event {
	e := r.events
	r.events = nil
	return e
}

func (r *Recogniser) cancel() {
	r.listening, r.held, r.tried, r.waited, r.frames = false, false, nil, 0, nil
	r.ends.Reset()
}

func (r *Recogniser) frame(ctx context.Context, pcm []float32) error {
	turn, err := r.hear(ctx, pcm)
	if err != nil {
		return err
	}
	k := Shared.Endpoint
	switch {
	case !r.listening:
		r.frames = nil
		r.ends.Reset()
		return nil
	case r.held && len(r.frames) >= k.LongestFrames:
		return r.release(ctx)
	case r.held:
		return nil
	case r.running:
		r.ends.Reset()
	}
	if !r.ends.Speaking {
		r.frames = lastFrames(r.frames, k.PrerollFrames+k.OnsetWindow)
		r.silence()
		return nil
	}
	return r.follow(ctx, turn)
}

// hear adds a frame to the utterance and returns the change that it caused.
func (r *Recogniser) hear(ctx context.Context, pcm []float32) (Turn, error) {
	r.heard++
	f := segmentFrame{original: pcm}
	voice := -1.0
	if r.noise != nil {
		f.original, f.cleaned = make([]float32, FrameSize), make([]float32, FrameSize)
		var err error
		if voice, err = r.noise.Frame(ctx, pcm, f.cleaned, f.original); err != nil {
			return Same, err
		}
	}
	f.db = EnergyDB(f.original)
	turn := r.ends.Frame(f.db, voice)
	f.voice = r.ends.Voice
	r.frames = append(r.frames, f)
	r.calmness()
	return turn, nil
}

// follow reads or finishes the utterance at a change.
func (r *Recogniser) follow(ctx context.Context, turn Turn) error {
	k := Shared.Endpoint
	switch turn {
	case Start:
		r.tried, r.closely, r.started = nil, r.heard-r.unsure < k.ApartFrames, r.heard
		r.events = append(r.events, Event{Kind: SpeechStart, AtMS: float64(r.heard * msPerFrame), StartMS: float64(r.heard * msPerFrame)})
	case Resume:
		r.tried = nil
	case Pause:
		if len(r.frames) > k.EarlyFrames {
			return nil
		}
		if err := r.attempt(ctx); err != nil {
			return err
		}
		r.finishIfSettled()
	case Settle, Same:
		if r.tried != nil && r.again() {
			if err := r.attempt(ctx); err != nil {
				return err
			}
		}
		r.finishIfSettled()
	case End:
		if r.tried == nil || r.again() {
			if err := r.attempt(ctx); err != nil {
				return err
			}
		}
		r.running = r.ends.Quiet < k.LongHangoverFrames
		r.finish()
	}
	return nil
}

// calmness counts frames without a voice and ends running speech after enough of them.
func (r *Recogniser) calmness() {
	if r.calm++; r.ends.Voice >= Shared.Endpoint.VoiceOff && r.ends.EnergyDB >= Shared.Endpoint.QuietestDB {
		r.calm = 0
	}
	if r.calm >= Shared.Endpoint.LongHangoverFrames {
		r.running = false
	}
}

func (r *Recogniser) release(ctx context.Context) error {
	if err := r.attempt(ctx); err != nil {
		return err
	}
	r.finish()
	return nil
}

func (r *Recogniser) attempt(ctx context.Context) error {
	start := r.now()
	u := trim(r.frames, r.ends.FloorDB)
	// An utterance with more voice than the longest phrase is none of the phrases, and
	// reading it would take seconds.
	reading, err := notUnderstood(u.SNRDB), error(nil)
	if r.interpreter.mayHold(r.ends.Voiced) {
		if reading, err = r.interpreter.Read(ctx, u); err == nil {
			reading = r.Enrolment.Weigh(reading, r.grammar, u.PCM)
		}
	}
	if r.closely {
		reading.Judgement = reading.Doubted()
	}
	r.tried = &attempt{reading, float64(r.now()-start) / float64(time.Millisecond), float64(r.heard * msPerFrame), u.PCM, !r.ends.Hushed()}
	return err
}

// again reports whether an early reading that was not sure must be repeated with the end
// of the utterance.
func (r *Recogniser) again() bool {
	return r.tried.early && r.ends.Hushed() && r.tried.reading.Verdict != Sure
}

// finishIfSettled ends the utterance before the long hangover, but only if a phrase was
// understood and no more words are expected. A phrase that will be asked about waits
// longer than a sure one.
func (r *Recogniser) finishIfSettled() {
	if r.tried == nil || !r.ends.Hushed() {
		return
	}
	more, other := r.interpreter.mayGoOn(r.tried.reading)
	switch r.tried.reading.Verdict {
	case Sure:
		if !more || !other && r.ends.Settled() {
			r.finish()
		}
	case Ask:
		if !other && r.ends.Quiet >= Shared.Endpoint.DoubtHangover {
			r.finish()
		}
	}
}

func (r *Recogniser) finish() {
	e := Event{Kind: Heard, Reading: r.tried.reading, Sound: r.tried.pcm, MS: r.tried.ms, ReadMS: r.tried.at, WaitMS: float64(r.ends.Quiet * msPerFrame), AtMS: float64(r.heard * msPerFrame), StartMS: float64(r.started * msPerFrame)}
	if r.ends.Voiced < Shared.Endpoint.FewestVoiced && !r.held {
		// A click or a cough: keep listening as if it had not happened.
		r.frames = nil
		r.ends.Reset()
		return
	}
	ended := r.heard - r.ends.Quiet
	r.cancel()
	if e.Reading.Phrase == nil || e.Reading.Verdict == Refuse {
		e.Kind = NoMatch
	}
	if e.Reading.Verdict != Sure {
		r.unsure = ended
	}
	r.events = append(r.events, e)
}

func (r *Recogniser) silence() {
	if r.timeout <= 0 {
		return
	}
	if r.waited += msPerFrame; r.waited >= r.timeout {
		r.cancel()
		r.events = append(r.events, Event{Kind: Silence})
	}
}

func lastFrames(f []segmentFrame, n int) []segmentFrame {
	return f[max(0, len(f)-n):]
}

// Listening reports whether an outcome is still to come.
func (r *Recogniser) Listening() bool { return r.listening }
