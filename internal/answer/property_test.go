package answer

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"carrel/internal/study"
)

var words = []string{
	"Ottawa", "São Tomé", "the Nile", "Louis XIV", "not guilty", "1945", "3.5", "H2O", "Fe", "C", "salt and pepper", "July 4, 1776", "paris or london",
	"I don't know", "l'eau", "péché", "pêche", "write", "right", "Bern", "Paris", "New York", "New York City", "fifteen", "fifty", "an apple", "A", "vitamin A", "Wien",
	"mitosis", "meiosis", "no", "yes", "stop", "the", "is", "the answer is", "mice", "mouse", "Dr. Smith", "U.S.A.", "ice-cream", "Côte d'Ivoire", "½", "50 %", "(Lake) Ontario",
	"São Paulo", "two", "to", "-7", "minus seven", "first", "1st", "Elizabeth II", "Elizabeth I", "?", "um", "a", "日本", "東京", "Ελλάδα", "naïve", "x", "3 1/2", "oh two",
}

func aText(t *rapid.T, label string) string {
	if rapid.Bool().Draw(t, label+" known") {
		return rapid.SampledFrom(words).Draw(t, label)
	}
	n := rapid.IntRange(1, 4).Draw(t, label+" words")
	parts := make([]string, n)
	for i := range parts {
		parts[i] = rapid.StringMatching(`[A-Za-zéèüñçő]{1,9}`).Draw(t, label)
	}
	return strings.Join(parts, " ")
}

func aQuestion(t *rapid.T) study.Question {
	q := study.Question{Kind: study.Short, Lang: rapid.SampledFrom([]string{"en", "en-GB", "fr", "de", ""}).Draw(t, "lang"),
		Ask: study.Say(aText(t, "ask"), "en")}
	for range rapid.IntRange(1, 3).Draw(t, "accepted") {
		q.Accept = append(q.Accept, study.Accept{Text: aText(t, "accept"), Weight: 1})
	}
	for range rapid.IntRange(0, 6).Draw(t, "decoys") {
		q.Decoys = append(q.Decoys, aText(t, "decoy"))
	}
	return q
}

func aSaid(t *rapid.T, text string) Said {
	return Said{Text: text, Typed: rapid.Bool().Draw(t, "typed"), Confidence: rapid.SampledFrom([]float64{0, .3, .79, .8, .95, 1}).Draw(t, "confidence")}
}

func TestAcceptedIsAlwaysRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := aQuestion(t)
		a := rapid.SampledFrom(q.Accept).Draw(t, "said")
		if v := Judge(q, aSaid(t, a.Text)); v.Outcome != Right {
			t.Fatalf("%q to %+v: %+v", a.Text, q, v)
		}
	})
}

func TestDecoyIsNeverRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := aQuestion(t)
		if len(q.Decoys) == 0 {
			t.Skip()
		}
		d := rapid.SampledFrom(q.Decoys).Draw(t, "said")
		lang := q.Lang
		if lang == "" {
			lang = "en"
		}
		j := &judge{lang: lang, l: languageFor(lang), lex: lexiconOf(lang)}
		for _, a := range q.Accept {
			for _, f := range j.candidate(a.Text, false).forms {
				if f.key == j.formOf(d).key {
					t.Skip() // it is an answer
				}
			}
		}
		if v := Judge(q, aSaid(t, d)); v.Outcome == Right {
			t.Fatalf("%q to %+v: %+v", d, q, v)
		}
	})
}

// unmark strips diacritics.
func unmark(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

func TestCaseMarksAndArticlesDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := aQuestion(t)
		q.Lang = "en"
		text := aText(t, "said")
		said := aSaid(t, text)
		want := Judge(q, said).Outcome
		j := &judge{lang: "en", l: english, lex: lexiconOf("en")}
		ways := map[string]string{"lower": strings.ToLower(text), "unmarked": unmark(text), "spaced": "  " + text + " ", "stop": text + "."}
		if unicode.IsLetter([]rune(text)[0]) && want == Right && len(j.withoutArticle(j.formOf(text).words)) == len(j.formOf(text).words) {
			ways["article"] = "the " + text
		}
		for how, s := range ways {
			if how == "lower" && strings.ContainsAny(text, "IVX") {
				continue // capitals make a Roman numeral
			}
			if how == "stop" && j.formOf(text).key == "" {
				continue // a lone sign followed by a full stop
			}
			if how == "unmarked" && want != Right {
				continue // wrong diacritics are worse than missing ones
			}
			said.Text = s
			if v := Judge(q, said); v.Outcome != want {
				t.Fatalf("%q is %s, %s %q is %+v; %+v", text, want, how, s, v, q)
			}
		}
	})
}

func TestSilenceIsNeverWrong(t *testing.T) {
	for _, kind := range []study.Kind{study.Recall, study.Short, study.Choice, study.Multiple, study.TrueFalse, study.Numeric, study.Cloze, study.Matching, study.Order, study.Essay, study.Info} {
		q := study.Question{Kind: kind, Accept: []study.Accept{{Text: "x", Weight: 1}}, Numbers: []study.Range{{Min: 1, Max: 1, Weight: 1}}, Choices: []study.ChoiceText{{Text: "x", Weight: 1}}}
		for _, s := range []string{"", " ", "\n", "?!", "…", "."} {
			for _, typed := range []bool{true, false} {
				if v := Judge(q, Said{Text: s, Typed: typed}); v.Outcome != Unclear {
					t.Errorf("%s: %q is %+v", kind, s, v)
				}
			}
		}
	}
}

