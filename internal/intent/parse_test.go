package intent

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

var everything = Commands()

func short(in Intent) string {
	s := string(in.Kind)
	switch in.Kind {
	case KindCommand:
		s += " " + string(in.Command)
	case KindOption:
		s += " " + strings.Trim(fmt.Sprint(in.Options), "[]")
	case KindNumber:
		s += " " + FormatNumber(in.Number)
	case KindAnswer:
		s += " " + in.Text
	}
	if in.Near {
		s += " near"
	}
	return s
}

func TestParse(t *testing.T) {
	short1 := Expect{Commands: everything, Answers: []string{"Ottawa"}, Decoys: []string{"Bern", "Paris"}}
	choice := Expect{Commands: everything, Options: []Option{{0, "the Seine"}, {1, "the Rhine"}, {2, "the Po"}}}
	digits := Expect{Options: []Option{{0, "2"}, {1, "3"}, {2, "4"}}}
	several := Expect{Options: []Option{{0, "iron"}, {1, "zinc"}, {2, "sulfur"}, {3, "argon"}}, Several: true}
	grading := Expect{Commands: []Command{Again, Hard, Good, Easy, Knew, Missed, Pause, Skip, Help}}
	tf := Expect{Commands: everything, TrueFalse: true}
	tfOnly := Expect{TrueFalse: true}
	number := Expect{Commands: everything, Numbers: true}
	fr := Expect{Lang: "fr", Commands: everything, Answers: []string{"l'Élysée"}}
	frOpt := Expect{Lang: "fr", Options: []Option{{0, "le fer"}, {1, "le zinc"}, {2, "l'or"}}}
	for _, c := range []struct {
		e    Expect
		text string
		want string
	}{
		{short1, "Ottawa", "answer ottawa"}, {short1, "ottawa!", "answer ottawa"}, {short1, "um the answer is ottawa please", "answer ottawa"},
		{short1, "Ottowa", "answer Ottowa"}, {short1, "bern", "answer bern"}, {short1, "I think it's Bern", "answer bern"},
		{short1, "stop", "command stop"}, {short1, "stop studying", "command stop"}, {short1, "please stop", "command stop"}, {short1, "could you please repeat that", "command repeat"}, {Expect{Confirm: true}, "no i didn't", "no"}, {short1, "okay wait", "command wait"},
		{short1, "I don't know", "command missed"}, {short1, "show answer", "command show"}, {short1, "tell me more", "command explain"},
		{short1, "suspend card", "command suspend"}, {short1, "say that again", "command repeat"}, {short1, "", "unknown"}, {short1, "um", "answer um"}, {short1, "…", "unknown"},
		{short1, "not ottawa", "answer not ottawa"}, {short1, "the answer is not ottawa", "answer not ottawa"}, {short1, "the answer is skip", "answer skip"},
		{Expect{}, "repeat that", "command repeat"}, {Expect{}, "undo", "command undo"}, {Expect{}, "skip", "unknown"}, {Expect{}, "yes", "unknown"},
		{choice, "two", "option 1 near"}, {choice, "option two", "option 1"}, {choice, "Option 2", "option 1"}, {choice, "the second one", "option 1"}, {choice, "2nd", "option 1"},
		{choice, "b", "option 1"}, {choice, "B.", "option 1"}, {choice, "bravo", "option 1"}, {choice, "option bravo", "option 1"}, {choice, "alfa", "option 0"}, {choice, "number three", "option 2"},
		{choice, "rhine", "option 1"}, {choice, "the Rhine", "option 1"}, {choice, "the last one", "option 2"}, {choice, "I think it is the Po", "option 2"}, {choice, "four", "answer four"},
		{choice, "seine or rhine", "answer seine or rhine"}, {choice, "one and two", "answer one and two"}, {choice, "not the second", "answer not the second"},
		{digits, "two", "option 0 near"}, {digits, "four", "option 2"}, {digits, "option two", "option 1"}, {digits, "the second one", "option 1"}, {digits, "3", "option 1 near"}, {digits, "one", "option 0"},
		{several, "one and three", "option 0 2"}, {several, "iron and sulfur", "option 0 2"}, {several, "a, c, d", "option 0 2 3"}, {several, "all of them", "option 0 1 2 3"}, {several, "none of them", "option "},
		{several, "the first and the last one", "option 0 3"}, {several, "zinc", "option 1"}, {several, "option two and option four", "option 1 3"}, {several, "iron and gold", "answer iron and gold"},
		{grading, "again", "command again"}, {grading, "good", "command good near"}, {grading, "hard", "command hard near"}, {grading, "too hard", "command hard"}, {grading, "knew it", "command knew"}, {grading, "missed it", "command missed"},
		{grading, "i don't know", "command missed"},
		{tf, "true", "answer true near"}, {tfOnly, "true", "answer true"}, {tf, "false", "answer false near"}, {tfOnly, "no", "answer false"}, {tfOnly, "yes", "answer true"}, {tfOnly, "that's correct", "answer true"}, {tfOnly, "not true", "answer false"}, {tfOnly, "incorrect", "answer false"},
		{Expect{Confirm: true, Answers: []string{"yes"}}, "yes", "yes"}, {Expect{Confirm: true}, "yeah", "yes"}, {Expect{Confirm: true}, "nope", "no"}, {Expect{Confirm: true, Commands: []Command{Help}}, "no", "no near"}, {Expect{Confirm: true}, "that's right", "yes"},
		{number, "forty two", "number 42"}, {number, "minus 3.5", "number -3.5"}, {number, "five metres", "number 5"}, {number, "nineteen forty five", "number 1945"}, {number, "is it seven", "number 7"}, {number, "banana", "answer banana"},
		{Expect{Answers: []string{"stop"}}, "stop", "command stop"}, {Expect{Answers: []string{"stop"}}, "the answer is stop", "answer stop"},
		{Expect{Answers: []string{"again"}, Commands: everything}, "again", "answer again near"}, {Expect{Answers: []string{"again"}}, "again", "answer again"},
		{Expect{Answers: []string{"seven"}}, "7", "answer 7"}, {Expect{Answers: []string{"Apollo 11"}}, "apollo eleven", "answer apollo eleven"}, {Expect{Answers: []string{"1945"}}, "nineteen forty five", "answer nineteen forty five"},
		{Expect{Commands: everything, Decoys: []string{"skip"}}, "skip this", "command skip"},
		{fr, "l'elysee", "answer l'elysee"}, {fr, "arrête", "command stop"}, {fr, "arrete la seance", "command stop"}, {fr, "répète la question s'il te plaît", "command repeat"}, {fr, "je ne sais pas", "command missed"},
		{fr, "c'est l'Élysée", "answer l'élysée"}, {fr, "la réponse est l'élysée", "answer l'élysée"}, {fr, "carte suivante", "command skip"},
		{frOpt, "la deuxième", "option 1"}, {frOpt, "le second", "option 1"}, {frOpt, "numéro trois", "option 2"}, {frOpt, "la première", "option 0"}, {frOpt, "fer", "option 0"}, {frOpt, "l'or", "option 2"}, {frOpt, "berthe", "option 1"}, {frOpt, "la dernière", "option 2"},
		{Expect{Lang: "fr", TrueFalse: true}, "c'est faux", "answer false"}, {Expect{Lang: "fr", Confirm: true}, "c'est ça", "yes"},
		{Expect{Lang: "fr", Numbers: true}, "quatre-vingt-dix", "number 90"},
	} {
		if got := short(Parse(c.text, c.e)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestEssentialCommandsAlwaysWork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(Languages()).Draw(t, "lang")
		c := rapid.SampledFrom([]Command{Stop, Wait, Repeat, Undo}).Draw(t, "command")
		f := FormsOf(lang, c)
		said := rapid.SampledFrom(slices.Concat(f.Long, f.Short)).Draw(t, "said")
		e := Expect{Lang: lang, Numbers: true, TrueFalse: true, Confirm: true, Commands: everything, Several: true,
			Answers: []string{said}, Decoys: []string{said}, Options: []Option{{0, said}, {1, "other"}}}
		if in := Parse(said, e); in.Kind != KindCommand || in.Command != c || in.Near {
			t.Fatalf("%q means %+v", said, in)
		}
	})
}

