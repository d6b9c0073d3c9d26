package speech

import (
	"context"
	"syscall/js"

	"carrel/internal/study"
)

// NewHostFlite makes flite for a browser. The page (or worker) that started the program
// must have registered globalThis.carrelFlite:
//
//	carrelFlite(text, voice, rate, pitch) → Promise<Uint8Array>
//
// text is one sentence of ASCII, rate and pitch are factors around 1, and the bytes are a
// WAV file. See web/src/speech/flite.ts.
func NewHostFlite() *Flite { return &Flite{pageFlite{}} }

// pageFlite is a fliteHost.
type pageFlite struct{}

func (p pageFlite) warm(ctx context.Context) error {
	_, err := p.say(ctx, "ready", Utterance{Voice: fliteVoices[0].Name, Rate: 1, Pitch: 1})
	return err
}

func (pageFlite) close() error { return nil }

func (pageFlite) say(ctx context.Context, sentence string, u Utterance) ([]byte, error) {
	say := js.Global().Get("carrelFlite")
	if say.Type() != js.TypeFunction {
		return nil, study.Errorf(study.Unavailable, "the voice is not loaded in this page; reload it")
	}
	type outcome struct {
		wav []byte
		err error
	}
	done := make(chan outcome, 1)
	var kept, refused js.Func
	release := func() { kept.Release(); refused.Release() }
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer release()
		wav, err := bytesOf(args)
		done <- outcome{wav, err}
		return nil
	})
	refused = js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer release()
		why := "no reason given"
		if len(args) > 0 {
			why = js.Global().Get("String").Invoke(args[0]).String()
		}
		done <- outcome{nil, study.Errorf(study.Unavailable, "the voice could not speak (%s); choose another voice in the settings", why)}
		return nil
	})
	say.Invoke(sentence, u.Voice, u.Rate, u.Pitch).Call("then", kept, refused)
	select {
	case o := <-done:
		return o.wav, o.err
	case <-ctx.Done():
		// The promise continues; its result is discarded.
		return nil, stopped(ctx)
	}
}

func bytesOf(args []js.Value) ([]byte, error) {
	if len(args) == 0 || !args[0].InstanceOf(js.Global().Get("Uint8Array")) {
		return nil, study.Errorf(study.Internal, "the page's voice gave no bytes")
	}
	wav := make([]byte, args[0].Get("length").Int())
	js.CopyBytesToGo(wav, args[0])
	return wav, nil
}
