package speech_test

import (
	"context"
	"errors"
	"testing"

	"carrel/internal/audio"
	"carrel/internal/speech"
	"carrel/internal/speech/speechtest"
	"carrel/internal/study"
)

// elsewhere returns a remote voice whose Say uses a program on this computer.
func elsewhere(t *testing.T) speech.RemoteConfig {
	hum := fakeVoice(t, "hum", speech.CommandConfig{})
	return speech.RemoteConfig{Name: "elsewhere", Voices: hum.Voices(), Say: func(ctx context.Context, text string, v speech.Voice) (audio.PCM, error) {
		return hum.Speak(ctx, speech.Utterance{Text: text, Voice: v.Name, Lang: v.Lang})
	}}
}

func TestRemote(t *testing.T) {
	speechtest.Run(t, speechtest.Engine{
		New:     func(t *testing.T) speech.Synthesizer { return speech.NewRemote(elsewhere(t)) },
		Foreign: "привет", ForeignName: "Russian", Quick: true,
	})
}

// TestRemoteThatIsAway checks that another voice of the language speaks when the remote
// one fails, and that without one the error names the cause.
func TestRemoteThatIsAway(t *testing.T) {
	config := elsewhere(t)
	config.Say = func(context.Context, string, speech.Voice) (audio.PCM, error) {
		return audio.PCM{}, study.Errorf(study.Unavailable, "nobody there")
	}
	if _, err := speech.NewRemote(config).Speak(t.Context(), speech.Utterance{Text: "hello"}); err == nil || err.Error() != "nobody there" {
		t.Errorf("%v", err)
	}
	config.Otherwise = fakeVoice(t, "hum", speech.CommandConfig{})
	if p, err := speech.NewRemote(config).Speak(t.Context(), speech.Utterance{Text: "hello"}); err != nil || len(p.Samples) == 0 {
		t.Errorf("%v, %v", p.Duration(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := speech.NewRemote(config).Speak(ctx, speech.Utterance{Text: "hello"}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want it stopped", err)
	}
}
