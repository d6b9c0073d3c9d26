package mark

import (
	"html"
	"strconv"
	"strings"
)

// The marks that rendering leaves in HTML text for the two walks. They are
// noncharacters, so no real text contains them; Clean removes them from input.
const (
	markFirst = '\uFDD0'
	markLast  = '\uFDEF'

	BlankOpen   = '\uFDD0' // the hidden text of a cloze, with the hint inside
	BlankClose  = '\uFDD1'
	ShownOpen   = '\uFDD2' // the text that a cloze hid, on the answer side
	ShownClose  = '\uFDD3'
	ScreenOpen  = '\uFDD4' // only for the screen
	ScreenClose = '\uFDD5'
	SaidOpen    = '\uFDD6' // only for speech: "lang;voice" argEnd text
	ArgEnd      = '\uFDD7'
	SaidClose   = '\uFDD8'
	TexOpen     = '\uFDD9' // a formula
	texClose    = '\uFDDA'
	FieldOpen   = '\uFDDB' // a field: "index;lang" argEnd HTML
	FieldClose  = '\uFDDC'
	AgainOpen   = '\uFDDD' // the question, repeated on the answer side
	AgainClose  = '\uFDDE'
	SoundOpen   = '\uFDDF' // a media name
	soundClose  = '\uFDE0'
	SubOpen     = '\uFDE1'
	SubClose    = '\uFDE2'
	SupOpen     = '\uFDE3'
	SupClose    = '\uFDE4'
	HintOpen    = '\uFDE5' // a hint link: label argEnd HTML
	HintClose   = '\uFDE6'
	TexBlock    = '\uFDE7' // first in a formula that stands on its own line
)

// Is reports whether r is a mark.
func Is(r rune) bool { return r >= markFirst && r <= markLast }

// Clean removes marks, NULs and invalid UTF-8 from text that comes from a file.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if !strings.ContainsFunc(s, func(r rune) bool { return Is(r) || r == 0 }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if Is(r) || r == 0 {
			return -1
		}
		return r
	}, s)
}

// Piece is a part of a text node: plain text (mark 0), or one mark with its argument.
type Piece struct {
	Mark rune
	Text string
}

// Pieces splits a text node at its marks. Marks that enclose plain text (a blank's
// hint, a formula, a recording) become one piece with that text; the others become an
// opening and a closing piece.
func Pieces(s string) []Piece {
	if !strings.ContainsFunc(s, Is) {
		return []Piece{{Text: s}}
	}
	var out []Piece
	for s != "" {
		i := strings.IndexFunc(s, Is)
		if i < 0 {
			return append(out, Piece{Text: s})
		}
		if i > 0 {
			out = append(out, Piece{Text: s[:i]})
		}
		r := []rune(s[i : i+3])[0]
		s = s[i+3:]
		switch r {
		case BlankOpen, TexOpen, SoundOpen, SaidOpen, FieldOpen, HintOpen:
			closer := map[rune]rune{BlankOpen: BlankClose, TexOpen: texClose, SoundOpen: soundClose,
				SaidOpen: ArgEnd, FieldOpen: ArgEnd, HintOpen: ArgEnd}[r]
			arg, rest, found := strings.Cut(s, string(closer))
			if !found {
				arg, rest = s, ""
			}
			out = append(out, Piece{r, arg})
			s = rest
		default:
			out = append(out, Piece{Mark: r})
		}
	}
	return out
}

// Strip removes all marks and keeps the text between them.
func Strip(s string) string {
	return strings.Map(func(r rune) rune {
		if Is(r) {
			return -1
		}
		return r
	}, s)
}

// Blank marks the hidden text of a cloze; hint may be "".
func Blank(hint string) string {
	return string(BlankOpen) + html.EscapeString(hint) + string(BlankClose)
}

// Field marks body as the HTML of field number index, in a language ("" unknown).
func Field(index int, langTag, body string) string {
	return string(FieldOpen) + strconv.Itoa(index) + ";" + langTag + string(ArgEnd) + body + string(FieldClose)
}

// Said marks body as only for speech, in a language and by a voice.
func Said(langTag, voice, body string) string {
	return string(SaidOpen) + html.EscapeString(langTag+";"+voice) + string(ArgEnd) + body + string(SaidClose)
}

// Sound marks a recording by its media name.
func Sound(name string) string {
	return string(SoundOpen) + html.EscapeString(Strip(name)) + string(soundClose)
}

// TeX marks a formula; block means that it has a line of its own.
func TeX(tex string, block bool) string {
	b := ""
	if block {
		b = string(TexBlock)
	}
	return string(TexOpen) + b + html.EscapeString(tex) + string(texClose)
}

// Wrap encloses body in two marks.
func Wrap(open rune, body string, closer rune) string {
	return string(open) + body + string(closer)
}
