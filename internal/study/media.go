package study

import "io"

// Media is a named file a card may show or play. Its bytes are kept by
// content: Hash is the SHA-256 of them in hexadecimal digits.
type Media struct {
	Name string `json:"name"`
	Hash string `json:"hash,omitempty"`
	Size int64  `json:"size,omitempty"`
	// Open returns the bytes. It may be called until the stream of entries it
	// came in has ended.
	Open func() (io.ReadCloser, error) `json:"-"`
}
