//go:build !js

package voice

import (
	"context"
	"encoding/binary"
	"strings"
	"time"

	"carrel/internal/audio"
	"carrel/internal/speech"
	"carrel/internal/wyoming"
)

// remoteVoice returns a synthesizer that uses a Wyoming server; nil if no server
// answers.
func remoteVoice(ctx context.Context, address, lang string, otherwise speech.Synthesizer) speech.Synthesizer {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	client := wyoming.Client{Address: address}
	info, err := client.Describe(ctx)
	if err != nil {
		return nil
	}
	const unnamed = "default"
	var voices []speech.Voice
	for _, v := range info.Voices {
		for _, l := range v.Languages {
			voices = append(voices, speech.Voice{Name: v.Name, Lang: strings.ReplaceAll(l, "_", "-"), About: v.About})
		}
	}
	if len(voices) == 0 {
		voices = []speech.Voice{{Name: unnamed, Lang: lang, About: info.Name}}
	}
	return speech.NewRemote(speech.RemoteConfig{
		Name: "wyoming", Voices: voices, Otherwise: otherwise,
		Say: func(ctx context.Context, text string, v speech.Voice) (audio.PCM, error) {
			name := v.Name
			if name == unnamed {
				name = ""
			}
			s, err := client.Synthesize(ctx, text, name, v.Lang)
			if err != nil {
				return audio.PCM{}, err
			}
			return mono(s), nil
		},
	})
}

// mono converts a server's sound to one channel with samples from −1 to 1.
func mono(s wyoming.Sound) audio.PCM {
	frame := 2 * s.Channels
	if frame == 0 {
		return audio.PCM{}
	}
	out := audio.PCM{Rate: s.Rate, Samples: make([]float32, len(s.PCM)/frame)}
	for i := range out.Samples {
		sum := 0
		for c := range s.Channels {
			sum += int(int16(binary.LittleEndian.Uint16(s.PCM[i*frame+2*c:])))
		}
		out.Samples[i] = float32(sum) / float32(s.Channels) / 32768
	}
	return out
}
