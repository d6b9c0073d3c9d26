package formula

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"carrel/internal/lang"
	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
)

// Normalise turns plain text into words that a voice can speak, in the language of ws:
// symbols by name, without brackets, braces or backslashes. Numbers, dates and
// abbreviations are left to the voice, which handles them better.
func Normalise(s string, ws *lang.Words) string {
	if strings.TrimSpace(s) == "" {
		return s
	}
	s = norm.NFC.String(s)
	s = Unlook(s)
	s = literalTags(s, ws)
	s = Leftovers(s)
	s = addresses(s, ws)
	s = bracketReading(s)
	s = blankLines(s, ws)
	s = raiseMarks(s)
	s = scripts(s, ws)
	return saySigns(s, ws)
}

// Unlook removes characters without sound (zero-width characters, soft hyphens, emoji
// and private-use icons) and replaces other spaces with plain ones.
func Unlook(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' || r == '\u202f' || unicode.Is(unicode.Zs, r):
			return ' '
		case mark.Is(r):
			return r
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == '\uFFFD', r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100:
			return -1
		case emoji(r):
			return ' '
		}
		return r
	}, s)
}

// emoji reports whether r is a picture and not a sign with a name in the tables.
func emoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF && lang.English.Signs.Said[string(r)] == "" || r == 0x20E3 ||
		r >= 0x2B00 && r <= 0x2BFF && lang.English.Signs.Said[string(r)] == ""
}

var (
	pairedTag  = regexp.MustCompile(`(?i)</?(?:b|i|u|em|strong|span|font|div|p|sub|sup)(?: [^<>]{0,200})?>`)
	closingTag = regexp.MustCompile(`(?i)</(?:b|i|u|em|strong|span|font|div|p|sub|sup)>`)
	breakTag   = regexp.MustCompile(`(?i)<br ?/?>`)
	anyTag     = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})(?:\s[^<>]{0,200})?/?>`)
	SoundLeft  = regexp.MustCompile(`(?i)\[/?(?:sound|anki):?[^\]\s]*\]?`)
	clozeLeft  = regexp.MustCompile(`\{\{c[\d,]+::`)
	// data-x is an attribute to a program and a word to a reader.
	dataWord = regexp.MustCompile(`(?i)data-`)
	address  = regexp.MustCompile(`(?i)\b(?:https?|ftp)://([^\s/?#<>"'()\[\]]+)[^\s<>"')\]]*|\bwww\.([^\s/?#<>"'()\[\]]+)[^\s<>"')\]]*`)
	KanaGap  = regexp.MustCompile(` ?(\p{Han}[\p{Han}\p{Hiragana}々]*)\[([\p{Hiragana}\p{Katakana}ー]+)\]`)
	lines    = regexp.MustCompile(`_{2,}|\.{4,}|…{2,}|\[\s*(?:\.{2,}|…|_+)\s*\]`)
)

// literalTags handles HTML that occurs in the text as text. A pair of tags is
// formatting that was escaped once too often, and is removed. A single tag is the
// subject of the card, and is named.
func literalTags(s string, ws *lang.Words) string {
	if !strings.Contains(s, "<") {
		return s
	}
	s = breakTag.ReplaceAllString(s, ", ")
	if closingTag.MatchString(s) {
		s = pairedTag.ReplaceAllString(s, " ")
	}
	return anyTag.ReplaceAllStringFunc(s, func(t string) string {
		m := anyTag.FindStringSubmatch(t)
		if m[1] != "" {
			return " " + lang.Fill(ws.EndTag, m[2]) + " "
		}
		return " " + lang.Fill(ws.Tag, m[2]) + " "
	})
}

// Leftovers removes remains of the template language from text.
func Leftovers(s string) string {
	if strings.Contains(s, "{{") {
		s = clozeLeft.ReplaceAllString(s, "")
	}
	if strings.Contains(s, "[") {
		s = SoundLeft.ReplaceAllString(s, " ")
	}
	if strings.Contains(s, "-") {
		s = dataWord.ReplaceAllStringFunc(s, func(m string) string { return m[:4] + " " })
	}
	return s
}

// addresses shortens web addresses to their host.
func addresses(s string, ws *lang.Words) string {
	if !strings.Contains(s, "://") && !strings.Contains(strings.ToLower(s), "www.") {
		return s
	}
	return address.ReplaceAllStringFunc(s, func(m string) string {
		sub := address.FindStringSubmatch(m)
		host := sub[1] + sub[2]
		if i := strings.LastIndexByte(host, '@'); i >= 0 {
			host = host[i+1:]
		}
		host = strings.TrimPrefix(strings.TrimRight(host, ".,;:!"), "www.")
		return lang.Fill(ws.Link, host)
	})
}

// bracketReading keeps the reading of 漢字[かんじ] where it occurs as text.
func bracketReading(s string) string {
	if !strings.Contains(s, "[") {
		return s
	}
	return KanaGap.ReplaceAllString(s, "$2")
}

// blankLines speaks the lines that mark a gap.
func blankLines(s string, ws *lang.Words) string {
	if !strings.ContainsAny(s, "_.…") {
		return s
	}
	return lines.ReplaceAllString(s, " "+ws.Blank+" ")
}

// raiseMarks turns superscript and subscript characters into marked text.
func raiseMarks(s string) string {
	var b strings.Builder
	for _, t := range lexer.Lex(s) {
		r, _ := utf8.DecodeRuneInString(t.Text)
		switch {
		case t.Kind == lexer.Superscript && r != '^' && r != '*':
			b.WriteString(mark.Wrap(mark.SupOpen, t.Sign, mark.SupClose))
		case t.Kind == lexer.Subscript:
			b.WriteString(mark.Wrap(mark.SubOpen, t.Sign, mark.SubClose))
		default:
			b.WriteString(t.Text)
		}
	}
	return b.String()
}

// CodeText speaks code, with every symbol by its name.
func CodeText(s string, ws *lang.Words) string {
	rs := []rune(Unlook(s))
	if strings.ContainsAny(s, string([]rune{mark.SubOpen, mark.SupOpen})) {
		return scripts(mark.Strip(s), ws)
	}
	var b strings.Builder
	word := func(w string) { b.WriteString(" " + w + " ") }
	for i, r := range rs {
		switch w := codeName(r, ws); {
		case mark.Is(r):
		case r == '_' && i > 0 && i+1 < len(rs) && unicode.IsLetter(rs[i-1]) && unicode.IsLetter(rs[i+1]):
			b.WriteByte(' ')
		case r == '-' && i > 0 && i+1 < len(rs) && unicode.IsLetter(rs[i-1]) && unicode.IsLetter(rs[i+1]):
			b.WriteByte(' ')
		case w != "":
			word(w)
		case unicode.IsLetter(r), unicode.IsNumber(r), r == ' ', unicode.Is(unicode.M, r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// codeName returns the name of a character in code, "" if it has none.
func codeName(r rune, ws *lang.Words) string {
	switch r {
	case '−', '–':
		r = '-'
	}
	if w := ws.Signs.Code[r]; w != "" {
		return w
	}
	return ws.Signs.Say(string(r))
}
