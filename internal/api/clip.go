package api

import (
	"net/http"
	"strconv"
	"strings"

	"carrel/internal/audio"
	"carrel/internal/session"
	"carrel/internal/study"
)

// clips returns what the page plays for a speech. What no voice here can speak is
// text, for a local voice of the browser or for the screen.
func (a *API) clips(role session.Role, s study.Speech, rate float64) []Clip {
	var out []Clip
	for _, p := range a.lib.Voice().Parts(role, s, rate) {
		switch {
		case p.Sound != "":
			out = append(out, Clip{URL: mediaURL(p.Sound), Sound: p.Sound})
		case p.Clip != "":
			out = append(out, Clip{URL: clipURL(p.Clip)})
		default:
			out = append(out, Clip{Text: p.Text, Lang: p.Lang})
		}
	}
	return out
}

func clipURL(key string) string { return "api/clip/" + key + ".wav" }

func (a *API) getClip(w http.ResponseWriter, r *http.Request) {
	key, ok := strings.CutSuffix(r.PathValue("key"), ".wav")
	if !ok {
		fail(w, study.Errorf(study.NotFound, "there is no clip of that name"))
		return
	}
	wav, err := a.lib.Voice().Clip(r.Context(), key)
	if err != nil {
		fail(w, err)
		return
	}
	// A clip's key covers everything that affects its sound, so the clip never
	// changes.
	writeWAV(w, wav, "private, max-age=86400, immutable")
}

func writeWAV(w http.ResponseWriter, wav []byte, caching string) {
	w.Header().Set("Content-Type", "audio/wav")
	w.Header().Set("Content-Length", strconv.Itoa(len(wav)))
	w.Header().Set("Cache-Control", caching)
	w.Write(wav)
}

// mostTried bounds the text of a voice trial, in characters.
const mostTried = 500

// Trial is a text to try a voice with.
type Trial struct {
	Text  string  `json:"text"`
	Lang  string  `json:"lang"`
	Voice string  `json:"voice"`
	Rate  float64 `json:"rate"`
}

func (a *API) postSpeak(w http.ResponseWriter, r *http.Request) {
	var b Trial
	if err := readJSON(r, &b); err != nil {
		fail(w, err)
		return
	}
	if len(b.Text) > mostTried {
		fail(w, study.Errorf(study.Invalid, "a trial may have %d characters at most", mostTried))
		return
	}
	wav, err := a.lib.Voice().Speak(r.Context(), b.Text, b.Lang, b.Voice, b.Rate)
	if err != nil {
		fail(w, err)
		return
	}
	writeWAV(w, wav, "no-store")
}

func (a *API) getVoices(*http.Request) (Voices, error) {
	return Voices{a.lib.Voice().Voices()}, nil
}

// earconRate is the sample rate of the earcons, in Hz.
const earconRate = 24000

func (a *API) getEarcon(w http.ResponseWriter, r *http.Request) {
	name, _ := strings.CutSuffix(r.PathValue("name"), ".wav")
	pcm, err := audio.Earcon(name).Synthesize(earconRate)
	if err != nil {
		fail(w, study.Errorf(study.NotFound, "there is no sound %q", name))
		return
	}
	writeWAV(w, audio.WAV(pcm), "private, max-age=86400")
}
