package speech

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// clipForm is part of every clip's key. Increase it when the same text would sound
// different: that invalidates all cached clips.
const clipForm = 1

// maxPause is the longest pause in a card.
const maxPause = time.Minute

// plan describes a clip completely: its lines with their voices.
type plan []line

// line is text in one voice, or a pause.
type line struct {
	Pause  time.Duration
	Engine string
	Voice  string
	Lang   string
	Text   string
	Rate   float64
	Pitch  float64

	engine Synthesizer
}

// Part is a piece of a Speech that a page plays on its own: a clip made here, a recording
// of the deck, or, only from PartsOrText, text that no voice here can speak.
type Part struct {
	Clip  string `json:"clip,omitempty"`  // key for Clips.Get
	Sound string `json:"sound,omitempty"` // media name
	Text  string `json:"text,omitempty"`  // to be shown, or spoken by another voice
	Lang  string `json:"lang,omitempty"`  // language of Text, BCP 47
}

// segment is a planned piece: lines, a recording, or text without a voice.
type segment struct {
	plan  plan
	sound string
	gap   lang.Run
}

// arrange chooses a voice for every word of a Speech and splits the Speech at recordings
// and at text without a voice. It leaves out pieces with nothing to say.
func arrange(engines []Synthesizer, s study.Speech, settings Settings) ([]segment, error) {
	var out []segment
	var current plan
	flush := func() {
		if len(current) > 0 {
			out = append(out, segment{plan: current})
		}
		current = nil
	}
	size := 0
	for _, seg := range s {
		switch {
		case seg.Sound != "":
			flush()
			out = append(out, segment{sound: seg.Sound})
		case seg.PauseMS > 0:
			// Several pauses in a row become one.
			current = current.add(line{Pause: min(time.Duration(seg.PauseMS)*time.Millisecond, maxPause)})
		default:
			if size += utf8.RuneCountInString(seg.Text); size > MaxText {
				return nil, study.Errorf(study.Invalid, "the text to speak has more than %d characters; split it", MaxText)
			}
			for _, l := range voiced(engines, seg, settings) {
				if l.engine == nil {
					flush()
					out = append(out, segment{gap: lang.Run{Text: l.Text, Lang: l.Lang}})
					continue
				}
				current = current.add(l)
			}
		}
	}
	flush()
	return out, nil
}

// gap returns the error for the first text without a voice, or nil.
func gap(segments []segment) error {
	for _, s := range segments {
		if s.gap.Text != "" {
			return noVoice(s.gap.Lang)
		}
	}
	return nil
}

// voiced returns the lines of one text, one for each language in it. A line has no engine
// if no engine speaks its language.
func voiced(engines []Synthesizer, seg study.Segment, s Settings) []line {
	code := tag(seg.Lang)
	if code == "" {
		code = tag(s.Lang)
	}
	if code == "" {
		code = "en"
	}
	var lines []line
	for _, r := range lang.Runs(seg.Text, code) {
		if spoken(r.Text) == "" {
			continue
		}
		c, ok := choose(engines, r.Lang, seg.Voice, s)
		if !ok {
			lines = append(lines, line{Lang: r.Lang, Text: r.Text})
			continue
		}
		lines = append(lines, line{
			Engine: c.voice.Engine, Voice: c.voice.Name, Lang: r.Lang,
			Text: pronounce(r.Text, r.Lang, s.Pronounce),
			Rate: within(s.Rate, MaxRate), Pitch: within(s.Pitch, MaxPitch),
			engine: c.engine,
		})
	}
	return lines
}

// add appends a line. It joins a pause with a preceding pause, and text with preceding
// text in the same voice, so that a sentence split into segments is still spoken as one
// sentence.
func (p plan) add(l line) plan {
	if len(p) == 0 {
		return append(p, l)
	}
	last := &p[len(p)-1]
	switch {
	case l.Text == "" && last.Text == "":
		last.Pause = min(last.Pause+l.Pause, maxPause)
	case l.Text != "" && last.Text != "" && l.Voice == last.Voice && l.Engine == last.Engine && l.Lang == last.Lang:
		last.Text += " " + l.Text
	default:
		p = append(p, l)
	}
	return p
}

// silent reports whether the plan has no text.
func (p plan) silent() bool {
	for _, l := range p {
		if l.Text != "" {
			return false
		}
	}
	return true
}

// key returns the clip's key: 64 hexadecimal digits that differ if anything audible
// differs.
func (p plan) key() string {
	text, err := json.Marshal(struct {
		Form int
		Plan plan
	}{clipForm, p})
	if err != nil {
		panic(err) // cannot happen: numbers and strings only
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// isKey reports whether a string has the form of a key, and so is safe as a file name.
func isKey(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}
