package speakable

import (
	"strings"
	"unicode"

	"carrel/internal/lang"
	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup"
	"carrel/internal/study"
)

// blockPause is the pause between blocks, in milliseconds.
const blockPause = 350

// assembler turns blocks into speech.
type assembler struct {
	lang     string
	mask     []string // texts that must not be spoken: the hidden parts of a cloze
	kanaNear bool     // the note contains kana, so Han is Japanese
	sure     bool     // lang comes from the card and not from the deck
}

// speech joins blocks with pauses between them.
func (a *assembler) speech(blocks []markup.Block) study.Speech {
	var out study.Speech
	for _, b := range blocks {
		s := a.block(b)
		if len(s) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, study.Segment{PauseMS: blockPause})
		}
		out = append(out, s...)
	}
	for _, m := range a.mask {
		out = maskSpeech(out, m, a.lang)
	}
	return out
}

// block turns one block into speech.
func (a *assembler) block(b markup.Block) study.Speech {
	var out study.Speech
	for _, r := range b.Runs {
		if r.Sound != "" {
			out = append(out, study.Segment{Sound: r.Sound})
			continue
		}
		for _, seg := range a.run(r) {
			out = appendText(out, seg)
		}
	}
	if out = tidySpeech(out); len(out) == 0 {
		out = a.sign(b)
	}
	if b.Prefix != "" && len(out) > 0 {
		_, l := lang.WordsOr(a.lang, "")
		first := out[0]
		if first.Text != "" && first.Lang == l && first.Voice == "" {
			out[0].Text = b.Prefix + ": " + first.Text
		} else {
			out = append(study.Speech{{Text: b.Prefix + ":", Lang: l}}, out...)
		}
	}
	return out
}

// sign speaks the names of a block of one or two signs, because a card can ask for "^".
// Longer rows of signs are ornaments.
func (a *assembler) sign(b markup.Block) study.Speech {
	if t := strings.TrimSpace(mark.Strip(blockText(b))); t == "" || len([]rune(t)) > 2 {
		return nil
	}
	ws, l := lang.WordsOr(a.lang, "")
	s := tidy(formula.CodeText(blockText(b), ws))
	if !lang.Sayable(s) {
		return nil
	}
	return study.Speech{{Text: s, Lang: l}}
}

// run turns one run into speech, split where the language changes.
func (a *assembler) run(r markup.Run) []study.Segment {
	base := a.baseLang(r)
	if r.Fixed {
		return []study.Segment{{Text: mark.Strip(r.Text), Lang: base, Voice: r.Voice}}
	}
	ws, wl := lang.WordsOr(base, a.lang)
	text := r.Text
	if r.Code {
		text = formula.CodeText(text, ws)
	} else {
		text = formula.Normalise(text, ws)
	}
	var out []study.Segment
	parts := lang.Stretches(text)
	for i, st := range parts {
		langTag := a.stretchLang(st, base, wl, len(parts) == 1)
		if i > 0 && out[len(out)-1].Lang == langTag {
			out[len(out)-1].Text += st.Text
			continue
		}
		out = append(out, study.Segment{Text: st.Text, Lang: langTag, Voice: r.Voice})
	}
	return out
}

// baseLang returns the language of a run: its own, or else the one that its words show,
// unless the card names one.
func (a *assembler) baseLang(r markup.Run) string {
	if r.Lang != "" {
		return r.Lang
	}
	if !r.Fixed && !a.sure {
		if g := lang.GuessLatin(r.Text, a.lang); g != "" {
			return g
		}
	}
	return a.lang
}

// stretchLang returns the language of a stretch of one script in text whose language is
// base. words is the language whose words stand for signs; alone says that the text has
// no other stretch.
func (a *assembler) stretchLang(st lang.Stretch, base, words string, alone bool) string {
	g := lang.Guess(st.Text, st.Script, base, a.kanaNear)
	latin := st.Script == lang.Latin
	switch {
	case g == "", latin && !alone && letters(st.Text) <= 3:
		return base
	case latin && words != base:
		return words
	}
	return g
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// appendText adds a text segment, and joins it to the last one if the voice is the
// same.
func appendText(out study.Speech, seg study.Segment) study.Speech {
	if n := len(out); n > 0 && out[n-1].Sound == "" && out[n-1].Lang == seg.Lang && out[n-1].Voice == seg.Voice {
		out[n-1].Text += seg.Text
		return out
	}
	return append(out, seg)
}

// tidySpeech trims the segments of a block and drops those without anything to say.
func tidySpeech(in study.Speech) study.Speech {
	out := in[:0]
	for _, seg := range in {
		if seg.Sound == "" {
			seg.Text = tidy(seg.Text)
			if !lang.Sayable(seg.Text) {
				if n := len(out); n > 0 && out[n-1].Text != "" && strings.Trim(seg.Text, " ") != "" {
					// Punctuation between languages belongs to the text before it.
					out[n-1].Text = tidy(out[n-1].Text + strings.TrimSpace(seg.Text))
				}
				continue
			}
		}
		out = append(out, seg)
	}
	return out
}
