package speakable

import (
	"html"
	"strconv"
	"strings"
)

// The marks that rendering leaves in HTML text for the two walks. They are
// noncharacters, so no real text holds them; clean takes them out of input.
const (
	markFirst = '\uFDD0'
	markLast  = '\uFDEF'

	blankOpen   = '\uFDD0' // what a cloze hides; the hint stands inside
	blankClose  = '\uFDD1'
	shownOpen   = '\uFDD2' // what a cloze hid, on the answer side
	shownClose  = '\uFDD3'
	screenOpen  = '\uFDD4' // for the eyes only
	screenClose = '\uFDD5'
	saidOpen    = '\uFDD6' // for the ears only: "lang;voice" argEnd text
	argEnd      = '\uFDD7'
	saidClose   = '\uFDD8'
	texOpen     = '\uFDD9' // a formula
	texClose    = '\uFDDA'
	fieldOpen   = '\uFDDB' // a field: "index;lang" argEnd HTML
	fieldClose  = '\uFDDC'
	againOpen   = '\uFDDD' // the question, repeated on the answer side
	againClose  = '\uFDDE'
	soundOpen   = '\uFDDF' // a media name
	soundClose  = '\uFDE0'
	subOpen     = '\uFDE1'
	subClose    = '\uFDE2'
	supOpen     = '\uFDE3'
	supClose    = '\uFDE4'
	hintOpen    = '\uFDE5' // a hint link: label argEnd HTML
	hintClose   = '\uFDE6'
	texBlock    = '\uFDE7' // first in a formula that stands on its own line
)

func isMark(r rune) bool { return r >= markFirst && r <= markLast }

// clean takes marks, NULs and broken UTF-8 out of text from a file.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if !strings.ContainsFunc(s, func(r rune) bool { return isMark(r) || r == 0 }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) || r == 0 {
			return -1
		}
		return r
	}, s)
}

// piece is a stretch of a text node: plain text (mark 0), or one mark with
// its argument.
type piece struct {
	mark rune
	text string
}

// pieces splits a text node at its marks. Marks that enclose plain text (a
// blank's hint, a formula, a recording) become one piece with that text; the
// others become an opening and a closing piece.
func pieces(s string) []piece {
	if !strings.ContainsFunc(s, isMark) {
		return []piece{{text: s}}
	}
	var out []piece
	for s != "" {
		i := strings.IndexFunc(s, isMark)
		if i < 0 {
			return append(out, piece{text: s})
		}
		if i > 0 {
			out = append(out, piece{text: s[:i]})
		}
		r := []rune(s[i : i+3])[0]
		s = s[i+3:]
		switch r {
		case blankOpen, texOpen, soundOpen, saidOpen, fieldOpen, hintOpen:
			closer := map[rune]rune{blankOpen: blankClose, texOpen: texClose, soundOpen: soundClose,
				saidOpen: argEnd, fieldOpen: argEnd, hintOpen: argEnd}[r]
			arg, rest, found := strings.Cut(s, string(closer))
			if !found {
				arg, rest = s, ""
			}
			out = append(out, piece{r, arg})
			s = rest
		default:
			out = append(out, piece{mark: r})
		}
	}
	return out
}

// stripMarks removes all marks, leaving what they enclose.
func stripMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return r
	}, s)
}

func markBlank(hint string) string {
	return string(blankOpen) + html.EscapeString(hint) + string(blankClose)
}

func markField(index int, lang, body string) string {
	return string(fieldOpen) + strconv.Itoa(index) + ";" + lang + string(argEnd) + body + string(fieldClose)
}

func markSaid(lang, voice, body string) string {
	return string(saidOpen) + html.EscapeString(lang+";"+voice) + string(argEnd) + body + string(saidClose)
}

func markSound(name string) string {
	return string(soundOpen) + html.EscapeString(stripMarks(name)) + string(soundClose)
}

func markTeX(tex string, block bool) string {
	b := ""
	if block {
		b = string(texBlock)
	}
	return string(texOpen) + b + html.EscapeString(tex) + string(texClose)
}

func wrap(open rune, body string, closer rune) string {
	return string(open) + body + string(closer)
}
