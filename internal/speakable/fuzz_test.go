package speakable

import (
	"testing"

	"carrel/internal/speakable/markup/markuptest"
	"carrel/internal/speakable/template"
	"carrel/internal/study"
)

func FuzzQuestion(f *testing.F) {
	f.Add("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}", "<b>Paris</b>", "x", 0)
	f.Add("{{#Front}}{{cloze:Front}}{{/Front}}", "{{cloze:Front}}", "{{c1::a {{c2::b}}::h}} \\(x^{{{c1::2}}}\\)", "[sound:a.mp3]", 1)
	f.Add("{{=<% %>=}}<%type:Back%>", "<%tts fr_FR:Back%>", "<ruby>漢<rt>かん</rt></ruby>", "<table><tr><th>a<td>b", 2)
	for _, a := range markuptest.Attacks {
		f.Add("{{Front}}{{hint:Back}}", "{{Back}}", a, a, 0)
	}
	f.Fuzz(func(t *testing.T, front, back, a, b string, kind int) {
		nt := basic(front, back)
		if kind%3 == 1 {
			nt.Kind = study.ClozeType
		}
		note := &study.Note{Fields: []string{a, b, a}}
		ord := append(template.Cards(nt, note), 0)[0]
		q, err := Question(Input{NoteType: nt, Note: note, Card: &study.Card{Ord: ord}, Lang: []string{"", "fr", "ja"}[uint(kind)%3]})
		if err != nil {
			t.Fatal(err)
		}
		noMarkup(t, q)
		shapely(t, q)
		markuptest.Harmless(t, q.Front)
		markuptest.Harmless(t, q.Back)
		if nt.Kind == study.ClozeType {
			checkHidden(t, q)
		}
		DrivingOK(q)
		Check(q)
	})
}
