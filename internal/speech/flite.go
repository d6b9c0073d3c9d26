package speech

import (
	"context"
	"time"

	"carrel/internal/audio"
	"carrel/internal/lang"
	"carrel/internal/study"
)

// FliteName is the Engine of flite's voices.
const FliteName = "flite"

// fliteSentence is the largest number of characters passed to flite at once, because its
// memory grows with the sentence.
const fliteSentence = 300

// sentencePause is the pause between sentences at rate 1.
const sentencePause = 280 * time.Millisecond

var fliteVoices = []Voice{
	{Engine: FliteName, Name: "rms", Lang: "en-US", About: "American man, clear"},
	{Engine: FliteName, Name: "slt", Lang: "en-US", About: "American woman, clear"},
	{Engine: FliteName, Name: "awb", Lang: "en-GB", About: "Scottish man"},
	{Engine: FliteName, Name: "kal16", Lang: "en-US", About: "American man, robotic and quick to make"},
}

// deafToPitch is the voice that ignores flite's f0_shift.
const deafToPitch = "rms"

// Flite speaks English with flite, a small synthesiser compiled to WebAssembly. NewFlite
// makes it natively, NewHostFlite in a browser; both give the same sound.
type Flite struct{ host fliteHost }

// fliteHost runs flite's WebAssembly.
type fliteHost interface {
	// say returns the WAV file of one sentence of plain ASCII.
	say(ctx context.Context, sentence string, u Utterance) ([]byte, error)
	warm(ctx context.Context) error
	close() error
}

// Warm loads the voice, so that the first words come without delay.
func (f *Flite) Warm(ctx context.Context) error { return f.host.warm(ctx) }

// Close waits for the sentences being made and frees the voice. After it, Speak returns
// an error.
func (f *Flite) Close() error { return f.host.close() }

// Voices lists flite's four English voices.
func (f *Flite) Voices() []Voice { return append([]Voice(nil), fliteVoices...) }

// Speak speaks an English text, sentence by sentence.
func (f *Flite) Speak(ctx context.Context, u Utterance) (audio.PCM, error) {
	u, _, err := u.normal(fliteVoices)
	if err != nil {
		return audio.PCM{}, err
	}
	if base(u.Lang) != "en" {
		return audio.PCM{}, noVoice(u.Lang)
	}
	for _, r := range lang.Runs(u.Text, u.Lang) {
		if base(r.Lang) != "en" {
			return audio.PCM{}, noVoice(r.Lang)
		}
	}
	var said []audio.PCM
	for _, sentence := range Sentences(u.Text, fliteSentence) {
		plain, foreign := english(sentence)
		if foreign != 0 {
			return audio.PCM{}, noVoice("")
		}
		if plain == "" {
			continue
		}
		sound, err := f.sentence(ctx, plain, u)
		if err != nil {
			return audio.PCM{}, err
		}
		if len(said) > 0 {
			said = append(said, audio.Silence(sound.Rate, time.Duration(float64(sentencePause)/u.Rate)))
		}
		said = append(said, sound)
	}
	return audio.Normalize(audio.Join(said...), audio.SpeechLoudness), nil
}

func (f *Flite) sentence(ctx context.Context, plain string, u Utterance) (audio.PCM, error) {
	if ctx.Err() != nil {
		return audio.PCM{}, stopped(ctx)
	}
	wav, err := f.host.say(ctx, plain, u)
	switch {
	case ctx.Err() != nil:
		return audio.PCM{}, stopped(ctx)
	case err != nil:
		return audio.PCM{}, err
	}
	sound, err := audio.DecodeWAV(wav)
	if err != nil {
		return audio.PCM{}, study.Because(err, study.Internal, "the voice made no sound that can be played; choose another voice in the settings")
	}
	sound = trimmed(sound)
	if u.Voice == deafToPitch {
		sound = audio.Shift(sound, u.Pitch)
	}
	return sound, nil
}
