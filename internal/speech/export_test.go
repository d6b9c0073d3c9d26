package speech

import "context"

// RawFlite returns the WAV of one sentence before any processing.
func RawFlite(f *Flite, ctx context.Context, sentence, voice string) ([]byte, error) {
	return f.host.say(ctx, sentence, Utterance{Voice: voice, Rate: 1, Pitch: 1})
}
