package speech

import "context"

// RawFlite is the WAV of one sentence as flite made it.
func RawFlite(f *Flite, ctx context.Context, sentence, voice string) ([]byte, error) {
	return f.host.say(ctx, sentence, Utterance{Voice: voice, Rate: 1, Pitch: 1})
}
