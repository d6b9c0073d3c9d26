package speakable

import (
	"fmt"
	"strings"

	"carrel/internal/study"
)

const (
	wordsPerMinute = 150
	// maxPrompt is how long a question may take, in seconds: after that the
	// beginning is forgotten before the end is heard.
	maxPrompt = 12
	// maxHeard is how many items a list or choice may have when it is heard.
	maxHeard = 3
)

// Seconds is how long speech takes at 150 words a minute, pauses included and
// recordings left out. Scripts without spaces count two characters a word.
func Seconds(s study.Speech) float64 {
	t := float64(wordCount(s)) * 60 / wordsPerMinute
	for _, seg := range s {
		t += float64(seg.PauseMS) / 1000
	}
	return t
}

func wordCount(s study.Speech) int {
	n, chars := 0, 0
	for _, seg := range s {
		for _, w := range strings.Fields(seg.Text) {
			dense := 0
			for _, r := range w {
				if spaceless(r) {
					dense++
				}
			}
			if dense > 0 {
				chars += dense
			} else if sayable(w) {
				n++
			}
		}
	}
	return n + (chars+1)/2
}

// judgeVoice decides whether a question works by ear.
func judgeVoice(in *Input, q *study.Question, ask, told facts, r *renderer) {
	q.Images = ask.images > 0 || told.images > 0 && !told.texts || r != nil && len(r.shapes) > 0
	q.WhyNot = whyNot(in, q, ask, told, r)
	q.Voice = q.WhyNot == ""
}

func whyNot(in *Input, q *study.Question, ask, told facts, r *renderer) string {
	if r != nil {
		switch {
		case len(r.shapes) > 0:
			return "it hides part of a picture"
		case r.cloze && len(r.hidden) == 0:
			return fmt.Sprintf("its note has no blank number %d", r.ord+1)
		case r.many:
			return fmt.Sprintf("it has more than %d blanks", maxHidden)
		case r.cut:
			return "it is too large to be read aloud"
		}
	}
	switch {
	case ask.images > 0:
		return "its question shows an image without a description"
	case ask.videos > 0:
		return "its question shows a video"
	}
	if in.HasMedia != nil {
		for _, name := range append(append([]string(nil), ask.sounds...), told.sounds...) {
			if !in.HasMedia(name) {
				return fmt.Sprintf("the recording %q is missing", name)
			}
		}
	}
	switch {
	case len(q.Ask) == 0:
		return "its question has nothing that can be said"
	case ask.table:
		return "its question holds a table too large to keep in mind"
	case ask.longest > maxHeard:
		return fmt.Sprintf("its question lists %d things", ask.longest)
	case Seconds(q.Ask) > maxPrompt:
		return fmt.Sprintf("its question is too long for one breath: about %.0f seconds", Seconds(q.Ask))
	case q.Kind == study.Info:
		return ""
	case told.images > 0 && !told.texts && len(q.Accept) == 0:
		return "its answer is an image"
	case len(q.Reveal) == 0 && q.Kind != study.Essay:
		return "it has no answer that can be said"
	}
	return ""
}
