package answer

import (
	"fmt"
	"strings"
	"testing"

	"carrel/internal/golden"
	"carrel/internal/study"
)

// TestRules lists the rules in order. It fails for a rule that decides no case of
// cases.txt, which is untested or unnecessary.
func TestRules(t *testing.T) {
	fired := map[string]int{}
	for _, k := range readCases(t) {
		for _, name := range strings.Split(Judge(k.q, k.said).Rule, "/") {
			fired[name]++
		}
	}
	var b strings.Builder
	known := map[string]bool{"alternative": true, "capitals": true, "pattern": true, "": true}
	for _, r := range Rules() {
		if r.About == "" || known[r.Name] {
			t.Errorf("the rule %q has no words about it, or its name is taken", r.Name)
		}
		known[r.Name] = true
		fmt.Fprintf(&b, "%-11s%-18s%s\n", r.List, r.Name, r.About)
		if fired[r.Name] == 0 {
			t.Errorf("no case of cases.txt is decided by the rule %q", r.Name)
		}
	}
	for name := range fired {
		if !known[name] {
			t.Errorf("a verdict names %q, which is no rule", name)
		}
	}
	golden.Check(t, "rules.txt", b.String())
}

func TestVerdictNamesItsRule(t *testing.T) {
	q := study.Question{Kind: study.Short, Lang: "en", Ask: study.Say("What is the capital of Canada?", "en"),
		Accept: []study.Accept{{Text: "Ottawa", Weight: 1}}, Decoys: []string{"Paris"}}
	for said, want := range map[string]string{
		"Ottawa":                          "text/accepted/identical",
		"it's ottawa":                     "text/accepted/plain-words",
		"the capital of Canada is Ottawa": "text/accepted/in-a-sentence",
		"Paris":                           "text/other-card/identical",
		"I don't know":                    "text/gave-up",
		"not Ottawa":                      "text/denial",
		"a bicycle":                       "text/different",
		"":                                "nothing",
	} {
		if got := Judge(q, Said{Text: said, Typed: true}).Rule; got != want {
			t.Errorf("%q was decided by %s, want %s", said, got, want)
		}
	}
}
