package speakable

import (
	"testing"

	"carrel/internal/study"
)

// basic is a note type with a front, a back and a further field.
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

// ask makes the question of one card and fails the test on an error.
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
		{"brackets", "array[0] {x}", "array 0 x"},
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
