package markup

import (
	"html"
	"regexp"
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/mark"
)

// TTSOptions parses the arguments of a tts filter or tag: "ja_JP
// voices=Apple_Otoya,Other speed=0.8" or "lang=ja_JP …".
func TTSOptions(arg string) (langTag, voice string) {
	for i, f := range strings.Fields(arg) {
		name, val, found := strings.Cut(f, "=")
		switch {
		case !found && i == 0:
			langTag = f
		case name == "lang":
			langTag = val
		case name == "voices":
			voice, _, _ = strings.Cut(val, ",")
		}
	}
	return lang.Canonical(langTag), mark.Clean(voice)
}

// InlineTags finds notation in HTML text that is not HTML (recordings, {{tts}} in its
// bracket form, and formulas) and turns it into marks. It does not change the inside of
// tags and comments.
func InlineTags(s string) string {
	if !strings.ContainsAny(s, "[\\$<") {
		return s
	}
	var b strings.Builder
	lastGT := len(s) - 1 - strings.LastIndexByte(s, '>') // bytes after it
	for s != "" {
		i := strings.IndexAny(s, "[\\$<")
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		out, n := inlineTag(s)
		if n == 0 {
			n, out = 1, s[:1]
			if s[0] == '<' && len(s) > lastGT {
				n = tagLen(s)
				out = s[:n]
			}
		}
		b.WriteString(out)
		s = s[n:]
	}
	return b.String()
}

// tagLen returns the length of the tag or comment at the start of s, or 1 for a single
// angle bracket.
func tagLen(s string) int {
	if strings.HasPrefix(s, "<!--") {
		if i := strings.Index(s, "-->"); i >= 0 {
			return i + 3
		}
		return len(s)
	}
	if len(s) < 2 || s[1] != '/' && !lang.IsLetter(s[1]) {
		return 1
	}
	if i := strings.IndexByte(s, '>'); i >= 0 {
		return i + 1
	}
	return 1
}

// maxTeX is the longest formula, in bytes of HTML.
const maxTeX = 4000

var texPairs = []struct {
	open, closer string
	block        bool
}{
	{`\(`, `\)`, false}, {`\[`, `\]`, true}, {"[latex]", "[/latex]", true},
	{"[$$]", "[/$$]", true}, {"[$]", "[/$]", false}, {"$$", "$$", true},
}

// inlineTag parses one such notation at the start of s. It returns the replacement and
// the length of the notation, 0 if there is none.
func inlineTag(s string) (string, int) {
	if tex, n := pairedTeX(s); n > 0 {
		return tex, n
	}
	switch {
	case s[0] == '$':
		return dollarTeX(s)
	case strings.HasPrefix(s, `\ce{`):
		// Chemical formulas (mhchem) outside of math delimiters.
		if n := braced(s[3:min(len(s), maxTeX)]); n > 0 {
			return mark.TeX(texText(s[:3+n]), false), 3 + n
		}
		return "", 0
	case strings.HasPrefix(s, "<anki-mathjax"):
		return mathJax(s[:min(len(s), maxTeX)])
	case len(s) > len(soundOpen) && strings.EqualFold(s[:len(soundOpen)], soundOpen):
		return soundTag(s[:min(len(s), maxTag)])
	case strings.HasPrefix(s, ttsOpen):
		return ttsTag(s[:min(len(s), maxTeX)])
	case strings.HasPrefix(s, "[anki:"), strings.HasPrefix(s, "[/anki:"):
		return "", strings.IndexByte(s[:min(len(s), maxTag)], ']') + 1
	}
	return "", 0
}

const (
	// maxTag is the longest tag in brackets, in bytes.
	maxTag    = 1000
	soundOpen = "[sound:"
	ttsOpen   = "[anki:tts"
	ttsClose  = "[/anki:tts]"
)

// pairedTeX parses a formula between one of texPairs.
func pairedTeX(s string) (string, int) {
	for _, p := range texPairs {
		body, ok := strings.CutPrefix(s, p.open)
		if !ok {
			continue
		}
		end := strings.Index(body[:min(len(body), maxTeX)], p.closer)
		if end <= 0 {
			continue
		}
		tex := texText(body[:end])
		if p.open == "[latex]" {
			tex = unwrapLatex(tex)
		}
		return mark.TeX(tex, p.block), len(p.open) + end + len(p.closer)
	}
	return "", 0
}

// mathJax parses <anki-mathjax block="true">…</anki-mathjax>.
func mathJax(s string) (string, int) {
	const closer = "</anki-mathjax>"
	gt, end := strings.IndexByte(s, '>'), strings.Index(s, closer)
	if gt < 0 || end < gt {
		return "", 0
	}
	return mark.TeX(texText(s[gt+1:end]), strings.Contains(s[:gt], "block")), end + len(closer)
}

// soundTag parses [sound:NAME].
func soundTag(s string) (string, int) {
	end := strings.IndexByte(s, ']')
	if end < 0 {
		return "", len(soundOpen)
	}
	return mark.Sound(strings.TrimSpace(html.UnescapeString(s[len(soundOpen):end]))), end + 1
}

// ttsTag parses [anki:tts lang=…]…[/anki:tts].
func ttsTag(s string) (string, int) {
	end, stop := strings.IndexByte(s, ']'), strings.Index(s, ttsClose)
	if end < 0 || stop < end {
		return "", len(ttsOpen)
	}
	langTag, voice := TTSOptions(html.UnescapeString(s[len(ttsOpen):end]))
	return mark.Said(langTag, voice, s[end+1:stop]), stop + len(ttsClose)
}

// braced returns the length of a group in braces at the start of s, or 0 if it is never
// closed.
func braced(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// dollarTeX parses $…$ by Pandoc's rule (no space inside the dollars, no digit after
// them), and only if the inside looks like a formula, because dollars usually mean
// money.
func dollarTeX(s string) (string, int) {
	body := s[1:]
	end := strings.IndexByte(body[:min(len(body), 300)], '$')
	if end <= 0 || body[0] == ' ' || body[end-1] == ' ' {
		return "", 0
	}
	if rest := body[end+1:]; rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		return "", 0
	}
	in := body[:end]
	if strings.ContainsAny(in, "<\n") || !strings.ContainsAny(in, `\^_=`) && len(in) > 1 {
		return "", 0
	}
	return mark.TeX(texText(in), false), end + 2
}

// texText extracts the source of a formula from the HTML in which editors store it.
func texText(s string) string {
	if strings.ContainsRune(s, '<') {
		var b strings.Builder
		for s != "" {
			i := strings.IndexByte(s, '<')
			if i < 0 {
				b.WriteString(s)
				break
			}
			b.WriteString(s[:i])
			n := tagLen(s[i:])
			if n == 1 {
				b.WriteByte('<')
			} else {
				b.WriteByte(' ')
			}
			s = s[i+n:]
		}
		s = b.String()
	}
	s = strings.ReplaceAll(html.UnescapeString(s), "\u00a0", " ")
	return formula.SoundLeft.ReplaceAllString(s, " ")
}

var latexEnv = regexp.MustCompile(`^\s*(?:\\begin\{(?:math|displaymath|equation\*?)\}|\$\$?)([\s\S]*?)(?:\\end\{(?:math|displaymath|equation\*?)\}|\$\$?)\s*$`)

// unwrapLatex removes the math delimiters of a [latex] body that is a single formula.
func unwrapLatex(s string) string {
	if m := latexEnv.FindStringSubmatch(s); m != nil && !strings.Contains(m[1], "$") {
		return m[1]
	}
	return s
}
