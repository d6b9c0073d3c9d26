package answer

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"carrel/internal/study"
)

// kase is one answer of testdata/cases.txt.
type kase struct {
	line    int
	q       study.Question
	said    Said
	outcome Outcome
	confirm bool
	reason  Reason
}

func readCases(t testing.TB) []kase {
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []kase
	var q study.Question
	for i, line := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		if strings.HasPrefix(line, "  ") {
			f := strings.Fields(line)
			if len(f) < 2 {
				t.Fatalf("line %d: too short", i+1)
			}
			k := kase{line: i + 1, q: q, reason: Reason(f[1])}
			o, bang := strings.CutSuffix(f[0], "!")
			k.outcome, k.confirm = Outcome(o), bang
			_, rest, _ := strings.Cut(line, f[1])
			rest, _, _ = strings.Cut(rest, "{")
			k.said = parseSaid(t, i+1, strings.TrimSpace(rest))
			out = append(out, k)
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		items := strings.Split(rest, " | ")
		switch word {
		case "accept":
			for _, s := range items {
				text, w, exact := marks(s, 1)
				q.Accept = append(q.Accept, study.Accept{Text: text, Weight: w, Exact: exact})
			}
		case "decoys":
			for _, s := range items {
				q.Decoys = append(q.Decoys, strings.TrimSpace(s))
			}
		case "choices":
			for _, s := range items {
				text, w, _ := marks(s, 0)
				q.Choices = append(q.Choices, study.ChoiceText{Text: text, Weight: w})
			}
		case "range":
			var r study.Range
			if _, err := fmt.Sscan(rest, &r.Min, &r.Max, &r.Weight); err != nil {
				t.Fatalf("line %d: %v", i+1, err)
			}
			q.Numbers = append(q.Numbers, r)
		case "true", "false":
			q.True = word == "true"
		default:
			lang, ask, ok := strings.Cut(rest, ": ")
			if !ok {
				t.Fatalf("line %d: not understood", i+1)
			}
			q = study.Question{Kind: study.Kind(word), Lang: lang, Ask: study.Say(ask, lang)}
		}
	}
	return out
}

func marks(s string, weight float64) (text string, w float64, exact bool) {
	w = weight
	for {
		text, mark, ok := strings.Cut(strings.TrimSpace(s), " {")
		if !ok {
			return strings.TrimSpace(s), w, exact
		}
		mark = strings.TrimSuffix(mark, "}")
		if mark == "exact" {
			exact = true
		} else if v, err := strconv.ParseFloat(mark, 64); err == nil {
			w = v
		}
		s = text
	}
}

func parseSaid(t testing.TB, line int, s string) Said {
	said := Said{Confidence: .95}
	if rest, ok := strings.CutPrefix(s, "~"); ok {
		said.Typed, said.Text = true, strings.TrimSpace(rest)
		return said
	}
	parts := strings.Split(s, " / ")
	for i, p := range parts {
		text, conf := strings.TrimSpace(p), said.Confidence
		if rest, ok := strings.CutPrefix(text, "@"); ok {
			num, rest, _ := strings.Cut(rest, " ")
			v, err := strconv.ParseFloat(num, 64)
			if err != nil {
				t.Fatalf("line %d: %v", line, err)
			}
			text, conf = rest, v
		}
		if i == 0 {
			said.Text, said.Confidence = text, conf
		} else {
			said.Alternatives = append(said.Alternatives, Heard{text, conf})
		}
	}
	return said
}

func TestCases(t *testing.T) {
	cases := readCases(t)
	if len(cases) < 200 {
		t.Fatalf("only %d cases were read", len(cases))
	}
	for _, k := range cases {
		v := Judge(k.q, k.said)
		if v.Outcome != k.outcome || v.Reason != k.reason || v.Confirm != k.confirm {
			bang := map[bool]string{true: "!"}
			t.Errorf("cases.txt:%d: %q to %q (accept %v): got %s%s %s, want %s%s %s (%s)", k.line, k.said.Text, k.q.Ask.Text(), k.q.Accept,
				v.Outcome, bang[v.Confirm], v.Reason, k.outcome, bang[k.confirm], k.reason, v.Why)
		}
		check(t, k.q, k.said, v)
	}
}

// check checks the invariants of every verdict.
func check(t testing.TB, q study.Question, said Said, v Verdict) {
	t.Helper()
	if v.Why == "" || strings.ContainsAny(v.Why, "{}") && !strings.ContainsAny(said.Text, "{}") && !strings.ContainsAny(v.Matched+bestAnswer(q), "{}") {
		t.Errorf("%q: no sentence: %+v", said.Text, v)
	}
	if (v.Outcome == Unclear) != (v.Suggested == 0) {
		t.Errorf("%q: %s suggests %d", said.Text, v.Outcome, v.Suggested)
	}
	if v.Outcome == Unclear && v.Confirm {
		t.Errorf("%q: what is unclear cannot be confirmed", said.Text)
	}
	if v.Outcome == Right && v.Suggested != study.Good {
		t.Errorf("%q: right suggests %d", said.Text, v.Suggested)
	}
}

// TestDifferentThingsAreNeverRight asks for every member of a set and answers with every
// other member.
func TestDifferentThingsAreNeverRight(t *testing.T) {
	data, err := os.ReadFile("testdata/never.txt")
	if err != nil {
		t.Fatal(err)
	}
	same := [][2]string{{"yes", "yes it is"}, {"no", "no it is not"}}
	for i, line := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		line, typed := strings.CutPrefix(line, "~ ")
		set := strings.Split(line, " | ")
		for _, right := range set {
			q := study.Question{Kind: study.Short, Lang: "en", Ask: study.Say("What is asked for here?", "en"), Accept: []study.Accept{{Text: right, Weight: 1}}}
			for _, said := range set {
				if said == right || slices.Contains(same, [2]string{right, said}) || slices.Contains(same, [2]string{said, right}) {
					continue
				}
				for _, byHand := range []bool{true, false} {
					if v := Judge(q, Said{Text: said, Typed: byHand, Confidence: .95}); v.Outcome == Right && (byHand || !typed) {
						t.Errorf("line %d: %q for %q (typed: %v) is %s: %s", i+1, said, right, byHand, v.Outcome, v.Reason)
					}
				}
			}
		}
	}
}
