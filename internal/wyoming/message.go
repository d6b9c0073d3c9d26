package wyoming

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"carrel/internal/study"
)

// Limits of one message, in bytes.
const (
	MaxHeader  = 64 << 10
	MaxData    = 1 << 20
	MaxPayload = 1 << 20
)

// Message is one message of the protocol.
type Message struct {
	Type    string
	Data    json.RawMessage // nil or a JSON object
	Payload []byte
}

type header struct {
	Type          string          `json:"type"`
	Version       string          `json:"version,omitempty"`
	Data          json.RawMessage `json:"data,omitempty"` // older servers put the data here
	DataLength    int             `json:"data_length,omitempty"`
	PayloadLength int             `json:"payload_length,omitempty"`
}

// Read reads one message. It returns io.EOF if the stream ends before a message, and
// study.Unreadable if the bytes are not a message or exceed the limits.
func Read(r *bufio.Reader) (Message, error) {
	line, err := readLine(r)
	if err != nil {
		return Message{}, err
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil || h.Type == "" {
		return Message{}, study.Errorf(study.Unreadable, "the server does not speak the Wyoming protocol; check the address and its port")
	}
	if h.DataLength < 0 || h.DataLength > MaxData || h.PayloadLength < 0 || h.PayloadLength > MaxPayload {
		return Message{}, study.Errorf(study.Unreadable, "the Wyoming server announces a message of %d bytes, more than is taken", int64(h.DataLength)+int64(h.PayloadLength))
	}
	m := Message{Type: h.Type}
	if len(h.Data) > 0 && !bytes.Equal(h.Data, []byte("null")) {
		m.Data = h.Data
	}
	if h.DataLength > 0 {
		data, err := readBytes(r, h.DataLength)
		if err != nil {
			return Message{}, err
		}
		if !json.Valid(data) {
			return Message{}, study.Errorf(study.Unreadable, "the Wyoming server sent data that is no JSON")
		}
		m.Data = data
	}
	m.Payload, err = readBytes(r, h.PayloadLength)
	return m, err
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > MaxHeader:
			return nil, study.Errorf(study.Unreadable, "the server does not speak the Wyoming protocol; check the address and its port")
		case err == nil:
			return line, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) > 0:
			return nil, io.ErrUnexpectedEOF
		default:
			return nil, err
		}
	}
}

func readBytes(r io.Reader, n int) ([]byte, error) {
	if n == 0 {
		return nil, nil
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return b, nil
}

// Write writes one message.
func Write(w io.Writer, m Message) error {
	line, err := json.Marshal(header{Type: m.Type, Version: "1.0.0", DataLength: len(m.Data), PayloadLength: len(m.Payload)})
	if err != nil {
		return err
	}
	_, err = w.Write(append(append(append(line, '\n'), m.Data...), m.Payload...))
	return err
}
