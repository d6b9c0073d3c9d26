package csv

import "strings"

// record is one row: its fields and the line on which it begins.
type record struct {
	fields []string
	line   int
}

// scanner splits text into records. Fields may be quoted as in RFC 4180. A quote inside
// an unquoted field is an ordinary character, and so is an opening quote that is never
// closed: one mistake must not swallow the rest of the file.
type scanner struct {
	text    string
	sep     byte
	at      int
	line    int
	eol     int  // end of the current line, once found
	comment bool // lines that begin with # are comments
	// lost is the line of an opening quote that is never closed.
	lost int
}

// next returns the next record, skipping empty lines and comments.
func (s *scanner) next() (record, bool) {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == '\n':
			s.at++
			s.line++
		case c == '#' && s.comment:
			s.skipLine()
		default:
			return s.record(), true
		}
	}
	return record{}, false
}

func (s *scanner) skipLine() {
	if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
		s.at += i + 1
		s.line++
	} else {
		s.at = len(s.text)
	}
}

func (s *scanner) record() record {
	r := record{line: s.line}
	for {
		f, end := s.field()
		r.fields = append(r.fields, f)
		if end {
			return r
		}
	}
}

// field reads one field. last is true at the end of a record.
func (s *scanner) field() (f string, last bool) {
	if s.at < len(s.text) && s.text[s.at] == '"' && s.lost != s.line {
		if f, last, ok := s.quoted(); ok {
			return f, last
		}
		s.lost = s.line
	}
	// Search for the end of the line once for each line, not for each field.
	if s.eol < s.at || s.eol == 0 {
		s.eol = len(s.text)
		if n := strings.IndexByte(s.text[s.at:], '\n'); n >= 0 {
			s.eol = s.at + n
		}
	}
	rest := s.text[s.at:s.eol]
	if i := strings.IndexByte(rest, s.sep); i >= 0 {
		s.at += i + 1
		return rest[:i], false
	}
	s.at = s.eol
	if s.at < len(s.text) {
		s.at++
		s.line++
	}
	return rest, true
}

func (s *scanner) quoted() (f string, last, ok bool) {
	i, lines := s.at+1, 0
	var b strings.Builder
	for {
		q := strings.IndexByte(s.text[i:], '"')
		if q < 0 {
			return "", false, false
		}
		lines += strings.Count(s.text[i:i+q], "\n")
		b.WriteString(s.text[i : i+q])
		i += q + 1
		if i < len(s.text) && s.text[i] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		break
	}
	// Text between the closing quote and the separator belongs to the field, unless it is
	// only white space.
	tail := i
	for tail < len(s.text) && s.text[tail] != s.sep && s.text[tail] != '\n' {
		tail++
	}
	if extra := s.text[i:tail]; strings.TrimSpace(extra) != "" {
		b.WriteString(extra)
	}
	s.line += lines
	if tail < len(s.text) && s.text[tail] == s.sep {
		s.at = tail + 1
		return b.String(), false, true
	}
	s.at = min(tail+1, len(s.text))
	if tail < len(s.text) {
		s.line++
	}
	return b.String(), true, true
}
