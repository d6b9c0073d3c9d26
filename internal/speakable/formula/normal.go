package formula

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"carrel/internal/lang"
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
	s = money(s)
	s = numero.ReplaceAllString(s, "№ ")
	s = bracketReading(s)
	s = blankLines(s, ws)
	s = raiseMarks(s)
	s = scripts(s, ws)
	s = spellFormulas(s)
	s = symbols(s, ws)
	return s
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
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF && lang.English.Symbols[r] == "" || r == 0x20E3 ||
		r >= 0x2B00 && r <= 0x2BFF && lang.English.Symbols[r] == ""
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

var (
	// Voices know $5, €5 and £5; other signs are spoken after the amount.
	sum = regexp.MustCompile(`([¥₹₩₽₺₴₪฿])\s?(\d[\d.,]*\d|\d)`)
	// n° 5 is not a temperature.
	numero = regexp.MustCompile(`\b[nN] ?[°º] ?`)
)

func money(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Sc, r) }) {
		return s
	}
	return sum.ReplaceAllString(s, "$2 $1")
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

var (
	superscripts = map[rune]rune{'⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁺': '+', '⁻': '-', 'ⁿ': 'n', 'ⁱ': 'i'}
	subscripts   = map[rune]rune{'₀': '0', '₁': '1', '₂': '2', '₃': '3', '₄': '4', '₅': '5', '₆': '6', '₇': '7', '₈': '8', '₉': '9', '₊': '+', '₋': '-', 'ₙ': 'n', 'ₓ': 'x'}
)

// raiseMarks turns superscript and subscript characters into marked text.
func raiseMarks(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return superscripts[r] != 0 || subscripts[r] != 0 }) {
		return s
	}
	var b strings.Builder
	var closer rune
	for _, r := range s {
		up, down := superscripts[r], subscripts[r]
		if closer != 0 && !(closer == mark.SupClose && up != 0 || closer == mark.SubClose && down != 0) {
			b.WriteRune(closer)
			closer = 0
		}
		switch {
		case up != 0:
			if closer == 0 {
				b.WriteRune(mark.SupOpen)
				closer = mark.SupClose
			}
			b.WriteRune(up)
		case down != 0:
			if closer == 0 {
				b.WriteRune(mark.SubOpen)
				closer = mark.SubClose
			}
			b.WriteRune(down)
		default:
			b.WriteRune(r)
		}
	}
	if closer != 0 {
		b.WriteRune(closer)
	}
	return b.String()
}

// SoftSpace follows words made from symbols and is removed before a punctuation mark.
const SoftSpace = "\u2009"

