package study

import "io"

// Media is a named file that a card can show or play. Its bytes are stored by content:
// Hash is their SHA-256 in hexadecimal digits.
type Media struct {
	Name string `json:"name"`
	Hash string `json:"hash,omitempty"`
	Size int64  `json:"size,omitempty"`
	// Open returns the bytes. It can be called until the stream of entries that contained
	// it has ended.
	Open func() (io.ReadCloser, error) `json:"-"`
}
