package wyoming

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"carrel/internal/study"
)

// Client talks to one server, with a new connection for each request. The defaults of the
// timeouts suit a server on the same network.
type Client struct {
	Address string        // host:port, as Address returns it
	Connect time.Duration // 2 s if not positive
	Answer  time.Duration // for a whole utterance; 15 s if not positive
}

// Sound is signed little-endian PCM.
type Sound struct {
	Rate, Width, Channels int // Hz, bytes per sample
	PCM                   []byte
}

// Voice is a voice of the server.
type Voice struct {
	Name, About string
	Languages   []string
}

// Info is how a server describes itself.
type Info struct {
	Name   string
	Hears  []string // languages it recognises
	Voices []Voice
}

// MaxSound is the largest sound of one text, in bytes: about ten minutes.
const MaxSound = 32 << 20

// chunk is how many bytes of sound go into one message.
const chunk = 32 << 10

// Transcribe sends one utterance, 16-bit mono, and returns the server's transcription, ""
// if it understood nothing. Errors are of kind study.Unavailable or study.Unreadable.
func (c Client) Transcribe(ctx context.Context, lang string, rate int, pcm []byte) (string, error) {
	format := map[string]any{"rate": rate, "width": 2, "channels": 1}
	send := []Message{message("transcribe", map[string]any{"language": lang}), message("audio-start", format)}
	for at := 0; at < len(pcm); at += chunk {
		m := message("audio-chunk", format)
		m.Payload = pcm[at:min(at+chunk, len(pcm))]
		send = append(send, m)
	}
	send = append(send, message("audio-stop", map[string]any{}))
	var text string
	err := c.talk(ctx, send, func(m Message) (bool, error) {
		if m.Type != "transcript" {
			return false, nil
		}
		var d struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(m.Data, &d); err != nil {
			return false, study.Because(err, study.Unreadable, "the Wyoming server at %s sent a transcript without a text", c.Address)
		}
		text = strings.TrimSpace(d.Text)
		return true, nil
	})
	return text, err
}

// Synthesize returns the spoken text. voice may be "".
func (c Client) Synthesize(ctx context.Context, text, voice, lang string) (Sound, error) {
	data := map[string]any{"text": text}
	if v := map[string]any{}; voice != "" || lang != "" {
		if voice != "" {
			v["name"] = voice
		}
		if lang != "" {
			v["language"] = lang
		}
		data["voice"] = v
	}
	var s Sound
	err := c.talk(ctx, []Message{message("synthesize", data)}, func(m Message) (done bool, err error) {
		switch m.Type {
		case "audio-start":
			return false, c.start(&s, m)
		case "audio-chunk":
			return false, c.chunk(&s, m)
		}
		return m.Type == "audio-stop", nil
	})
	return s, err
}

// start sets the format of s.
func (c Client) start(s *Sound, m Message) error {
	var d struct{ Rate, Width, Channels int }
	if err := json.Unmarshal(m.Data, &d); err != nil || d.Width != 2 || d.Channels < 1 || d.Channels > 2 || d.Rate < 8000 || d.Rate > 96000 {
		return study.Errorf(study.Unreadable, "the Wyoming server at %s sends sound in a form that Carrel does not take; it takes 16-bit samples", c.Address)
	}
	s.Rate, s.Width, s.Channels = d.Rate, d.Width, d.Channels
	return nil
}

// chunk adds samples to s.
func (c Client) chunk(s *Sound, m Message) error {
	if s.Rate == 0 {
		return study.Errorf(study.Unreadable, "the Wyoming server at %s sends sound without saying of what kind", c.Address)
	}
	if len(s.PCM)+len(m.Payload) > MaxSound {
		return study.Errorf(study.Unreadable, "the Wyoming server at %s sent more sound than is taken for one text", c.Address)
	}
	s.PCM = append(s.PCM, m.Payload...)
	return nil
}

// Describe asks the server to describe itself.
func (c Client) Describe(ctx context.Context) (Info, error) {
	type model struct {
		Name        string   `json:"name"`
		Description string   `json:"description"`
		Languages   []string `json:"languages"`
	}
	type program struct {
		Name   string  `json:"name"`
		Models []model `json:"models"`
		Voices []model `json:"voices"`
	}
	var info Info
	err := c.talk(ctx, []Message{message("describe", map[string]any{})}, func(m Message) (bool, error) {
		if m.Type != "info" {
			return false, nil
		}
		var d struct {
			ASR []program `json:"asr"`
			TTS []program `json:"tts"`
		}
		if err := json.Unmarshal(m.Data, &d); err != nil {
			return false, study.Because(err, study.Unreadable, "the Wyoming server at %s describes itself in a way that cannot be read", c.Address)
		}
		for _, p := range append(d.ASR, d.TTS...) {
			if info.Name == "" {
				info.Name = p.Name
			}
			for _, x := range p.Models {
				info.Hears = append(info.Hears, x.Languages...)
			}
			for _, x := range p.Voices {
				if len(info.Voices) < 500 && x.Name != "" {
					info.Voices = append(info.Voices, Voice{x.Name, x.Description, x.Languages})
				}
			}
		}
		return true, nil
	})
	return info, err
}

func message(kind string, data map[string]any) Message {
	b, err := json.Marshal(data)
	if err != nil {
		panic(err) // cannot happen: numbers and strings only
	}
	return Message{Type: kind, Data: b}
}

// talk sends messages and passes each answer to take, until take returns true.
func (c Client) talk(ctx context.Context, send []Message, take func(Message) (bool, error)) error {
	connect, answer := c.Connect, c.Answer
	if connect <= 0 {
		connect = 2 * time.Second
	}
	if answer <= 0 {
		answer = 15 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, connect+answer)
	defer cancel()
	conn, err := (&net.Dialer{Timeout: connect}).DialContext(ctx, "tcp", c.Address)
	if err != nil {
		return study.Because(err, study.Unavailable, "the Wyoming server at %s does not answer; start it, or take its address out of the settings", c.Address)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })()
	// A server may answer before it has read everything, so sending and reading run in
	// parallel.
	sent := make(chan error, 1)
	go func() {
		w := bufio.NewWriter(conn)
		for _, m := range send {
			if err := Write(w, m); err != nil {
				sent <- err
				return
			}
		}
		sent <- w.Flush()
	}()
	r := bufio.NewReader(conn)
	for {
		m, err := Read(r)
		if err != nil {
			return c.broken(err)
		}
		if m.Type == "error" {
			var d struct{ Text string }
			json.Unmarshal(m.Data, &d) // an error without text is still an error
			return study.Errorf(study.Unavailable, "the Wyoming server at %s reports an error: %s", c.Address, short(d.Text))
		}
		if done, err := take(m); done || err != nil {
			return err
		}
	}
}

func (c Client) broken(err error) error {
	var known *study.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return study.Because(err, study.Unavailable, "the Wyoming server at %s ended the connection without an answer", c.Address)
	}
	return study.Because(err, study.Unavailable, "the Wyoming server at %s did not finish its answer in time", c.Address)
}

func short(s string) string {
	if r := []rune(strings.ToValidUTF8(s, "?")); len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return s
}