// symbols turns the remaining signs into words, or removes them.
func symbols(s string, ws *lang.Words) string {
	rs := []rune(s)
	var b strings.Builder
	at := func(i int) rune {
		if i < 0 || i >= len(rs) {
			return ' '
		}
		return rs[i]
	}
	word := func(w string) { b.WriteString(" " + w + SoftSpace) }
	for i := 0; i < len(rs); i++ {
		r, prev, next := rs[i], at(i-1), at(i+1)
		if n, w, ok := pairAt(rs[i:], ws); ok {
			word(w)
			i += n - 1
			continue
		}
		switch {
		case r >= '0' && r <= '9', unicode.IsLetter(r) && !isGreek(r), unicode.Is(unicode.M, r):
			b.WriteRune(r)
		case isGreek(r) && (isGreek(prev) || isGreek(next)):
			b.WriteRune(r)
		case isGreek(r) && !isGreek(prev) && !isGreek(next) && ws.GreekName(r) != "":
			word(ws.GreekName(r))
		case r == ':' && next == ':':
			b.WriteString(", ")
			i++
		case r == '+' && (prev == '+' || next == '+') || r == '+' && unicode.IsLetter(prev) && next == ' ':
			word(ws.Symbols['+'])
		case r == '#':
			switch {
			case unicode.IsDigit(next):
				word(ws.Number)
			case unicode.IsUpper(prev):
				word(ws.Symbols['♯'])
			default:
				b.WriteByte(' ')
			}
		case r == '$' && (unicode.IsDigit(prev) || prev == ' ' && unicode.IsDigit(at(i-2))) && !unicode.IsDigit(next):
			word(ws.Dollars)
		case r == '-' || r == '‐' || r == '‑':
			switch {
			case isGreek(prev) && unicode.IsLetter(next):
				// α-helix: the name is already separate
			case prev == ' ' && unicode.IsDigit(next):
				word(ws.Minus)
			case year(rs, i), prev == ' ' && next == ' ' && fourDigits(rs, i-2, -1) && fourDigits(rs, i+2, 1):
				word(ws.To)
			case prev == ' ' && next == ' ' && term(rs, i-2, -1) && term(rs, i+2, 1):
				word(ws.Minus)
			case prev == ' ' || next == ' ':
				b.WriteString(", ")
			default:
				b.WriteByte('-')
			}
		case r == '–' || r == '—' || r == '―':
			if unicode.IsDigit(prev) && unicode.IsDigit(next) ||
				prev == ' ' && next == ' ' && unicode.IsDigit(at(i-2)) && unicode.IsDigit(at(i+2)) {
				word(ws.To)
			} else {
				b.WriteString(", ")
			}
		case r == '*' && unicode.IsDigit(prev) && unicode.IsDigit(next), r == '*' && prev == ' ' && next == ' ' && unicode.IsDigit(at(i-2)):
			word(ws.Symbols['×'])
		case r == '·' || r == '∙' || r == '•':
			if r != '•' && (unicode.IsDigit(prev) || unicode.IsDigit(at(i-2))) {
				word(ws.Symbols['×'])
			} else {
				b.WriteString(", ")
			}
		case r == '~' || r == '〜':
			if unicode.IsDigit(next) {
				word(ws.About)
			} else {
				b.WriteByte(' ')
			}
		case r == '^':
			i = power(rs, i, &b, ws)
		case r == '/':
			switch {
			case prev == ' ' || next == ' ':
				b.WriteString(", ")
			case unicode.IsDigit(prev) && unicode.IsDigit(next):
				b.WriteByte('/')
			default:
				b.WriteString("/")
			}
		case r == '\\':
			i = command(rs, i, &b, ws)
		case r == '\'' || r == '’' || r == '‘' || r == 'ʼ':
			b.WriteByte('\'')
		case r == '$' && unicode.IsDigit(next), r == '€' && unicode.IsDigit(next), r == '£' && unicode.IsDigit(next):
			b.WriteRune(r)
		case r == '&' && next == ' ' && prev == ' ', ws.Symbols[r] != "":
			word(ws.Symbols[r])
		case strings.ContainsRune(" ,.;:?!()", r):
			b.WriteRune(r)
		case strings.ContainsRune("。、？！：；「」『』（）【】", r):
			b.WriteRune(fullWidth(r))
		case r == '¿' || r == '¡' || r == '…':
			if r == '…' {
				b.WriteString(". ")
			}
		case mark.Is(r):
		case unicode.IsNumber(r):
			b.WriteRune(r)
		case r == '[' || r == ']' || r == '{' || r == '}' || r == '|' || r == '«' || r == '»':
			b.WriteString(" ")
		case r == '"' || r == '“' || r == '”' || r == '„' || r == '`' || r == '_' || r == '*' || r == '$':
			b.WriteString(spaceIf(r == '_' || r == '*' || r == '$'))
		case unicode.IsPunct(r) && r > 0x7f && scriptPunct(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func spaceIf(yes bool) string {
	if yes {
		return " "
	}
	return ""
}

func isGreek(r rune) bool { return unicode.Is(unicode.Greek, r) || r == 'µ' }

// scriptPunct keeps sentence marks of other scripts, which voices know.
func scriptPunct(r rune) bool {
	return strings.ContainsRune("؟،؛।॥։၊။", r)
}

func fullWidth(r rune) rune {
	switch r {
	case '「', '」', '『', '』', '【', '】':
		return ' '
	case '（':
		return '('
	case '）':
		return ')'
	}
	return r
}

// term reports whether the letters and digits from i on, in the direction of step, are a
// number of fewer than four digits or a single letter: 5 - 3 and x - y are differences,
// 1914 - 1918 is a period.
func term(rs []rune, i, step int) bool {
	n, digits := 0, 0
	for ; i >= 0 && i < len(rs) && (unicode.IsLetter(rs[i]) || unicode.IsDigit(rs[i])); i += step {
		n++
		if unicode.IsDigit(rs[i]) {
			digits++
		}
	}
	return n == 1 || n == digits && n > 0 && n < 4
}

// fourDigits reports whether a number of four digits, such as a year, begins or ends at
// i.
func fourDigits(rs []rune, i, step int) bool {
	n := 0
	for ; i >= 0 && i < len(rs) && unicode.IsDigit(rs[i]); i += step {
		n++
	}
	return n == 4
}

// pairAt finds a sequence of symbols at the start of rs.
func pairAt(rs []rune, ws *lang.Words) (int, string, bool) {
	if rs[0] >= 'A' && rs[0] <= 'z' && lang.IsLetter(byte(rs[0])) || rs[0] == ' ' {
		return 0, "", false
	}
next:
	for _, p := range ws.Pairs {
		k := 0
		for _, r := range p[0] {
			if k >= len(rs) || rs[k] != r {
				continue next
			}
			k++
		}
		return k, p[1], true
	}
	return 0, "", false
}

// year reports whether the hyphen at i is between two years.
func year(rs []rune, i int) bool {
	if i < 4 || i+4 >= len(rs) && i+4 != len(rs)-1 {
		return false
	}
	for k := 1; k <= 4; k++ {
		if i+k >= len(rs) || !unicode.IsDigit(rs[i-k]) || !unicode.IsDigit(rs[i+k]) {
			return false
		}
	}
	return (i == 4 || !unicode.IsDigit(rs[i-5])) && (i+5 >= len(rs) || !unicode.IsDigit(rs[i+5]) && rs[i+5] != '-')
}

// power speaks the exponent of x^2 in plain text; rs[i] is the caret.
func power(rs []rune, i int, b *strings.Builder, ws *lang.Words) int {
	j := i + 1
	for j < len(rs) && (unicode.IsDigit(rs[j]) || unicode.IsLetter(rs[j]) || j == i+1 && rs[j] == '-') {
		j++
	}
	exp := string(rs[i+1 : j])
	if exp == "" || i == 0 || rs[i-1] == ' ' {
		b.WriteByte(' ')
		return i
	}
	b.WriteString(strings.TrimPrefix(raised("", exp, ws), ""))
	b.WriteByte(' ')
	return j - 1
}

// command speaks a stray backslash: a TeX command by its name, and otherwise the
// backslash itself.
func command(rs []rune, i int, b *strings.Builder, ws *lang.Words) int {
	j := i + 1
	for j < len(rs) && rs[j] < 0x80 && lang.IsLetter(byte(rs[j])) {
		j++
	}
	name := string(rs[i+1 : j])
	if w := commandWord(name, ws); w != "" {
		b.WriteString(" " + w + " ")
		return j - 1
	}
	if name != "" {
		b.WriteString(" " + ws.Code['\\'] + " ")
		return i
	}
	b.WriteByte(' ')
	if j < len(rs) && strings.ContainsRune("()[]{}", rs[j]) {
		return j
	}
	return i
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
		switch w := ws.Code[r]; {
		case mark.Is(r):
		case r == '_' && i > 0 && i+1 < len(rs) && unicode.IsLetter(rs[i-1]) && unicode.IsLetter(rs[i+1]):
			b.WriteByte(' ')
		case r == '-' && i > 0 && i+1 < len(rs) && unicode.IsLetter(rs[i-1]) && unicode.IsLetter(rs[i+1]):
			b.WriteByte(' ')
		case w != "":
			word(w)
		case ws.Symbols[r] != "":
			word(ws.Symbols[r])
		case unicode.IsLetter(r), unicode.IsNumber(r), r == ' ', unicode.Is(unicode.M, r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
