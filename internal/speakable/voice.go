package speakable

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/template"
	"carrel/internal/study"
)

const (
	wordsPerMinute = 150
	// maxPrompt is the longest question, in seconds. In a longer one, a listener forgets
	// the beginning before the end.
	maxPrompt = 12
	// maxHeard is the most items of a list or choice that a listener can remember.
	maxHeard = 3
)

// Seconds returns the duration of speech at 150 words a minute, including pauses and
// excluding recordings. Scripts without spaces count two characters as a word.
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
				if lang.Spaceless(r) {
					dense++
				}
			}
			if dense > 0 {
				chars += dense
			} else if lang.Sayable(w) {
				n++
			}
		}
	}
	return n + (chars+1)/2
}

// judgeVoice decides whether a question works by ear.
func judgeVoice(in *Input, q *study.Question, ask, told markup.Facts, r *template.Renderer) {
	q.Images = ask.Images > 0 || told.Images > 0 && !told.Texts || r != nil && len(r.Shapes) > 0
	q.WhyNot = whyNot(in, q, ask, told, r)
	q.Voice = q.WhyNot == ""
}

// whyNot returns why a question does not work by ear, "" if it does.
func whyNot(in *Input, q *study.Question, ask, told markup.Facts, r *template.Renderer) string {
	return cmp.Or(
		whyNotNote(r),
		whyNotMedia(in, ask, told),
		whyNotAsked(q, ask),
		whyNotAnswered(q, told),
	)
}

// whyNotNote checks what the templates made of the note. r is nil for an item.
func whyNotNote(r *template.Renderer) string {
	switch {
	case r == nil:
		return ""
	case len(r.Shapes) > 0:
		return "it hides part of a picture"
	case r.Cloze && len(r.Hidden) == 0:
		return fmt.Sprintf("its note has no blank number %d", r.Ord+1)
	case r.Many:
		return fmt.Sprintf("it has more than %d blanks", template.MaxHidden)
	case r.Cut:
		return "it is too large to be read aloud"
	}
	return ""
}

// whyNotMedia checks the pictures, videos and recordings.
func whyNotMedia(in *Input, ask, told markup.Facts) string {
	switch {
	case ask.Images > 0:
		return "its question shows an image without a description"
	case ask.Videos > 0:
		return "its question shows a video"
	case in.HasMedia == nil:
		return ""
	}
	for _, name := range slices.Concat(ask.Sounds, told.Sounds) {
		if !in.HasMedia(name) {
			return fmt.Sprintf("the recording %q is missing", name)
		}
	}
	return ""
}

// whyNotAsked checks that a listener can follow and remember the question.
func whyNotAsked(q *study.Question, ask markup.Facts) string {
	switch {
	case len(q.Ask) == 0:
		return "its question has nothing that can be said"
	case ask.Table:
		return "its question holds a table too large to keep in mind"
	case ask.Longest > maxHeard:
		return fmt.Sprintf("its question lists %d things", ask.Longest)
	case Seconds(q.Ask) > maxPrompt:
		return fmt.Sprintf("its question is too long for one breath: about %.0f seconds", Seconds(q.Ask))
	}
	return ""
}

// whyNotAnswered checks that the answer can be said.
func whyNotAnswered(q *study.Question, told markup.Facts) string {
	switch {
	case q.Kind == study.Info:
		return ""
	case told.Images > 0 && !told.Texts && len(q.Accept) == 0:
		return "its answer is an image"
	case len(q.Reveal) == 0 && q.Kind != study.Essay:
		return "it has no answer that can be said"
	}
	return ""
}
