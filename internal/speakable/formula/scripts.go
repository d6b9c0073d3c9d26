package formula

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"carrel/internal/lang"
	"carrel/internal/lexer"
	"carrel/internal/speakable/mark"
)

// scripts speaks superscripts and subscripts: "x squared", "x sub 1", "10 to the 6". It
// joins ordinals, drops footnote marks, and joins the numbers of a chemical formula to
// it, to be spelled later.
func scripts(s string, ws *lang.Words) string {
	if !strings.ContainsAny(s, string([]rune{mark.SubOpen, mark.SubClose, mark.SupOpen, mark.SupClose})) {
		return s
	}
	out := make([]byte, 0, len(s)+64)
	for s != "" {
		i := strings.IndexAny(s, string([]rune{mark.SubOpen, mark.SupOpen}))
		if i < 0 {
			out = append(out, mark.Strip(s)...)
			break
		}
		out = append(out, mark.Strip(s[:i])...)
		r, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
		say, closer := below, mark.SubClose
		if r == mark.SupOpen {
			say, closer = above, mark.SupClose
		}
		content, rest, _ := strings.Cut(s, string(closer))
		s = rest
		content = strings.TrimSpace(mark.Strip(content))
		if content == "" {
			continue
		}
		base := lastToken(string(out[max(0, len(out)-maxBase):]))
		out = append(out[:len(out)-len(base)], say(base, content, ws)...)
		next, _ := utf8.DecodeRuneInString(s)
		if lang.WordRune(next) && !(r == mark.SubOpen && chemSub(base, content)) && !ordinal[strings.ToLower(content)] {
			out = append(out, ' ')
		}
	}
	return string(out)
}

// maxBase is how far back scripts looks for the base of a script, in bytes.
const maxBase = 64

// lastToken returns the run of letters and digits, or the one closing parenthesis, to
// which a script belongs.
func lastToken(s string) string {
	i := len(s)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if r == ')' && i == len(s) {
			return ")"
		}
		if !lang.WordRune(r) {
			break
		}
		i -= size
	}
	return s[i:]
}

var (
	ordinal  = map[string]bool{"st": true, "nd": true, "rd": true, "th": true, "er": true, "re": true, "ère": true, "e": true, "ème": true, "nde": true, "ers": true, "a": true, "ª": true}
	footnote = regexp.MustCompile(`^\[[\w ,]{1,12}\]$|^[†‡*]+$`)
	charge   = regexp.MustCompile(`^(\d*)([+\-−–])$`)
)

// above speaks a superscript.
func above(base, c string, ws *lang.Words) string {
	switch {
	case footnote.MatchString(c), c == "TM" || c == "™" || c == "®" || c == "©":
		return base
	case base == "":
		return " " + c
	case ordinal[strings.ToLower(c)] && Digits(base) || strings.ToLower(c) == "e" && roman(base):
		return base + c
	case (c == "o" || c == "°" || c == "∘" || c == "º") && Digits(base):
		return base + " " + ws.Signs.Say("°")
	}
	if m := charge.FindStringSubmatch(c); m != nil && (lexer.Chemical(base) || m[1] != "") {
		if parts, ok := lexer.Atoms(base); ok {
			base = strings.Join(parts, " ")
		}
		return ws.Signs.Power(base, c)
	}
	if Digits(base) || len([]rune(base)) == 1 || lexer.IsUnit(base) || c == "2" || c == "3" || strings.HasPrefix(c, "-") || strings.HasPrefix(c, "−") {
		return ws.Signs.Power(base, c)
	}
	return base + " " + c
}

// below speaks a subscript.
func below(base, c string, ws *lang.Words) string {
	switch {
	case base == "":
		return " " + c
	case chemSub(base, c):
		return base + c
	case strings.EqualFold(base, "log"):
		return lang.Fill(ws.LogBase, c)
	case len([]rune(base)) <= 2:
		return lang.Fill(ws.Sub, base, c)
	}
	return base + " " + c
}

// chemSub reports whether a subscript counts the atoms of a formula.
func chemSub(base, c string) bool {
	if !Digits(c) || c == "1" || c[0] == '0' {
		return false
	}
	return base == ")" || lexer.Chemical(base)
}

// Digits reports whether s is a number in digits.
func Digits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

func roman(s string) bool { return s != "" && strings.Trim(s, "IVXLC") == "" }
