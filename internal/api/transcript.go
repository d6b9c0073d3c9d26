package api

import (
	"io"
	"net/http"
	"strings"

	"carrel/internal/listen"
	"carrel/internal/study"
	"carrel/internal/wyoming"
)

// Transcript is what an external recogniser made of an utterance.
type Transcript struct {
	Text string `json:"text"` // "" if it understood nothing
	// Ways are the ways of saying the text, in the form of a grammar's phrases:
	// "nineteen sixty nine" for "1969".
	Ways []string `json:"ways"`
}

func transcriptOf(lang, text string) Transcript {
	t := Transcript{Text: strings.TrimSpace(text), Ways: []string{}}
	for _, w := range listen.Spoken(lang, strings.TrimRight(t.Text, ".!?… ")) {
		t.Ways = append(t.Ways, strings.Join(w, " "))
	}
	return t
}

// mostSound bounds one utterance, in bytes: 15 s of 16-bit mono at 16 kHz.
const mostSound = 15 * 2 * 16000

// postTranscribe sends an utterance to the Wyoming server whose address the
// learner entered, and nowhere else.
func (a *API) postTranscribe(r *http.Request) (Transcript, error) {
	s, err := a.lib.Settings(r.Context())
	if err != nil {
		return Transcript{}, err
	}
	server := s.HearsAt()
	if server == "" {
		return Transcript{}, study.Errorf(study.Unavailable, "no Wyoming server is set up to recognise speech")
	}
	lang := r.URL.Query().Get("lang")
	if !listen.Listens(lang) {
		return Transcript{}, listen.CannotListen(lang)
	}
	pcm, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, mostSound))
	if err != nil {
		return Transcript{}, study.Because(err, study.Invalid, "the utterance is longer than 15 seconds")
	}
	text, err := transcribe(r.Context(), server, lang, pcm)
	if err != nil {
		return Transcript{}, err
	}
	return transcriptOf(lang, text), nil
}

// HeardText is a text that the browser's recogniser heard.
type HeardText struct {
	Lang string `json:"lang"`
	Text string `json:"text"`
}

func (a *API) postTranscript(_ *http.Request, b HeardText) (Transcript, error) {
	return transcriptOf(b.Lang, b.Text), nil
}

// WyomingServer is a Wyoming server's description of itself.
type WyomingServer struct {
	Address string `json:"address"` // in the form to store in the settings
	Name    string `json:"name"`
	Hears   bool   `json:"hears"`
	Speaks  bool   `json:"speaks"`
}

// WyomingAddress is the address of a Wyoming server.
type WyomingAddress struct {
	Address string `json:"address"` // host:port
}

// postWyoming tries an address that the learner entered.
func (a *API) postWyoming(r *http.Request, b WyomingAddress) (WyomingServer, error) {
	address, err := wyoming.Address(b.Address)
	if err != nil {
		return WyomingServer{}, err
	}
	info, err := describeServer(r.Context(), address)
	return WyomingServer{Address: address, Name: info.Name, Hears: len(info.Hears) > 0, Speaks: len(info.Voices) > 0}, err
}
