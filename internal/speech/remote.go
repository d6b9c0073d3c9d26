package speech

import (
	"context"

	"carrel/internal/audio"
	"carrel/internal/lang"
	"carrel/internal/study"
)

// RemoteConfig describes a voice that runs in another program.
type RemoteConfig struct {
	Name   string  // Voice.Engine: "wyoming"
	Voices []Voice // Engine is filled in
	// Say returns a text in one of the voices, at any sample rate and loudness.
	Say func(ctx context.Context, text string, v Voice) (audio.PCM, error)
	// Otherwise speaks when Say fails, if it has a voice for the language. It may be nil.
	Otherwise Synthesizer
}

// Remote is a Synthesizer whose sound comes from a program that may be unreachable.
type Remote struct{ config RemoteConfig }

// NewRemote makes a Remote. It starts nothing.
func NewRemote(config RemoteConfig) *Remote {
	config.Voices = append([]Voice(nil), config.Voices...)
	for i := range config.Voices {
		config.Voices[i].Engine = config.Name
	}
	return &Remote{config}
}

// Voices lists the configured voices.
func (r *Remote) Voices() []Voice { return append([]Voice(nil), r.config.Voices...) }

// Speak asks the other program for the text, and if that fails uses Otherwise.
func (r *Remote) Speak(ctx context.Context, u Utterance) (audio.PCM, error) {
	u, voice, err := u.normal(r.config.Voices)
	if err != nil {
		return audio.PCM{}, err
	}
	for _, part := range append(lang.Runs(u.Text, u.Lang), lang.Run{Lang: u.Lang}) {
		if base(part.Lang) != base(voice.Lang) {
			return audio.PCM{}, noVoice(part.Lang)
		}
	}
	text := spoken(u.Text)
	if ctx.Err() != nil {
		return audio.PCM{}, stopped(ctx)
	}
	if text == "" {
		return audio.PCM{}, nil
	}
	sound, err := r.config.Say(ctx, text, voice)
	if ctx.Err() != nil {
		return audio.PCM{}, stopped(ctx)
	}
	if err != nil {
		return r.otherwise(ctx, u, err)
	}
	sound = audio.Shift(audio.Stretch(trimmed(sound), 1/u.Rate), u.Pitch)
	return audio.Normalize(sound, audio.SpeechLoudness), nil
}

func (r *Remote) otherwise(ctx context.Context, u Utterance, cause error) (audio.PCM, error) {
	if r.config.Otherwise != nil {
		for _, v := range r.config.Otherwise.Voices() {
			if base(v.Lang) == base(u.Lang) {
				u.Voice = v.Name
				return r.config.Otherwise.Speak(ctx, u)
			}
		}
	}
	if study.KindOf(cause) == study.Internal {
		return audio.PCM{}, study.Because(cause, study.Unavailable, "the voice %s could not speak", r.config.Name)
	}
	return audio.PCM{}, cause
}
