package trivia

import (
	"strings"
	"testing"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const plain = `{"response_code":0,"results":[
{"type":"multiple","difficulty":"easy","category":"Entertainment: Film","question":"Who said &quot;I&#039;ll be back&quot; &amp; left?","correct_answer":"A","incorrect_answers":["B","C &lt; D"]},
{"type":"boolean","difficulty":"hard","category":"Science","question":"Water is wet.","correct_answer":"True","incorrect_answers":["False"]},
{"type":"multiple","category":"Science","question":"","correct_answer":"x","incorrect_answers":[]}]}`

const percent = `{"response_code":0,"results":[{"type":"multiple","difficulty":"easy","category":"Science%3A%20Computers","question":"What%20is%20%3C%3F","correct_answer":"less%20than","incorrect_answers":["more"]}]}`

const plus = `{"response_code":0,"results":[{"type":"multiple","difficulty":"easy","category":"Science%3A+Computers","question":"Which+language+is+older","correct_answer":"C","incorrect_answers":["C%2B%2B"]}]}`

const based = `{"response_code":0,"results":[{"type":"Ym9vbGVhbg==","difficulty":"ZWFzeQ==","category":"SGlzdG9yeQ==","question":"VGhlIHN1biBpcyBob3Qu","correct_answer":"VHJ1ZQ==","incorrect_answers":["RmFsc2U="]}]}`

const api = `[{"category":"society_and_culture","id":"62","correctAnswer":"Paris","incorrectAnswers":["Rome"],"question":{"text":"Capital of France?"},"tags":["europe"],"type":"text_choice","difficulty":"medium"}]`

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{"plain.json": []byte(plain), "percent.json": []byte(percent), "plus.json": []byte(plus), "based.json": []byte(based), "api.json": []byte(api)},
		Attacks: []interchangetest.Attack{
			{Name: "deep JSON", Want: study.Unreadable, Make: func() []byte { return []byte(`{"results":` + strings.Repeat("[", 5_000_000)) }},
			{Name: "numbers for questions", Make: func() []byte { return []byte(`{"results":[{"question":7},{"question":"q?","correct_answer":"a"}]}`) }, Skip: "no question"},
			{Name: "a million of nothing", Want: study.Unreadable, Make: func() []byte { return []byte(`{"results":[` + strings.Repeat("{},", 500_000) + `{}]}`) }},
			{Name: "lone surrogates", Make: func() []byte { return []byte(`{"results":[{"question":"a\ud800b","correct_answer":"\udc00"}]}`) }},
		},
	})
}

func TestEncodingsOfQuestions(t *testing.T) {
	for name, want := range map[string]struct {
		text, deck, stem string
		kind             study.Kind
	}{
		"plain":   {plain, "Trivia::Entertainment: Film", `Who said "I'll be back" &amp; left?`, study.Choice},
		"percent": {percent, "Trivia::Science: Computers", "What is &lt;?", study.Choice},
		"plus":    {plus, "Trivia::Science: Computers", "Which language is older", study.Choice},
		"based":   {based, "Trivia::History", "The sun is hot.", study.TrueFalse},
		"api":     {api, "Trivia::society and culture", "Capital of France?", study.Choice},
	} {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes(name, []byte(want.text)), nil))
		if c.Err != nil || c.Decks[0].Name != want.deck || c.Notes[0].Item.Stem != want.stem || c.Notes[0].Item.Kind != want.kind {
			t.Errorf("%s: %v, %+v in %+v", name, c.Err, c.Notes, c.Decks)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{plain, percent, based, api} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
