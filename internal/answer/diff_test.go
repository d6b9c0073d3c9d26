package answer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

func TestCompare(t *testing.T) {
	mark := func(parts []DiffPart) string {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(map[DiffKind]string{DiffSame: "", DiffWrong: "-", DiffMissing: "+"}[p.Kind] + "[" + p.Text + "]")
		}
		return b.String()
	}
	for _, tt := range []struct{ typed, accept, given, wanted string }{
		{"Ottowa", "Ottawa", "[Ott]-[o][wa]", "[Ott]+[a][wa]"},
		{"Otawa", "Ottawa", "[Otawa]", "[Ot]+[t][awa]"},
		{"Lyon", "Paris", "-[Lyon]", "+[Paris]"},
		{"grey", "gray|grey hair", "[gr]-[e][y]", "[gr]+[a][y]"},
		{"e\u0301te", "été", "[ét]-[e]", "[ét]+[é]"},
	} {
		var accept []study.Accept
		for _, a := range strings.Split(tt.accept, "|") {
			accept = append(accept, study.Accept{Text: a, Weight: 1})
		}
		d := Compare(tt.typed, accept)
		if d == nil {
			t.Errorf("%s for %s: no difference", tt.typed, tt.accept)
			continue
		}
		if given, wanted := mark(d.Typed), mark(d.Wanted); given != tt.given || wanted != tt.wanted {
			t.Errorf("%s for %s: %s, %s; want %s, %s", tt.typed, tt.accept, given, wanted, tt.given, tt.wanted)
		}
	}
	for _, same := range []string{"Ottawa", " Ottawa "} {
		if d := Compare(same, []study.Accept{{Text: "Ottawa"}}); d != nil {
			t.Errorf("%q differs: %+v", same, d)
		}
	}
	if Compare("x", nil) != nil || Compare("", []study.Accept{{Text: "x"}}) != nil {
		t.Error("there is nothing to compare with")
	}
}

// The parts join to the texts, and what is the same on both sides is the same.
func TestCompareIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringOfN(rapid.RuneFrom([]rune("abcé ")), 1, 20, -1).Draw(t, "typed")
		b := rapid.StringOfN(rapid.RuneFrom([]rune("abcé ")), 1, 20, -1).Draw(t, "wanted")
		d := Compare(a, []study.Accept{{Text: b}})
		if d == nil {
			return
		}
		join := func(parts []DiffPart, only DiffKind) (s string) {
			for _, p := range parts {
				if only == "" || p.Kind == only {
					s += p.Text
				}
			}
			return s
		}
		if join(d.Typed, "") != strings.TrimSpace(a) || join(d.Wanted, "") != strings.TrimSpace(b) {
			t.Fatalf("%+v does not join to %q and %q", d, a, b)
		}
		if join(d.Typed, DiffSame) != join(d.Wanted, DiffSame) {
			t.Fatalf("the sides differ in what is the same: %+v", d)
		}
	})
}
