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

// clipForm is part of every clip's key; raising it makes all kept clips
// stale. Raise it when the same words would sound otherwise.
const clipForm = 1

// maxPause bounds one pause of a card.
const maxPause = time.Minute

// plan is what a clip is made of, with every choice made.
type plan []line

// line is words in one voice, or a pause.
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

// Part is a stretch of a Speech that a page plays on its own: a clip made
// here, a recording of the deck, or, from PartsOrText alone, words that no
// voice here can say.
type Part struct {
	Clip  string `json:"clip,omitempty"`  // key for Clips.Get
	Sound string `json:"sound,omitempty"` // media name
	Text  string `json:"text,omitempty"`  // to be shown, or said by another voice
	Lang  string `json:"lang,omitempty"`  // of Text, BCP 47
}

// segment is a planned stretch: lines, a sound, or words without a voice.
type segment struct {
	plan  plan
	sound string
	gap   lang.Run
}

// arrange chooses a voice for every word of a Speech and splits it where
// recordings, or words without a voice, come between. Stretches with nothing
// to say in them are left out.
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
			// Several pauses in a row are one.
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

// gap is the error for the first words without a voice, nil if there are none.
func gap(segments []segment) error {
	for _, s := range segments {
		if s.gap.Text != "" {
			return noVoice(s.gap.Lang)
		}
	}
	return nil
}

// voiced gives the lines of one text: one for each language in it, without an
// engine where none speaks it.
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

// add appends a line, joining pauses with pauses and words with words of the
// same voice, so that a sentence cut into segments is still one sentence.
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

// silent tells whether the plan has no words.
func (p plan) silent() bool {
	for _, l := range p {
		if l.Text != "" {
			return false
		}
	}
	return true
}

// key is the clip's name: 64 hexadecimal digits that differ when anything one
// could hear does.
func (p plan) key() string {
	text, err := json.Marshal(struct {
		Form int
		Plan plan
	}{clipForm, p})
	if err != nil {
		panic(err) // numbers and strings only
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// isKey tells whether a string can be a clip's key, and so a file's name.
func isKey(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}
