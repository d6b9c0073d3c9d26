package apkg

import (
	"strings"
	"unicode/utf8"
)

// validText returns b as text, with invalid UTF-8 replaced.
func validText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "�")
}

// splitFields splits the fields of a note into exactly n. Missing fields are empty;
// surplus fields are joined to the last one, as Anki does when it repairs a note. The
// fields share one allocation.
func splitFields(b []byte, n int) []string {
	s := validText(b)
	fields := make([]string, 0, n)
	for len(fields) < n-1 {
		i := strings.IndexByte(s, 0x1f)
		if i < 0 {
			break
		}
		fields = append(fields, s[:i])
		s = s[i+1:]
	}
	if n > 0 {
		fields = append(fields, strings.ReplaceAll(s, "\x1f", "; "))
	}
	for len(fields) < n {
		fields = append(fields, "")
	}
	return fields
}
