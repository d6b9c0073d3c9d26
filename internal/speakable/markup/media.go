package markup

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/mark"
)

// MediaName returns the name of a media file in the collection. It returns "" for a
// source that is not a media name: an address, a path, data in the page.
func MediaName(s string) string {
	s = strings.TrimSpace(mark.Strip(s))
	if s == "" || len(s) > 255 || strings.ContainsAny(s, "/\\:<>\"|?*\x00\r\n\t") || strings.HasPrefix(s, ".") {
		return ""
	}
	return s
}

// MediaURL returns the relative address from which the page loads a media file.
func MediaURL(name string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	b.WriteString("api/media/")
	for i := 0; i < len(name); i++ {
		c := name[i]
		if lang.IsLetter(c) || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// unescapeURL decodes percent encoding if it is complete and gives valid text.
func unescapeURL(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, ok1 := unhex(s[i+1])
			lo, ok2 := unhex(s[i+2])
			if ok1 && ok2 {
				b.WriteByte(hi<<4 | lo)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return mark.Clean(b.String())
}

func unhex(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

func extension(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return ""
	}
	return strings.ToLower(name[i+1:])
}

// videoFile reports whether a file contains something to look at.
func videoFile(name string) bool {
	return lang.HasWord("mp4 mov mpg mpeg mkv avi flv m4v webm ogv wmv", extension(name))
}
