package h5p

import (
	"strings"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

func pack(main, content string) []byte {
	return apkgtest.Zip(
		apkgtest.Entry{Name: "h5p.json", Data: []byte(`{"title":"Quiz","language":"en","mainLibrary":"` + main + `"}`)},
		apkgtest.Entry{Name: "content/content.json", Data: []byte(content)},
		apkgtest.Entry{Name: "content/images/p.png", Data: []byte("png")})
}

const choice = `{"question":"<p>Which?</p>","answers":[{"text":"<div>a</div>","correct":true,"tipsAndFeedback":{"chosenFeedback":"Yes"}},{"text":"b","correct":false}],"media":{"type":{"params":{"file":{"path":"images/p.png"}}}}}`

const set = `{"questions":[{"library":"H5P.MultiChoice 1.16","params":` + choice + `,"subContentId":"x1"},
{"library":"H5P.TrueFalse 1.8","params":{"question":"So?","correct":"true"}},
{"library":"H5P.Blanks 1.14","params":{"text":"<p>Fill in.</p>","questions":["<p>Oslo is in *Norway/Norge:a country*, and 2*3 is *6*.</p>"]}},
{"library":"H5P.SingleChoiceSet 1.11","params":{"choices":[{"question":"1+1","answers":["2","3"]}]}},
{"library":"H5P.Dialogcards 1.9","params":{"dialogs":[{"text":"hond","answer":"dog"}]}},
{"library":"H5P.DragQuestion 1.14","params":{"question":{}}}]}`

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{"choice.h5p": pack("H5P.MultiChoice", choice), "set.h5p": pack("H5P.QuestionSet", set)},
		Attacks: []interchangetest.Attack{
			{Name: "contents in one another", Make: func() []byte {
				return pack("H5P.Column", strings.Repeat(`{"library":"H5P.Column","params":`, 3000)+`{}`+strings.Repeat("}", 3000))
			}, Want: study.Unsupported},
			{Name: "deep JSON", Make: func() []byte { return pack("H5P.Column", `{"a":`+strings.Repeat("[", 1_000_000)) }, Want: study.Unreadable},
			{Name: "many lists", Make: func() []byte { return pack("H5P.Column", `{"a":[`+strings.Repeat("[],", 2_000_000)+`[]]}`) }, Want: study.Unsupported},
			{Name: "many gaps", Make: func() []byte { return pack("H5P.Blanks", `{"questions":["`+strings.Repeat("*a* ", 100_000)+`"]}`) }},
			{Name: "types that are wrong", Make: func() []byte { return pack("H5P.MultiChoice", `{"question":7,"answers":[1,null,{"text":[]}]}`) }, Skip: "none of its choices"},
			{Name: "no content", Make: func() []byte { return apkgtest.Zip(apkgtest.Entry{Name: "h5p.json", Data: []byte("{}")}) }, Want: study.Unreadable},
		},
	})
}

func TestContentsBecomeQuestions(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("set.h5p", pack("H5P.QuestionSet", set)), nil))
	if c.Err != nil {
		t.Fatal(c.Err)
	}
	kinds := []study.Kind{study.Choice, study.TrueFalse, study.Cloze, study.Choice, study.Short}
	if len(c.Notes) != len(kinds) || len(c.Skips) != 1 || !strings.Contains(c.Skips[0].What, "DragQuestion") || len(c.Media) != 1 {
		t.Fatalf("got %d notes, skips %v", len(c.Notes), c.Skips)
	}
	for i, n := range c.Notes {
		if n.Item.Kind != kinds[i] {
			t.Errorf("question %d is %s, want %s", i, n.Item.Kind, kinds[i])
		}
	}
	if it := c.Notes[0].Item; it.Image != "p.png" || it.Options[0].Feedback != "Yes" {
		t.Errorf("got %+v", it)
	}
	if it := c.Notes[2].Item; len(it.Gaps) != 2 || len(it.Gaps[0].Accept) != 2 || it.Gaps[0].Stem != "a country" {
		t.Errorf("got %+v", it)
	}
}

func TestWhatIsNotPartOfAnAnswer(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("drag.h5p", pack("H5P.DragText",
		`{"taskDescription":"Drag","textField":"Roses are *red\\+Well done\\-Look again*, 2 ** 3 is *6:a number*."}`)), nil))
	if c.Err != nil || len(c.Notes) != 1 {
		t.Fatal(c.Err)
	}
	it := c.Notes[0].Item
	if got := it.Gaps[0].Accept[0].Text; got != "red" {
		t.Errorf("what is said of the answer is taken for it: %q", got)
	}
	if !strings.Contains(it.Stem, "2 * 3 is {{2}}") || it.Gaps[1].Stem != "a number" {
		t.Errorf("got %q, %+v", it.Stem, it.Gaps)
	}
}

func TestAPictureSaysItsWords(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("p.h5p", pack("H5P.TrueFalse",
		`{"question":"It is a map.","correct":"true","media":{"type":{"params":{"file":{"path":"images/p.png"},"alt":"a \"map\""}}}}`)), nil))
	if c.Err != nil || len(c.Notes) != 1 || len(c.Media) != 1 {
		t.Fatal(c.Err, c.Notes)
	}
	if it := c.Notes[0].Item; it.Image != "" || !strings.Contains(it.Stem, `<img src="p.png" alt="a &#34;map&#34;">`) {
		t.Errorf("got %+v", it)
	}
	c = interchangetest.Collect(Read(t.Context(), source.FromBytes("f.h5p", pack("H5P.Flashcards",
		`{"cards":[{"text":"","image":{"path":"images/none.png"},"imageAltText":"an animal that purrs","answer":"cat"}]}`)), nil))
	if len(c.Notes) != 1 || c.Notes[0].Item.Stem != "an animal that purrs" {
		t.Errorf("got %+v, skips %v", c.Notes, c.Skips)
	}
}

func FuzzContent(f *testing.F) {
	f.Add("H5P.QuestionSet", []byte(set))
	f.Add("H5P.Blanks", []byte(`{"questions":["*a/b:c*"]}`))
	f.Fuzz(func(t *testing.T, main string, content []byte) {
		if strings.ContainsAny(main, `"\`) {
			return
		}
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", pack(main, string(content))), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