// Every phrase that the recogniser listens for must have the meaning of its tag.
func TestPhrasesAgreeWithParse(t *testing.T) {
	for _, e := range samples() {
		ps := Phrases(e)
		if len(ps) == 0 || len(ps) > MaxPhrases {
			t.Fatalf("%d phrases", len(ps))
		}
		seen := map[string]bool{}
		table := tableOf(enumerate(e), e)
		for i, p := range ps {
			if i > 200 && i%20 > 0 {
				continue
			}
			if seen[p.Words] {
				t.Errorf("%q stands twice", p.Words)
			}
			seen[p.Words] = true
			if strings.ContainsAny(p.Words, "0123456789.,-!?") || p.Words != strings.ToLower(p.Words) || strings.Contains(p.Words, "  ") {
				t.Errorf("%q cannot be listened for", p.Words)
			}
			in := table.read(p.Words)
			var tag string
			switch in.Kind {
			case KindCommand:
				tag = string(in.Command)
			case KindYes, KindNo:
				tag = string(in.Kind)
			case KindOption:
				tag = strings.ReplaceAll(strings.Trim(fmt.Sprint(in.Options), "[]"), " ", ",")
			case KindNumber:
				tag = FormatNumber(in.Number)
			case KindAnswer:
				tag = in.Text
				if p.Class == ClassAnswer || p.Class == ClassDecoy {
					if !e.TrueFalse && !slices.Contains(Variants(e.answerLang(), p.Tag), in.Text) {
						t.Errorf("%q is tagged %q", p.Words, p.Tag)
					}
					continue
				}
			}
			if tag != p.Tag {
				t.Errorf("%q is tagged %s %q but means %s", p.Words, p.Class, p.Tag, short(in))
			}
		}
		for _, s := range []string{"stop", "wait", "repeat", "undo"} {
			if e.Lang == "" && !seen[s] {
				t.Errorf("%q is not listened for", s)
			}
		}
	}
}

