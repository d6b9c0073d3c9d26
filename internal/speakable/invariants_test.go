package speakable

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/lang"
	"carrel/internal/lang/en"
	"carrel/internal/lang/fr"
	"carrel/internal/speakable/markup/markuptest"
	"carrel/internal/study"
)

// spokenTexts returns all texts of a question that can reach a voice.
func spokenTexts(q study.Question) []string {
	var out []string
	for _, s := range []study.Speech{q.Ask, q.Reveal, q.Extra} {
		for _, seg := range s {
			if seg.Text != "" {
				out = append(out, seg.Text)
			}
		}
	}
	for _, c := range q.Choices {
		out = append(out, c.Text, c.Feedback)
	}
	return append(out, q.Ideas...)
}

func noMarkup(t interface{ Fatalf(string, ...any) }, q study.Question) {
	for _, s := range spokenTexts(q) {
		if bad := markuptest.Unspeakable(s); bad != "" {
			t.Fatalf("%q is spoken in %q", bad, s)
		}
		if strings.TrimSpace(s) != s && s != "" {
			t.Fatalf("%q begins or ends with a space", s)
		}
	}
}

// shapely checks the properties of a question that the session relies on.
func shapely(t interface{ Fatalf(string, ...any) }, q study.Question) {
	if q.Voice != (q.WhyNot == "") {
		t.Fatalf("voice is %v and why not is %q", q.Voice, q.WhyNot)
	}
	for _, s := range []study.Speech{q.Ask, q.Reveal, q.Extra} {
		for i, seg := range s {
			set := 0
			for _, is := range []bool{seg.Text != "", seg.PauseMS > 0, seg.Sound != ""} {
				if is {
					set++
				}
			}
			if set != 1 {
				t.Fatalf("segment %d of %+v is not one thing", i, s)
			}
			if seg.PauseMS > 0 && (i == 0 || i == len(s)-1) {
				t.Fatalf("speech begins or ends with a pause: %+v", s)
			}
		}
	}
	for _, a := range q.Accept {
		if strings.TrimSpace(a.Text) == "" {
			t.Fatalf("an empty answer is accepted: %+v", q.Accept)
		}
	}
}

// pieces are parts of card HTML, well formed and malformed.

func genHTML() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(markuptest.Parts), 0, 14).Draw(t, "parts"), rapid.SampledFrom([]string{"", " "}).Draw(t, "glue"))
	})
}

var templateParts = []string{"{{Front}}", "{{Extra}}", "{{text:Front}}", "{{hint:Extra}}", "{{type:Back}}", "{{furigana:Front}}", "{{kana:Extra}}", "{{tts fr_FR:Front}}", "{{#Extra}}", "{{/Extra}}", "{{^Back}}", "{{/Back}}", "{{Tags}}", "{{Deck}}", "{{Type}}", "{{Nothing}}", "{{", "}}", "<div>", "</div>", "<br>", "<hr id=answer>", "Say: ", "<table>", "<b>", "{{FrontSide}}", "{{hint:Back}}", "<!-- {{Back}} -->", "<script>'{{Back}}'</script>", "[sound:{{Extra}}]"}

// The question of an ordinary card contains no markup and no text of a field that its
// front does not show, whatever the fields contain.
func TestOrdinaryCardsKeepThePromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		front := strings.Join(rapid.SliceOfN(rapid.SampledFrom(templateParts), 1, 8).Draw(t, "front"), "")
		back := strings.Join(rapid.SliceOfN(rapid.SampledFrom(templateParts), 0, 8).Draw(t, "back"), "") + "{{Back}}"
		fields := []string{genHTML().Draw(t, "f"), "zqanswer " + genHTML().Draw(t, "b"), genHTML().Draw(t, "e")}
		q, err := Question(Input{NoteType: basic(front, back), Note: &study.Note{Fields: fields}, DeckName: "A::B",
			Lang: rapid.SampledFrom([]string{"", "en", "fr", "ja", "ru"}).Draw(t, "lang")})
		if err != nil {
			t.Fatal(err)
		}
		noMarkup(t, q)
		shapely(t, q)
		if lang.ContainsWords(q.Ask.Text(), "zqanswer") || strings.Contains(q.Front, "zqanswer") && !strings.Contains(front, "hint:Back") {
			t.Fatalf("the back is in the question: %q, %q", q.Ask.Text(), q.Front)
		}
		DrivingOK(q)
		Check(q)
	})
}

