package speakable

import (
	"strings"

	"carrel/internal/study"
)

// maskSpeech replaces hidden by the word for a blank wherever it stands in
// speech as whole words, also across segments.
func maskSpeech(s study.Speech, hidden, lang string) study.Speech {
	var all strings.Builder
	starts := make([]int, len(s))
	for i, seg := range s {
		if seg.Text != "" && all.Len() > 0 {
			all.WriteByte(' ')
		}
		starts[i] = all.Len()
		all.WriteString(seg.Text)
	}
	places := findWords(all.String(), hidden)
	if len(places) == 0 {
		return s
	}
	var out study.Speech
	for i, seg := range s {
		if seg.Text == "" {
			out = append(out, seg)
			continue
		}
		ws, _ := wordsOr(seg.Lang, lang)
		begin, end := starts[i], starts[i]+len(seg.Text)
		var b strings.Builder
		at := begin
		for _, p := range places {
			if p.to <= begin || p.from >= end {
				continue
			}
			if p.from >= begin {
				b.WriteString(seg.Text[at-begin : p.from-begin])
				b.WriteString(" " + ws.blank + " ")
			}
			at = min(p.to, end)
		}
		b.WriteString(seg.Text[at-begin:])
		if seg.Text = tidy(b.String()); sayable(seg.Text) {
			out = append(out, seg)
		}
	}
	return out
}
