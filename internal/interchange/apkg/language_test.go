package apkg

import (
	"testing"

	"carrel/internal/study"
)

func TestFieldLanguageComesFromTemplates(t *testing.T) {
	nt := &noteType{NoteType: study.NoteType{
		Fields: []study.Field{{Name: "Word"}, {Name: "Meaning"}, {Name: "Note"}, {Name: "Both"}},
		Templates: []study.Template{{
			Front: "{{Word}} {{tts ja_JP voices=AwesomeTTS speed=0.8:kanji:Word}} {{tts en_US:Both}}",
			Back:  "{{tts fr:Meaning}} {{tts de_DE:Both}} {{Note}}",
		}},
	}}
	nt.finish(1)
	for i, want := range []string{"ja-JP", "fr", "", ""} {
		if got := nt.Fields[i].Lang; got != want {
			t.Errorf("%s is in %q, want %q", nt.Fields[i].Name, got, want)
		}
	}
}