// The question of a cloze card does not contain the hidden text as whole words, in any
// case, even if the note repeats it elsewhere.
func TestClozesKeepThePromises(t *testing.T) {
	answers := []string{"Paris", "the", "x", "2", "-5", "New York", "H<sub>2</sub>O", "<b>Par</b>is", "漢字", "かな", `\(x^2\)`, "İstanbul", "straße", "C++", "a, b", "[sound:a.mp3] moo", "e.g. this", "½", "blank page", "100 %", "1 of 2", "word <i>word</i>", "&lt;br&gt;", "https://a.org/b", "Привет"}
	rapid.Check(t, func(t *rapid.T) {
		answer := rapid.SampledFrom(answers).Draw(t, "answer")
		hint := rapid.SampledFrom([]string{"", "::hint", "::a " + answer, "::"}).Draw(t, "hint")
		around := func(name string) string {
			s := genHTML().Draw(t, name)
			if rapid.Bool().Draw(t, name+" again") {
				s += " " + answer + " " + strings.ToUpper(answer)
			}
			return s
		}
		text := around("before") + "{{c3::" + answer + hint + "}}" + around("after")
		q, err := Question(Input{NoteType: clozeType(), Note: &study.Note{Fields: []string{text, ""}}, Card: &study.Card{Ord: 2},
			Lang: rapid.SampledFrom([]string{"", "fr", "de"}).Draw(t, "lang")})
		if err != nil {
			t.Fatal(err)
		}
		noMarkup(t, q)
		shapely(t, q)
		checkHidden(t, q)
	})
}

// checkHidden fails if an accepted answer or the revealed text occurs in the question
// of a cloze.
func checkHidden(t interface{ Fatalf(string, ...any) }, q study.Question) {
	if q.Kind != study.Cloze {
		return
	}
	asked := q.Ask.Text()
	for _, s := range []string{en.Words.Blank, fr.Words.Blank} {
		asked = strings.ReplaceAll(asked, s, "·")
	}
	for _, seg := range q.Reveal {
		if seg.Text != "" && len(q.Reveal) == 1 && lang.ContainsWords(asked, seg.Text) {
			t.Fatalf("the answer %q stands in the question %q", seg.Text, asked)
		}
	}
	for _, a := range q.Accept {
		if a.Weight >= 1 && lang.ContainsWords(asked, a.Text) {
			t.Fatalf("the accepted answer %q stands in the question %q", a.Text, asked)
		}
	}
}

// Items keep the guarantees too, and each card of an item can be made.
func TestItemsKeepThePromises(t *testing.T) {
	kinds := []study.Kind{study.Recall, study.Short, study.Choice, study.Multiple, study.TrueFalse, study.Numeric, study.Cloze, study.Matching, study.Order, study.Essay, study.Info, "odd"}
	rapid.Check(t, func(t *rapid.T) {
		it := study.Item{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Stem: genHTML().Draw(t, "stem"), Answer: genHTML().Draw(t, "answer"), Feedback: genHTML().Draw(t, "feedback")}
		for range rapid.IntRange(0, 4).Draw(t, "n") {
			h := genHTML().Draw(t, "part")
			it.Accept = append(it.Accept, study.Accept{Text: h, Weight: 1})
			it.Options = append(it.Options, study.Option{Text: h, Weight: rapid.Float64Range(-1, 1).Draw(t, "w")})
			it.Pairs = append(it.Pairs, study.Pair{Left: h, Right: genHTML().Draw(t, "right")})
			it.Numbers = append(it.Numbers, study.Range{Min: 1, Max: 2, Weight: 1})
			it.Gaps = append(it.Gaps, study.Item{Kind: rapid.SampledFrom(kinds).Draw(t, "gap"), Accept: []study.Accept{{Text: h, Weight: 1}}, Options: []study.Option{{Text: h, Weight: 1}, {Text: "other"}}})
		}
		for ord := range it.Cards() {
			q, err := Question(Input{Note: &study.Note{Item: &it}, Card: &study.Card{Ord: ord}, Seed: 3})
			if err != nil {
				t.Fatal(err)
			}
			noMarkup(t, q)
			shapely(t, q)
		}
	})
}

// The same seed and card give the same order; another seed can give another.
func TestChoicesAreShuffledBySeed(t *testing.T) {
	it := &study.Item{Kind: study.Choice, Stem: "?", Options: []study.Option{{Text: "a", Weight: 1}, {Text: "b"}, {Text: "c"}, {Text: "d"}}}
	order := func(seed uint64) string {
		q, err := Question(Input{Note: &study.Note{Item: it}, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		s := ""
		for _, c := range q.Choices {
			s += c.Text
		}
		return s
	}
	if first, again := order(1), order(1); first != again {
		t.Error("one seed gave two orders")
	}
	seen := map[string]bool{}
	for seed := range uint64(20) {
		seen[order(seed)] = true
	}
	if len(seen) < 3 {
		t.Errorf("20 seeds gave the orders %v", seen)
	}
}
