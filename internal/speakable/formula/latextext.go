package formula

import (
	"strings"

	"carrel/internal/lang"
)

// sayLatexText returns the speech of LaTeX text with formulas between dollars.
func sayLatexText(src string, ws *lang.Words) string {
	var out []string
	m := &mathSayer{ws}
	for i, part := range strings.Split(strings.ReplaceAll(src, "$$", "$"), "$") {
		if i%2 == 1 {
			out = append(out, m.say(parseTeX(part)))
			continue
		}
		out = append(out, m.text(latexWords(part)))
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

// latexWords removes the commands of running LaTeX text and keeps its words.
func latexWords(s string) string {
	var b strings.Builder
	rs := []rune(s)
	for i := 0; i < len(rs); i++ {
		switch r := rs[i]; r {
		case '\\':
			j := i + 1
			for j < len(rs) && rs[j] < 0x80 && lang.IsLetter(byte(rs[j])) {
				j++
			}
			name := string(rs[i+1 : j])
			switch {
			case name == "begin" || name == "end":
				for j < len(rs) && rs[j] != '}' {
					j++
				}
				b.WriteString(", ")
				j++
			case name == "item" || name == "par" || name == "newline":
				b.WriteString(", ")
			case name == "" && j < len(rs):
				if strings.ContainsRune("%&#$_", rs[j]) {
					b.WriteRune(rs[j])
				} else {
					b.WriteString(", ")
				}
				j++
			default:
				b.WriteByte(' ')
			}
			i = j - 1
		case '{', '}':
		case '~':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
