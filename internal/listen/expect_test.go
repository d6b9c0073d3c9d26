package listen

import (
	"testing"

	"carrel/internal/intent"
)

func TestForExpect(t *testing.T) {
	for _, lang := range []string{"", "en", "fr-CA"} {
		g, err := ForExpect(intent.Expect{
			Lang: lang, Commands: intent.Commands(), Confirm: true, Numbers: true,
			Options: []intent.Option{{Index: 0, Text: "Paris"}, {Index: 1, Text: "Lyon"}},
			Answers: []string{"Ottawa"}, Decoys: []string{"Ouagadougou"},
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(g.LeftOut) > 0 {
			t.Errorf("%q: left out %q", lang, g.LeftOut)
		}
		for say, want := range map[string]Class{"ottawa": Answer, "ouagadougou": Answer, "paris": Choice} {
			if p, ok := g.Find(say); !ok || p.Class != want {
				t.Errorf("%q: %q is %+v, want class %s", lang, say, p, want)
			}
		}
		teach := intent.Teach(g.Lang, intent.Undo)
		if p, ok := g.Find(teach); !ok || p.Class != Command || p.Tag != "command:undo" {
			t.Errorf("%q: %q is %+v", lang, teach, p)
		}
		if p, ok := g.Find(intent.Teach(g.Lang, intent.Repeat)); !ok || p.Class != Navigation {
			t.Errorf("%q: repeat is %+v", lang, p)
		}
	}
}