// The order of the accepted answers and of the decoys must not matter.
func TestOrderOfListsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := aQuestion(t)
		said := aSaid(t, aText(t, "said"))
		v := Judge(q, said)
		r := q
		r.Accept, r.Decoys = nil, nil
		for i := range q.Accept {
			r.Accept = append(r.Accept, q.Accept[len(q.Accept)-1-i])
		}
		for i := range q.Decoys {
			r.Decoys = append(r.Decoys, q.Decoys[len(q.Decoys)-1-i])
		}
		if w := Judge(r, said); v.Outcome != w.Outcome {
			t.Fatalf("%+v, reversed %+v", v, w)
		}
	})
}

func TestPickedByTouch(t *testing.T) {
	q := study.Question{Kind: study.Choice, Choices: []study.ChoiceText{{Text: "a", Weight: 1}, {Text: "b", Feedback: "b is the second letter"}}}
	zero, one, nine := 0, 1, 9
	for _, c := range []struct {
		said Said
		want Outcome
	}{{Said{Option: &zero}, Right}, {Said{Option: &one}, Wrong}, {Said{Option: &nine}, Unclear}, {Said{Options: []int{}}, Unclear}, {Said{Options: []int{0}}, Right}} {
		if v := Judge(q, c.said); v.Outcome != c.want || v.Confirm {
			t.Errorf("%+v: %+v", c.said, v)
		}
	}
	if v := Judge(q, Said{Option: &one}); v.Feedback != "b is the second letter" {
		t.Errorf("%+v", v)
	}
	q.Kind = study.Multiple
	q.Choices[1].Weight = 1
	for _, c := range []struct {
		said Said
		want Outcome
	}{{Said{Option: &zero}, Close}, {Said{Options: []int{1, 0}}, Right}, {Said{Options: []int{}}, Wrong}, {Said{Options: []int{4}}, Unclear}} {
		if v := Judge(q, c.said); v.Outcome != c.want {
			t.Errorf("%+v: %+v", c.said, v)
		}
	}
	tf := study.Question{Kind: study.TrueFalse, True: true}
	if v := Judge(tf, Said{Option: &zero}); v.Outcome != Right {
		t.Errorf("%+v", v)
	}
}

func TestWhyIsInTheLearnersLanguage(t *testing.T) {
	q := study.Question{Kind: study.Short, Lang: "fr", Accept: []study.Accept{{Text: "l'eau", Weight: 1}}, Decoys: []string{"le feu"}}
	if v := Judge(q, Said{Text: "le feu", Lang: "en", Confidence: 1}); v.Why != "You said le feu; it is l'eau." {
		t.Error(v.Why)
	}
	if v := Judge(q, Said{Text: "le feu", Confidence: 1}); v.Why != "Vous avez dit le feu ; c’est l'eau." {
		t.Error(v.Why)
	}
	for _, l := range []*judging{english, languageFor("fr")} {
		for r := range english.Messages {
			if l.Messages[string(r)] == "" {
				t.Errorf("no sentence for %s", r)
			}
		}
		if !reflect.DeepEqual(len(l.Messages), len(english.Messages)) {
			t.Error("a sentence that English lacks")
		}
	}
}

func TestUnclearKeepsTheAnswerHidden(t *testing.T) {
	for _, k := range readCases(t) {
		v := Judge(k.q, k.said)
		if v.Outcome != Unclear || v.Reason == ReasonSelfGrade {
			continue
		}
		if right := bestAnswer(k.q); right != "" && strings.Contains(strings.ToLower(v.Why), strings.ToLower(right)) && !strings.Contains(strings.ToLower(k.said.Text), strings.ToLower(right)) {
			t.Errorf("cases.txt:%d: %q gives it away", k.line, v.Why)
		}
	}
}

func FuzzJudge(f *testing.F) {
	for _, w := range words {
		f.Add(w, "Ottawa", "Bern", "What is it?", true)
		f.Add("the answer is "+w, w, "not "+w, w, false)
	}
	f.Add("\xff\xfe", "\xff", "", "", true)
	f.Fuzz(func(t *testing.T, said, accept, decoy, ask string, typed bool) {
		for _, kind := range []study.Kind{study.Short, study.Choice, study.Multiple, study.TrueFalse, study.Numeric} {
			for _, lang := range []string{"en", "fr", "de"} {
				q := study.Question{Kind: kind, Lang: lang, Ask: study.Say(ask, lang), Accept: []study.Accept{{Text: accept, Weight: 1}}, Decoys: []string{decoy},
					Choices: []study.ChoiceText{{Text: accept, Weight: 1}, {Text: decoy}}}
				if kind == study.Numeric {
					q.Numbers = []study.Range{{Min: 1, Max: 2, Weight: 1}}
				}
				v := Judge(q, Said{Text: said, Typed: typed, Confidence: 1})
				if v.Why == "" || (v.Outcome == Unclear) != (v.Suggested == 0) {
					t.Errorf("%+v", v)
				}
				if strings.TrimSpace(said) == "" && v.Outcome != Unclear {
					t.Errorf("silence is %+v", v)
				}
			}
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	q := study.Question{Kind: study.Short, Lang: "en", Ask: study.Say("What is the capital of Canada?", "en"), Accept: []study.Accept{{Text: "Ottawa", Weight: 1}}}
	for i := range 30 {
		q.Decoys = append(q.Decoys, words[i%len(words)])
	}
	for b.Loop() {
		Judge(q, Said{Text: "ottova", Confidence: 1})
	}
}
