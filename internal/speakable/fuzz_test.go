package speakable

import (
	"strings"
	"testing"

	"carrel/internal/study"
)

func FuzzQuestion(f *testing.F) {
	f.Add("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}", "<b>Paris</b>", "x", 0)
	f.Add("{{#Front}}{{cloze:Front}}{{/Front}}", "{{cloze:Front}}", "{{c1::a {{c2::b}}::h}} \\(x^{{{c1::2}}}\\)", "[sound:a.mp3]", 1)
	f.Add("{{=<% %>=}}<%type:Back%>", "<%tts fr_FR:Back%>", "<ruby>漢<rt>かん</rt></ruby>", "<table><tr><th>a<td>b", 2)
	for _, a := range attacks {
		f.Add("{{Front}}{{hint:Back}}", "{{Back}}", a, a, 0)
	}
	f.Fuzz(func(t *testing.T, front, back, a, b string, kind int) {
		nt := basic(front, back)
		if kind%3 == 1 {
			nt.Kind = study.ClozeType
		}
		for _, ord := range append(Cards(nt, &study.Note{Fields: []string{a, b, a}}), 0) {
			q, err := Question(Input{NoteType: nt, Note: &study.Note{Fields: []string{a, b, a}}, Card: &study.Card{Ord: ord}, Lang: []string{"", "fr", "ja"}[uint(kind)%3]})
			if err != nil {
				t.Fatal(err)
			}
			noMarkup(t, q)
			shapely(t, q)
			harmless(t, q.Front)
			harmless(t, q.Back)
			if nt.Kind == study.ClozeType {
				checkHidden(t, q)
			}
			DrivingOK(q)
			Check(q)
			break
		}
	})
}

func FuzzTeX(f *testing.F) {
	for _, s := range []string{`\frac{a}{b}`, `\begin{pmatrix}1&2\\3&4\end{pmatrix}`, `\left( x \right]`, `\ce{2H2 + O2 -> 2H2O}`, `\sqrt[3]{x}_1^2`, `\{a\}`, `|x|`, `\text{a $b$ c}`, `x''_{a_b}^{c^d}`} {
		f.Add(s)
	}
	f.Add(strings.Repeat("|(", 50))
	f.Add(strings.Repeat("f(1+", 50))
	f.Add(strings.Repeat(`\frac{`, 50))
	f.Fuzz(func(t *testing.T, src string) {
		for _, ws := range []*words{&english, &french} {
			said := tidy(sayTeX(clean(src), ws))
			if bad := markup(said); bad != "" {
				t.Fatalf("%q is said of %q: %q", bad, src, said)
			}
		}
		harmless(t, showTeX(clean(src)))
	})
}

func FuzzSafeHTML(f *testing.F) {
	for _, a := range attacks {
		f.Add(a)
	}
	f.Fuzz(func(t *testing.T, src string) {
		harmless(t, safeHTML(clean(src), "en", nil))
	})
}
