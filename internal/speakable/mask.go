package speakable

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// maskSpeech replaces hidden with the word for a blank wherever it occurs in speech as
// whole words, even across segments.
func maskSpeech(s study.Speech, hidden, langTag string) study.Speech {
	var all strings.Builder
	starts := make([]int, len(s))
	for i, seg := range s {
		if seg.Text != "" && all.Len() > 0 {
			all.WriteByte(' ')
		}
		starts[i] = all.Len()
		all.WriteString(seg.Text)
	}
	places := lang.FindWords(all.String(), hidden)
	if len(places) == 0 {
		return s
	}
	var out study.Speech
	for i, seg := range s {
		if seg.Text == "" {
			out = append(out, seg)
			continue
		}
		ws, _ := lang.WordsOr(seg.Lang, langTag)
		begin, end := starts[i], starts[i]+len(seg.Text)
		var b strings.Builder
		at := begin
		for _, p := range places {
			if p.To <= begin || p.From >= end {
				continue
			}
			if p.From >= begin {
				b.WriteString(seg.Text[at-begin : p.From-begin])
				b.WriteString(" " + ws.Blank + " ")
			}
			at = min(p.To, end)
		}
		b.WriteString(seg.Text[at-begin:])
		if seg.Text = tidy(b.String()); lang.Sayable(seg.Text) {
			out = append(out, seg)
		}
	}
	return out
}
