// Package wyomingtest owns a Wyoming server for tests. It listens on loopback,
// understands every utterance as a text that the test sets, and speaks with a plain tone.
package wyomingtest

import (
	"bufio"
	"encoding/json"
	"math"
	"net"
	"sync"
	"testing"

	"carrel/internal/wyoming"
)

// Server is a running server and what it received.
type Server struct {
	Address string

	mu    sync.Mutex
	text  string
	heard [][]byte
	spoke []string
}

// Serve starts a server that understands every utterance as text.
func Serve(t testing.TB, text string) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	s := &Server{Address: l.Addr().String(), text: text}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.converse(conn)
		}
	}()
	return s
}

// Say sets the text that the server understands from now on.
func (s *Server) Say(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = text
}

// Heard returns the sound of each utterance received.
func (s *Server) Heard() [][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([][]byte(nil), s.heard...)
}

// Spoke returns each text received for speaking.
func (s *Server) Spoke() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.spoke...)
}

func (s *Server) converse(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	var sound []byte
	for {
		m, err := wyoming.Read(r)
		if err != nil {
			return
		}
		var data map[string]any
		json.Unmarshal(m.Data, &data)
		send := func(kind string, data any, payload []byte) {
			b, _ := json.Marshal(data)
			wyoming.Write(conn, wyoming.Message{Type: kind, Data: b, Payload: payload})
		}
		switch m.Type {
		case "audio-chunk":
			sound = append(sound, m.Payload...)
		case "audio-stop":
			s.mu.Lock()
			s.heard = append(s.heard, sound)
			text := s.text
			s.mu.Unlock()
			send("transcript", map[string]any{"text": text}, nil)
			return // like faster-whisper: one utterance per connection
		case "describe":
			type list []map[string]any
			send("info", map[string]any{
				"asr": list{{"name": "test-hears", "models": list{{"name": "m", "languages": []string{"en"}}}}},
				"tts": list{{"name": "test-speaks", "voices": list{{"name": "tone", "description": "a tone", "languages": []string{"en_GB"}}}}},
			}, nil)
		case "synthesize":
			text, _ := data["text"].(string)
			s.mu.Lock()
			s.spoke = append(s.spoke, text)
			s.mu.Unlock()
			format := map[string]any{"rate": 16000, "width": 2, "channels": 1}
			send("audio-start", format, nil)
			pcm := make([]byte, 2*8000)
			for i := range 8000 {
				x := int16(8000 * math.Sin(2*math.Pi*300*float64(i)/16000))
				pcm[2*i], pcm[2*i+1] = byte(x), byte(x>>8)
			}
			send("audio-chunk", format, pcm)
			send("audio-stop", map[string]any{}, nil)
			return
		}
	}
}
