package speakable

import (
	"fmt"
	"strings"
	"testing"

	"carrel/internal/speakable/template"
	"carrel/internal/study"
)

// basic is a note type with a front, a back and an extra field.
func basic(front, back string) *study.NoteType {
	return &study.NoteType{Name: "Basic", Kind: study.Standard,
		Fields:    []study.Field{{Name: "Front"}, {Name: "Back"}, {Name: "Extra"}},
		Templates: []study.Template{{Name: "Card 1", Front: front, Back: back}}}
}

const (
	plainFront = "{{Front}}"
	plainBack  = "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"
)

func clozeType() *study.NoteType {
	return &study.NoteType{Name: "Cloze", Kind: study.ClozeType, Fields: []study.Field{{Name: "Text"}, {Name: "Back Extra"}},
		Templates: []study.Template{{Name: "Cloze", Front: "{{cloze:Text}}", Back: "{{cloze:Text}}<br>\n{{Back Extra}}"}}}
}

// ask returns the question of one card and fails the test on an error.
func ask(t testing.TB, nt *study.NoteType, ord int, fields ...string) study.Question {
	t.Helper()
	q, err := Question(Input{NoteType: nt, Note: &study.Note{Fields: fields}, Card: &study.Card{Ord: ord}})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestSaidAloud(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"bold is not read", "<b>Paris</b> is big", "Paris is big"},
		{"entities", "AT&amp;T &lt; 5&nbsp;%", "AT and T less than 5 percent"},
		{"chemistry", "H<sub>2</sub>O and CO<sub>2</sub>", "H 2 O and C O 2"},
		{"powers", "x<sup>2</sup> + y<sup>3</sup> = 10<sup>6</sup>", "x squared plus y cubed equals 10 to the 6"},
		{"formula", `\(\frac{a}{b} = \sqrt{2}\)`, "a over b equals the square root of 2"},
		{"list", "<ul><li>red</li><li>green</li><li>blue</li></ul>", "1 of 3: red 2 of 3: green 3 of 3: blue"},
		{"table", "<table><tr><th>Country<th>Capital</tr><tr><td>France<td>Paris</tr></table>", "row 1: Country, France; Capital, Paris"},
		{"script and style", "a<script>alert(1)</script><style>b{}</style>c", "ac"},
		{"ruby", "<ruby>漢字<rt>かんじ</rt></ruby>", "かんじ"},
		{"image", `What? <img src="x.png">`, "What? image"},
		{"alt", `What? <img src="x.png" alt="a red flag">`, "What? a red flag"},
		{"a formula as an image", `Is <img class="equation_image" src="x" alt="LaTeX: \frac{a}{b}"> or <img src="y.svg" alt="{\displaystyle x^{2}}">?`, "Is a over b or x squared ?"},
		{"brackets", "array[0] {x}", "array 0 x"},
		{"money", "5¢, ¥1,000, ₹5, 100 $, $100 and 5€", "5 cents, 1,000 yen, 5 rupees, 100 dollars, $100 and 5 euros"},
		{"numéro", "n° 5 at 5 °C", "number 5 at 5 degrees Celsius"},
		{"formula in no mathematics", `\ce{SO4^2-}`, "S O 4 2 minus"},
		{"how many of it", "2NaOH + 14C", "2 N A O H plus 14C"},
		{"charges", "Cl-, NO3- and O- but pre- and Anti-", "Cl minus, N O 3 minus and O minus but pre, and Anti"},
		{"a Greek prefix", "the α-helix", "the alpha helix"},
		{"code words", "a && b || c", "a and b or c"},
		{"sums and spans", "5 - 3, x - y, 1914 - 1918, Rome - a city", "5 minus 3, x minus y, 1914 to 1918, Rome, a city"},
		{"url", "see https://en.wikipedia.org/wiki/Foo?x=1.", "see link to en.wikipedia.org"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := ask(t, basic(plainFront, plainBack), 0, c.html, "x", "")
			if got := q.Ask.Text(); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestClozeIsBlank(t *testing.T) {
	q := ask(t, clozeType(), 0, "In a cloze, some&nbsp;{{c1::<b data-x='1'>fields</b>}} are&nbsp;{{c2::hidden}}.", "More")
	if got, want := q.Ask.Text(), "In a cloze, some blank are hidden."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if q.Reveal.Text() != "fields" || q.Extra.Text() != "More" || len(q.Accept) != 1 || q.Accept[0].Text != "fields" || !q.Voice {
		t.Errorf("got %+v", q)
	}
}

func TestAPartThatStandsAloneHasNoBlank(t *testing.T) {
	it := &study.Item{Kind: study.Cloze, Stem: "<p>Type the name: {{2}}</p>", Gaps: []study.Item{
		{Kind: study.Choice, Stem: "Which is it?", Options: []study.Option{{Text: "this", Weight: 1}, {Text: "that"}}},
		{Kind: study.Multiple, Options: []study.Option{{Text: "x", Weight: .5}, {Text: "y", Weight: .5}, {Text: "z"}}}}}
	q, err := Question(Input{Note: &study.Note{Item: it}, Card: &study.Card{}})
	if err != nil || q.Ask.Text() != "Type the name: x, y Which is it?" {
		t.Errorf("got %q, %v", q.Ask.Text(), err)
	}
}

func TestWhatIsTypedIsAlwaysSaid(t *testing.T) {
	for back, want := range map[string]string{
		"{{FrontSide}}<hr>{{Extra}}":  "Paris It lies on the Seine.",
		"{{FrontSide}}<hr>{{Back}}":   "Paris",
		"{{FrontSide}}[sound:p.mp3]":  "Paris",
		"{{type:Back}}<br>{{Extra}}":  "Paris",
		"Answer: {{Back}}. {{Extra}}": "Answer: Paris. It lies on the Seine.",
	} {
		q := ask(t, basic("{{Front}} {{type:Back}}", back), 0, "Capital of France?", "Paris", "It lies on the Seine.")
		if got := q.Reveal.Text(); got != want || q.Ask.Text() != "Capital of France?" || len(q.Accept) == 0 {
			t.Errorf("%s: asks %q, says %q, want %q", back, q.Ask.Text(), got, want)
		}
	}
}

func TestCardsOfANote(t *testing.T) {
	two := basic("{{Front}}", "")
	two.Templates = append(two.Templates, study.Template{Front: "{{#Extra}}{{Back}}{{/Extra}}"}, study.Template{Front: "only text"}, study.Template{Front: "{{^Extra}}{{Front}}{{/Extra}}"})
	occlusion := clozeType()
	occlusion.Kind = study.Occlusion
	for _, c := range []struct {
		name   string
		nt     *study.NoteType
		fields []string
		want   string
	}{
		{"front alone", two, []string{"f", "b", ""}, "[0 3]"},
		{"optional reverse", two, []string{"f", "b", "y"}, "[0 1]"},
		{"empty but for breaks", two, []string{"<br><div></div>&nbsp;", "b", ""}, "[]"},
		{"clozes by number", clozeType(), []string{"{{c3::a}} {{c1::b {{c7::c}}}} {{c0::d}} {{c1,2::e}}", "{{c9::not hidden}}"}, "[0 1 2 6]"},
		{"no cloze", clozeType(), []string{"text", ""}, "[]"},
		{"numbers out of bounds", clozeType(), []string{"{{c500::a}} {{c99999999999::b}} {{c-1::c}} {{c499::d}}", ""}, "[498]"},
		{"occlusion", occlusion, []string{"{{c1::image-occlusion:rect:left=.1}}{{c2::image-occlusion:rect:left=.1}}", ""}, "[0 1]"},
		{"fewer fields than the type", two, []string{"f"}, "[0 3]"},
	} {
		if got := fmt.Sprint(template.Cards(c.nt, &study.Note{Fields: c.fields})); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if got := template.Cards(nil, &study.Note{Item: &study.Item{Kind: study.Matching, Pairs: []study.Pair{{Left: "a"}, {Left: "b"}}}}); len(got) != 2 {
		t.Errorf("an item of two pairs makes the cards %v", got)
	}
	if template.Cards(nil, nil) != nil || template.Cards(nil, &study.Note{}) != nil || template.Cards(&study.NoteType{}, &study.Note{}) != nil {
		t.Error("nothing makes cards")
	}
}

func TestWhatDoesNotFitTogetherIsInvalid(t *testing.T) {
	note := &study.Note{Fields: []string{"a", "b", "c"}}
	for name, in := range map[string]Input{
		"no note":        {},
		"no note type":   {Note: note},
		"no templates":   {Note: note, NoteType: &study.NoteType{}},
		"no such card":   {Note: note, NoteType: basic("", ""), Card: &study.Card{Ord: 1}},
		"a card below 0": {Note: note, NoteType: basic("", ""), Card: &study.Card{Ord: -1}},
		"no such pair":   {Note: &study.Note{Item: &study.Item{Kind: study.Matching, Pairs: []study.Pair{{Left: "a"}}}}, Card: &study.Card{Ord: 1}},
	} {
		if _, err := Question(in); study.KindOf(err) != study.Invalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTemplatesAreChecked(t *testing.T) {
	got := CheckType(basic("{{Front}} {{Frnt}} {{#Tags}}{{/Tags}}", "{{FrontSide}} {{c1}} {{hint:Bakc}}"))
	if len(got) != 2 || got[0].Why != `The template "Card 1" names a field "Frnt", which the note type does not have.` {
		t.Errorf("got %+v", got)
	}
	if got := CheckType(basic("{{Front}}", "{{Back}}")); got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestBreathAndRoad(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }
	for _, c := range []struct {
		front, back    string
		voice, driving bool
	}{
		{"Capital of France?", "Paris", true, true},
		{words(20), "x", true, true},
		{words(21), "x", true, false},
		{words(30), "x", true, false},
		{words(31), "x", false, false},
		{"q", words(10), true, true},
		{"q", words(11), true, false},
		{"What is 7 + 5?", "12", true, false},
		{"What is 7 × 8?", "56", true, false},
		{"Area of a circle?", `\(\pi r^2\)`, true, false},
		{"When did the war end?", "1945", true, true},
		{"A, B or C?<ul><li>a<li>b</ul>", "x", true, false},
		{`<img src="x.png" alt="a flag">`, "x", true, false},
		{"日本の首都はどこですか", "東京", true, true},
		{strings.Repeat("日", 70), "x", false, false},
	} {
		q := ask(t, basic(plainFront, plainBack), 0, c.front, c.back, "")
		ok, why := DrivingOK(q)
		if q.Voice != c.voice || ok != c.driving {
			t.Errorf("%q, %q: voice %v (%s), road %v (%s)", clipped(c.front), c.back, q.Voice, q.WhyNot, ok, why)
		}
		if ok != (why == "") {
			t.Errorf("%q: %v with the reason %q", c.front, ok, why)
		}
	}
}

func BenchmarkQuestion(b *testing.B) {
	for name, in := range map[string]Input{
		"basic": {NoteType: basic(plainFront, plainBack), Note: &study.Note{Fields: []string{"<b>Capital</b> of France?", "Paris", ""}}},
		"cloze": {NoteType: clozeType(), Note: &study.Note{Fields: []string{"<ul><li>{{c1::Paris::city}} is in {{c2::France}}</li><li>H<sub>2</sub>O and \\(x^2\\)</li></ul>", "extra"}}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Question(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
