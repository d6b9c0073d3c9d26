package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"carrel/internal/study"
)

// MaxText is the size in bytes of the longest text file that is read.
const MaxText = 80 << 20

const (
	mark8  = "\xef\xbb\xbf" // the byte order mark of UTF-8
	looked = 64 << 10       // bytes examined to recognise text
)

// Text returns the content of a text file as UTF-8 with line ends "\n". It recognises
// UTF-8 and UTF-16, with or without a byte order mark, and takes other text as
// Windows-1252, which includes Latin-1. A file that is not text is an Unreadable error.
func (s Source) Text() (string, error) {
	if text, ok, err := s.plain(); ok || err != nil {
		return text, err
	}
	b, err := s.ReadAll(MaxText)
	if err != nil {
		return "", err
	}
	// Work in place to avoid a second copy of a large file.
	text, ok := decode(b, func(b []byte) string { return string(joinLineEnds(b)) })
	if !ok {
		return "", s.Errorf(study.Unreadable, "this is not a text file")
	}
	return text, nil
}

// plain is Text for UTF-8, which nearly every file is. It holds the file in memory only
// once, since a file may take a large part of the memory allowed for an import. ok is
// false for any other encoding.
func (s Source) plain() (text string, ok bool, err error) {
	head, err := s.Head(len(mark8) + looked)
	if err != nil || s.Size > MaxText {
		return "", false, err
	}
	body, marked := bytes.CutPrefix(head, []byte(mark8))
	if bytes.IndexByte(body[:min(len(body), looked)], 0) >= 0 {
		return "", false, nil
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return "", false, nil
	}
	r := bufio.NewReaderSize(s.Reader(), 64<<10)
	if marked {
		r.Discard(len(mark8))
	}
	var b strings.Builder
	b.Grow(int(s.Size))
	for {
		part, err := r.ReadSlice('\r')
		if n := len(part); n > 0 && part[n-1] == '\r' {
			b.Write(part[:n-1])
			if next, _ := r.Peek(1); len(next) == 0 || next[0] != '\n' {
				b.WriteByte('\n')
			}
		} else {
			b.Write(part)
		}
		switch err {
		case nil, bufio.ErrBufferFull:
			continue
		case io.EOF:
			text = b.String()
			return text, utf8.ValidString(text), nil
		}
		return "", false, s.broken(err)
	}
}

// joinLineEnds replaces "\r\n" and "\r" with "\n" within b.
func joinLineEnds(b []byte) []byte {
	i := bytes.IndexByte(b, '\r')
	if i < 0 {
		return b
	}
	out := b[:i]
	for ; i < len(b); i++ {
		c := b[i]
		if c == '\r' {
			if i+1 < len(b) && b[i+1] == '\n' {
				continue
			}
			c = '\n'
		}
		out = append(out, c)
	}
	return out
}

// DecodeText is Text for bytes; ok is false if b is not text.
func DecodeText(b []byte) (text string, ok bool) {
	return decode(b, func(b []byte) string { return lines(string(b)) })
}

// decode detects the encoding of b. joined must turn UTF-8 into a string with line ends
// "\n".
func decode(b []byte, joined func([]byte) string) (text string, ok bool) {
	if order, mark := order16(b); order != nil {
		return lines(decode16(b[mark:], order)), true
	}
	b = bytes.TrimPrefix(b, []byte(mark8))
	if bytes.IndexByte(b[:min(len(b), looked)], 0) >= 0 {
		return "", false
	}
	switch {
	case utf8.Valid(b):
		return joined(b), true
	case manyControls(b[:min(len(b), looked)]):
		return "", false
	case mostly8(b):
		return lines(strings.ToValidUTF8(string(b), "�")), true
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return "", false
	}
	return joined(decoded), true
}

// order16 returns the byte order of UTF-16 and the length of the mark at its start, or
// nil if b is not UTF-16.
func order16(b []byte) (order binary.ByteOrder, mark int) {
	switch {
	case bytes.HasPrefix(b, []byte(mark8)):
		return nil, 0
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return binary.LittleEndian, 2
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return binary.BigEndian, 2
	}
	return guess16(b), 0
}

// manyControls reports whether a text has so many control characters that it is a binary
// file rather than text in an old encoding.
func manyControls(head []byte) bool {
	odd := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			odd++
		}
	}
	return odd*20 > len(head)
}

// mostly8 reports whether b is slightly damaged UTF-8 rather than a single-byte encoding.
// Valid multi-byte sequences rarely occur in Latin-1 text.
func mostly8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 10*bad
}

func lines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func decode16(b []byte, order binary.ByteOrder) string {
	var out strings.Builder
	out.Grow(len(b))
	for len(b) >= 2 {
		r := rune(order.Uint16(b))
		b = b[2:]
		if utf16.IsSurrogate(r) {
			pair := rune(utf8.RuneError)
			if len(b) >= 2 {
				pair = utf16.DecodeRune(r, rune(order.Uint16(b)))
			}
			if pair != utf8.RuneError {
				b = b[2:]
			}
			r = pair
		}
		out.WriteRune(r)
	}
	return out.String()
}

// guess16 recognises UTF-16 without a byte order mark: nearly all of its zero bytes are
// at even, or at odd, offsets.
func guess16(b []byte) binary.ByteOrder {
	head := b[:min(len(b), 4096)&^1]
	if len(head) < 4 {
		return nil
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	pairs := len(head) / 2
	switch {
	case zeros[1]*10 > pairs*6 && zeros[0]*20 < pairs:
		return binary.LittleEndian
	case zeros[0]*10 > pairs*6 && zeros[1]*20 < pairs:
		return binary.BigEndian
	}
	return nil
}