func samples() []Expect {
	var many []string
	for i := range 2000 {
		many = append(many, "answer "+Spell("en", float64(i)))
	}
	return []Expect{
		{}, {Commands: everything}, {Lang: "fr", Commands: everything},
		{Commands: everything, Answers: []string{"Washington, D.C.", "Apollo 11", "1945", "the (red) fox", "stop", "again", "3.14"}, Decoys: []string{"skip", "1946", "Washington"}},
		{Commands: everything, Options: []Option{{0, "2"}, {1, "3"}, {2, "stop"}, {3, "bravo"}}, Several: true},
		{Lang: "fr", Commands: everything, Options: []Option{{0, "l'eau"}, {1, "le feu"}}, Several: true},
		{Numbers: true, Answers: []string{"seven"}}, {Lang: "fr", Numbers: true}, {TrueFalse: true, Commands: everything}, {Lang: "fr", TrueFalse: true}, {Confirm: true},
		{Answers: many, Decoys: many},
		{Lang: "en", AnswerLang: "fr", Answers: []string{"le chat", "21"}},
	}
}

func TestVariants(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "Ottawa", []string{"ottawa"}},
		{"en", "the Nile (river)", []string{"the nile", "the nile river", "nile", "nile river"}},
		{"en", "1945", []string{"one thousand nine hundred forty five", "one thousand nine hundred and forty five", "nineteen forty five"}},
		{"en", "007", []string{"zero zero seven"}},
		{"en", "Fe", []string{"fe", "f e", "foxtrot echo"}},
		{"en", "H2O", []string{"h two o", "hotel two oscar"}},
		{"en", "U.S.A.", []string{"u s a"}},
		{"en", "DNA", []string{"dna", "d n a", "delta november alpha"}},
		{"fr", "l'eau", []string{"l'eau", "eau"}},
		{"fr", "81 %", []string{"quatre vingt un pour cent"}},
		{"en", "…", nil},
	} {
		if got := Variants(c.lang, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestShadowedAnswers(t *testing.T) {
	e := Expect{Answers: []string{"Stop", "a stop", "halt", "wait!"}}
	if got, want := Shadowed(e), []string{"Stop", "a stop", "wait!"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestForQuestion(t *testing.T) {
	q := study.Question{Kind: study.Multiple, Lang: "fr", Choices: []study.ChoiceText{{Text: "a"}, {Text: "b"}}}
	e := ForQuestion(q, "en", []Command{Skip})
	if !e.Several || len(e.Options) != 2 || e.Options[1].Index != 1 || e.AnswerLang != "fr" {
		t.Errorf("%+v", e)
	}
}

func TestCommandsOfOneLanguageAreDistinct(t *testing.T) {
	for _, lang := range Languages() {
		seen := map[string]Command{}
		for _, c := range Commands() {
			f := FormsOf(lang, c)
			if len(f.Long) == 0 || len(f.Short) == 0 && c != Show {
				t.Errorf("%s: %s lacks forms", lang, c)
			}
			for _, s := range f.Long {
				if !strings.ContainsAny(s, " '") {
					t.Errorf("%s: %q is no long form", lang, s)
				}
			}
			for _, s := range f.Short {
				if strings.Contains(s, " ") {
					t.Errorf("%s: %q is no short form", lang, s)
				}
			}
			for _, s := range slices.Concat(f.Long, f.Short) {
				k := key(lang, s)
				if o, ok := seen[k]; ok && !(o == Missed && c == Show) {
					t.Errorf("%s: %q is both %s and %s", lang, s, o, c)
				}
				seen[k] = c
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "stop", "option two", "1/2", "½", "a\u0301", "٣٤", "one and a", "-", "1.", ".5", "00", "999999999999999999999", "\xff", "l'", "é", "une et une"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, answer string) {
		for _, lang := range Languages() {
			e := Expect{Lang: lang, Commands: everything, Answers: []string{answer}, Options: []Option{{0, answer}, {1, text}}, Several: true, Numbers: true, TrueFalse: true}
			Parse(text, e)
			Phrases(e)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	e := Expect{Commands: everything, Answers: []string{"Ottawa"}}
	for i := range maxDecoys {
		e.Decoys = append(e.Decoys, "Some City "+Spell("en", float64(i)))
	}
	for b.Loop() {
		Parse("ottawa", e)
	}
}

// The same question gives the same list of phrases, whatever the order of a map.
func TestPhrasesHaveAFixedOrder(t *testing.T) {
	for _, lang := range Languages() {
		e := Expect{Lang: lang, Options: []Option{{Index: 0, Text: "un"}, {Index: 1, Text: "deux"}}}
		first := Phrases(e)
		for range 20 {
			if again := Phrases(e); !slices.Equal(first, again) {
				t.Fatalf("the phrases in %q come in another order:\n%v\n%v", lang, first, again)
			}
		}
	}
}
