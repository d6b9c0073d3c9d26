package speech

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"carrel/internal/study"
)

// shape returns segments as text: voice: words | pause, with recordings separate.
func shape(segments []segment) string {
	var out []string
	for _, s := range segments {
		if s.sound != "" {
			out = append(out, "<"+s.sound+">")
			continue
		}
		if s.gap.Text != "" {
			out = append(out, "("+s.gap.Lang+") "+s.gap.Text)
			continue
		}
		var lines []string
		for _, l := range s.plan {
			if l.Text == "" {
				lines = append(lines, fmt.Sprint(l.Pause.Milliseconds()))
			} else {
				lines = append(lines, l.Engine+"/"+l.Voice+": "+l.Text)
			}
		}
		out = append(out, strings.Join(lines, " | "))
	}
	return strings.Join(out, " ; ")
}

func TestArrange(t *testing.T) {
	engines := []Synthesizer{newHum("a", "en-US", "en-GB", "fr"), newHum("b", "de", "fr-CA", "en", "ja")}
	for _, c := range []struct {
		name     string
		speech   study.Speech
		settings Settings
		want     string
	}{
		{"nothing", nil, Settings{}, ""},
		{"blank", study.Speech{{Text: " \n"}, {Text: "?!"}}, Settings{}, ""},
		{"English when nothing is said", study.Say("hello", ""), Settings{}, "a/v-en-US: hello"},
		{"the deck's language", study.Say("bonjour", ""), Settings{Lang: "fr"}, "a/v-fr: bonjour"},
		{"the region's voice", study.Say("hello", "en_GB"), Settings{}, "a/v-en-GB: hello"},
		{"another region", study.Say("hello", "en-AU"), Settings{}, "a/v-en-US: hello"},
		{"the region in another engine", study.Say("allô", "fr-CA"), Settings{}, "b/v-fr-CA: allô"},
		{"the learner's choice", study.Say("hello", "en-GB"), Settings{Voices: map[string]string{"en": "b/v-en"}}, "b/v-en: hello"},
		{"the choice for the region first", study.Say("hello", "en-GB"), Settings{Voices: map[string]string{"en": "b/v-en", "en-GB": "a/v-en-US"}}, "a/v-en-US: hello"},
		{"a choice of another language is passed over", study.Say("hello", "en"), Settings{Voices: map[string]string{"en": "a/v-fr"}}, "a/v-en-US: hello"},
		{"the deck's choice", study.Speech{{Text: "hello", Lang: "en", Voice: "Apple_Samantha,v-en-GB"}}, Settings{}, "a/v-en-GB: hello"},
		{"a sentence in pieces", study.Speech{{Text: "The"}, {Text: "cat", Lang: "en"}, {Text: "sat."}}, Settings{Lang: "en"}, "a/v-en-US: The cat sat."},
		{"pauses", study.Speech{{Text: "one"}, {PauseMS: 300}, {PauseMS: 200}, {Text: "two"}, {PauseMS: 1e9}}, Settings{}, "a/v-en-US: one | 500 | a/v-en-US: two | 60000"},
		{"recordings", study.Speech{{Text: "listen"}, {Sound: "x.mp3"}, {Sound: "y.mp3"}, {Text: "again"}}, Settings{}, "a/v-en-US: listen ; <x.mp3> ; <y.mp3> ; a/v-en-US: again"},
		{"two scripts", study.Say("cat is ねこ.", "en-GB"), Settings{}, "a/v-en-GB: cat is | b/v-ja: ねこ."},
		{"words without a voice", study.Speech{{Text: "peace is мир, you know"}, {PauseMS: 9}, {Text: "мир"}}, Settings{}, "a/v-en-US: peace is ; (ru) мир, ; a/v-en-US: you know | 9 ; (ru) мир"},
		{"pronunciation", study.Say("ask Nguyen", ""), Settings{Pronounce: []Pronunciation{{Word: "nguyen", Say: "win"}}}, "a/v-en-US: ask win"},
	} {
		got, err := arrange(engines, c.speech, c.settings)
		if err != nil || shape(got) != c.want {
			t.Errorf("%s: %s (%v), want %s", c.name, shape(got), err, c.want)
		}
	}
	if _, err := arrange(engines, study.Speech{{Text: strings.Repeat("a", 15000)}, {Text: strings.Repeat("b", 15000)}}, Settings{}); study.KindOf(err) != study.Invalid {
		t.Errorf("a text without end: %v", err)
	}
}

func TestKeysDifferWhenTheSoundDoes(t *testing.T) {
	clips := NewClips(ClipsConfig{Engines: []Synthesizer{newHum("a", "en-US", "en-GB")}})
	key := func(s study.Speech, settings Settings) string {
		k, err := clips.Key(s, settings)
		if err != nil || !isKey(k) {
			t.Fatalf("%q, %v", k, err)
		}
		return k
	}
	plain := key(study.Say("hello there", ""), Settings{})
	for name, same := range map[string]string{
		"again":              key(study.Say("hello there", ""), Settings{}),
		"in pieces":          key(study.Speech{{Text: "hello"}, {Text: "there"}}, Settings{}),
		"the language given": key(study.Say("hello there", "en"), Settings{Lang: "en", Rate: 1, Pitch: 1.0001}),
		"a recording beside": key(study.Speech{{Text: "hello there"}, {Sound: "x.mp3"}}, Settings{}),
	} {
		if same != plain {
			t.Errorf("%s: another key", name)
		}
	}
	all := []string{plain,
		key(study.Say("hello where", ""), Settings{}),
		key(study.Say("hello there", ""), Settings{Rate: 1.1}),
		key(study.Say("hello there", ""), Settings{Pitch: 1.1}),
		key(study.Say("hello there", "en-GB"), Settings{}),
		key(study.Speech{{Text: "hello"}, {PauseMS: 1}, {Text: "there"}}, Settings{}),
		key(study.Speech{{Text: "hello there"}, {PauseMS: 1}}, Settings{}),
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != 7 {
		t.Errorf("7 different clips have %d keys", n)
	}
	for _, s := range []study.Speech{nil, study.Say("?!", ""), {{PauseMS: 300}}, {{Sound: "x.mp3"}}} {
		if k, err := clips.Key(s, Settings{}); k != "" || err != nil {
			t.Errorf("%v has the key %q, %v", s, k, err)
		}
	}
}
