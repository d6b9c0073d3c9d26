package formula

import (
	"strings"
	"unicode"

	"carrel/internal/lang"
	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
)

// chem speaks the source of a chemical formula or equation in mhchem notation.
func (m *mathSayer) chem(src string) string {
	ws := m.ws
	rs := []rune(src)
	var out []string
	add := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		rest := string(rs[i:min(i+4, len(rs))])
		switch {
		case strings.HasPrefix(rest, "<=>"), strings.HasPrefix(rest, "<-->"):
			add(ws.Signs.Say("⇌"))
			i += 2
			if strings.HasPrefix(rest, "<-->") {
				i++
			}
		case strings.HasPrefix(rest, "->"):
			add(ws.Yields)
			i++
			// The text above the arrow is a condition: [heat].
		case r == '(':
			j := i + 1
			for j < len(rs) && unicode.IsLower(rs[j]) {
				j++
			}
			if p := ws.Phases[string(rs[i+1:j])]; p != "" && j < len(rs) && rs[j] == ')' {
				add(p + ",")
				i = j
			}
		case r == '^' || r == '_':
			j := i + 1
			var c string
			if j < len(rs) && rs[j] == '{' {
				for j < len(rs) && rs[j] != '}' {
					j++
				}
				c = string(rs[i+2 : j])
				i = j
			} else {
				for j < len(rs) && (unicode.IsDigit(rs[j]) || rs[j] == '+' || rs[j] == '-') {
					j++
				}
				c = string(rs[i+1 : j])
				i = j - 1
			}
			add(m.charge(c))
		case r >= 'A' && r <= 'Z':
			j := i + 1
			if j < len(rs) && rs[j] >= 'a' && rs[j] <= 'z' && lexer.IsElement(string(rs[i:j+1])) {
				j++
			}
			for _, l := range strings.ToUpper(string(rs[i:j])) {
				add(string(l))
			}
			i = j - 1
		case unicode.IsDigit(r):
			j := i
			for j < len(rs) && unicode.IsDigit(rs[j]) {
				j++
			}
			add(string(rs[i:j]))
			i = j - 1
		case r == '+':
			add(ws.Signs.Say("+"))
		case r == '-':
			if i > 0 && (i+1 == len(rs) || rs[i+1] == ' ') {
				add(ws.Signs.Say("-"))
			}
		case r == '=':
			add(ws.Signs.Say("="))
		case r == mark.BlankOpen:
			add(ws.Blank)
			for i < len(rs) && rs[i] != mark.BlankClose {
				i++
			}
		case r == '\\':
			j := i + 1
			for j < len(rs) && rs[j] < 0x80 && lang.IsLetter(byte(rs[j])) {
				j++
			}
			add(commandWord(string(rs[i+1:j]), ws))
			i = max(i, j-1)
		case unicode.IsLetter(r):
			j := i
			for j < len(rs) && unicode.IsLetter(rs[j]) && unicode.IsLower(rs[j]) {
				j++
			}
			j = max(j, i+1)
			add(string(rs[i:j]))
			i = j - 1
		}
	}
	return strings.Join(out, " ")
}

// charge speaks "2+" as "2 plus".
func (m *mathSayer) charge(c string) string {
	c = strings.ReplaceAll(c, "+", " "+m.ws.Signs.Say("+"))
	return strings.TrimSpace(m.text(strings.NewReplacer("-", " "+m.ws.Signs.Say("-"), "−", " "+m.ws.Signs.Say("-")).Replace(c)))
}
