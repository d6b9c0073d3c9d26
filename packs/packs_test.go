package packs

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/study"
)

func TestPacksAreListed(t *testing.T) {
	all := All()
	if len(all) != 3 {
		t.Fatalf("%d packs", len(all))
	}
	for _, p := range all {
		if p.Title == "" || p.About == "" || p.Deck == "" || p.Lang != "en" || p.Cards < 100 {
			t.Errorf("%+v", p)
		}
	}
	if _, err := Open("../embed"); study.KindOf(err) != study.NotFound {
		t.Error(err)
	}
	if _, err := Entries("none"); study.KindOf(err) != study.NotFound {
		t.Error(err)
	}
}

// notes collects a pack's notes and checks the order of its entries.
func notes(t *testing.T, id string) []*study.Note {
	t.Helper()
	entries, err := Entries(id)
	if err != nil {
		t.Fatal(err)
	}
	var deck study.ID
	var out []*study.Note
	for e, err := range entries {
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case e.Deck != nil:
			deck = e.Deck.ID
		case e.Note != nil:
			out = append(out, e.Note)
		case e.Card != nil:
			if last := out[len(out)-1]; e.Card.Note != last.ID || e.Card.Deck != deck || deck.IsZero() {
				t.Fatalf("card %d does not follow its note", len(out))
			}
		default:
			t.Fatalf("%+v", e)
		}
	}
	return out
}

func TestEntriesAreTheSameEveryTime(t *testing.T) {
	for _, p := range All() {
		a, b := notes(t, p.ID), notes(t, p.ID)
		if len(a) != p.Cards {
			t.Errorf("%s: %d notes, %d cards", p.ID, len(a), p.Cards)
		}
		ids := map[study.ID]bool{}
		for i := range a {
			if a[i].ID != b[i].ID || a[i].Modified != b[i].Modified || a[i].Modified == 0 || ids[a[i].ID] {
				t.Fatalf("%s: note %s", p.ID, a[i].GUID)
			}
			ids[a[i].ID] = true
		}
	}
}

func TestElementsAreCompleteAndInOrder(t *testing.T) {
	t.Parallel()
	// The symbols by atomic number, and some names to check the order.
	symbols := strings.Fields(`H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr
		Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu
		Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr
		Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og`)
	known := map[int]string{1: "Hydrogen", 2: "Helium", 8: "Oxygen", 11: "Sodium", 19: "Potassium", 26: "Iron", 50: "Tin", 57: "Lanthanum", 72: "Hafnium", 74: "Tungsten", 79: "Gold", 82: "Lead", 92: "Uranium", 104: "Rutherfordium", 118: "Oganesson"}
	rows := read()["elements"].rows
	if len(symbols) != 118 || len(rows) != 3*118 {
		t.Fatalf("%d symbols, %d rows", len(symbols), len(rows))
	}
	for i, s := range symbols {
		name, symbol, number := rows[i], rows[118+i], rows[236+i]
		if symbol.answer != s {
			t.Errorf("element %d: symbol %q, want %q", i+1, symbol.answer, s)
		}
		if number.answer != fmt.Sprint(i+1) {
			t.Errorf("element %d: number %q", i+1, number.answer)
		}
		if want := known[i+1]; want != "" && name.answer != want {
			t.Errorf("element %d: %q, want %q", i+1, name.answer, want)
		}
		if !strings.Contains(name.question, s) && !strings.Contains(name.question, strings.ToUpper(s)) {
			t.Errorf("element %d: %q does not name %s", i+1, name.question, s)
		}
		for _, q := range []string{symbol.question, number.question} {
			if !strings.Contains(q, strings.ToLower(name.answer)+"?") {
				t.Errorf("element %d: %q does not name %s", i+1, q, name.answer)
			}
		}
		for _, r := range []row{name, symbol, number} {
			if !strings.HasSuffix(r.id, fmt.Sprintf("-%03d", i+1)) {
				t.Errorf("element %d has the id %s", i+1, r.id)
			}
		}
	}
}

func TestMorseBothWaysAgrees(t *testing.T) {
	spelled := map[string]string{}
	for _, r := range read()["spelling"].rows {
		if code, ok := strings.CutPrefix(r.id, "morse-"); ok {
			spelled[code] = r.answer
			if r.also[0] != strings.NewReplacer("dah", "-", "dit", ".", " ", "").Replace(r.answer) {
				t.Errorf("%s: %q is not %q", r.id, r.also[0], r.answer)
			}
		}
	}
	if len(spelled) != 36 {
		t.Fatalf("%d letters and digits", len(spelled))
	}
	codes := map[string]string{}
	for c, code := range spelled {
		if o, ok := codes[code]; ok {
			t.Errorf("%s and %s are both %q", c, o, code)
		}
		codes[code] = c
	}
	for _, r := range read()["spelling"].rows {
		if c, ok := strings.CutPrefix(r.id, "read-"); ok && (!strings.Contains(r.question, " is "+spelled[c]+"{") || strings.ToLower(r.answer) != c) {
			t.Errorf("%s: %q, %q", r.id, r.question, r.answer)
		}
		if c, ok := strings.CutPrefix(r.id, "word-"); ok && strings.ToLower(r.answer[:1]) != c {
			t.Errorf("%s: %q", r.id, r.answer)
		}
	}
	// Everyone knows SOS.
	if spelled["s"] != "dit dit dit" || spelled["o"] != "dah dah dah" {
		t.Error("SOS")
	}
}

func TestCapitals(t *testing.T) {
	rows := read()["capitals"].rows
	if len(rows) < 150 {
		t.Fatalf("%d capitals", len(rows))
	}
	if about := read()["capitals"].pack.About; !strings.HasPrefix(about, fmt.Sprint(len(rows))+" ") {
		t.Errorf("%d capitals, but %q", len(rows), about)
	}
	for i, r := range rows {
		if !strings.HasPrefix(r.question, "What is the capital of ") {
			t.Errorf("line %d: %q", r.line, r.question)
		}
		if i > 0 && sortKey(rows[i-1]) >= sortKey(r) {
			t.Errorf("line %d: %s comes before %s", r.line, r.id, rows[i-1].id)
		}
	}
}

func sortKey(r row) string { return r.id }

// No answer may be right for two cards with the same kind of question, and each answer
// must be right for its own card.
func TestAnswersAreUnambiguous(t *testing.T) {
	for _, p := range All() {
		groups := map[string][]row{}
		for _, r := range read()[p.ID].rows {
			kind, _, _ := strings.Cut(r.id, "-")
			if p.ID == "capitals" {
				kind = "capital"
			}
			groups[kind] = append(groups[kind], r)
		}
		for kind, rows := range groups {
			owner := map[string]string{}
			for _, r := range rows {
				seen := map[string]bool{}
				for _, a := range append([]string{r.answer}, r.also...) {
					k := intent.Fold(strings.Join(intent.Words("en", a), ""))
					if k == "" {
						k = a
					}
					if seen[k] {
						t.Errorf("%s: %q stands twice", r.id, a)
					}
					seen[k] = true
					if o, ok := owner[k]; ok {
						t.Errorf("%s %s: %q is also an answer to %s", p.ID, kind, a, o)
					}
					owner[k] = r.id
					if v := answer.Judge(question(r), answer.Said{Text: a, Typed: true}); v.Outcome != answer.Right {
						t.Errorf("%s: %q is %+v", r.id, a, v)
					}
				}
			}
			for _, r := range rows {
				q := question(r)
				for _, o := range rows {
					// Only answers that begin alike and have about the same length can be
					// confused.
					if o.id != r.id && o.answer[0] == r.answer[0] && max(len(o.answer), len(r.answer)) <= 2+min(len(o.answer), len(r.answer)) {
						for _, typed := range []bool{true, false} {
							if v := answer.Judge(q, answer.Said{Text: o.answer, Typed: typed, Confidence: 1}); v.Outcome == answer.Right && !v.Confirm {
								t.Errorf("%s: %q, the answer to %s, is right: %s", r.id, o.answer, o.id, v.Reason)
							}
						}
					}
				}
			}
		}
	}
}

func question(r row) study.Question {
	it := r.item("en")
	for i, a := range it.Accept {
		it.Accept[i].Text = html.UnescapeString(a.Text)
	}
	return study.Question{Kind: it.Kind, Lang: it.Lang, Ask: study.Say(r.question, "en"), Accept: it.Accept}
}

// A voice that speaks English must be able to speak every answer.
func TestAnswersCanBeSaid(t *testing.T) {
	for _, p := range All() {
		for _, r := range read()[p.ID].rows {
			said := r.say
			if said == "" {
				said = r.answer
			}
			for _, c := range said {
				if c > 126 {
					t.Errorf("%s: %q has no English reading", r.id, said)
				}
			}
			if len(intent.Variants("en", said)) == 0 {
				t.Errorf("%s: %q cannot be listened for", r.id, said)
			}
		}
	}
}

func TestItemHTML(t *testing.T) {
	it := row{question: "Which has F E{Fe} & <b>?", answer: "Fe", say: "F E", also: []string{"a<b"}}.item("en")
	if it.Stem != `Which has F E<span aria-hidden="true"> (Fe)</span> &amp; &lt;b&gt;?` || it.Answer != `F E<span aria-hidden="true"> (Fe)</span>` || it.Accept[1].Text != "a&lt;b" {
		t.Errorf("%+v", it)
	}
}

const good = "#separator:tab\n#deck:D\n#lang:en\n#id:x\n#title:T\n#about:A\n#date:2026-11-24\n#columns:" + columns + "\n"

func TestParseErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{good + "a\tQ?\tA\tB | C\t\n", ""},
		{good + "a\tQ?\tA\t\t\nb\tQ?\tA\t\n", "x.tsv, line 10: a question has five cells: Id, Question, Answer, Also, Say"},
		{good + "a\tQ?\tA\t\t\na\tQ?\tA\t\t\n", `x.tsv, line 10: the id "a" is also that of line 9`},
		{good + "a\t\tA\t\t\n", "x.tsv, line 9: the id, the question and the answer must not be empty"},
		{good + "A b\tQ\tA\t\t\n", "x.tsv, line 9: an id has only the letters a to z, digits and hyphens"},
		{good + "a\tQ\tA \t\t\n", "x.tsv, line 9: a cell begins or ends with a space, or holds two in a row"},
		{good + "a\tQ\tA\tB|C\t\n", `x.tsv, line 9: other answers are parted by " | "`},
		{good + "a\tQ {\tA\t\t\n", "x.tsv, line 9: a { without its }"},
		{good + "a\tQ\tA\t\t\n#deck:E\n", "x.tsv, line 10: a header is #name:value and stands before the questions"},
		{good + "a\tQ\tA\t\t\n\n", "x.tsv, line 10: a question has five cells: Id, Question, Answer, Also, Say"},
		{good, "x.tsv holds no questions"},
		{"a\tQ\tA\t\t\n", "x.tsv lacks the header #separator:"},
		{strings.Replace(good, "#id:x", "#id:y", 1) + "a\tQ\tA\t\t\n", `x.tsv: #id: must be the name of the file without .tsv, not "y"`},
		{strings.Replace(good, "2026-11-24", "today", 1) + "a\tQ\tA\t\t\n", `x.tsv: #date: must be a day such as 2026-11-24, not "today"`},
		{"#deck:D\n#deck:D\n", "x.tsv, line 2: the header #deck: stands twice"},
		{good + "\xff", "x.tsv is not UTF-8 text"},
	} {
		_, err := parse("x.tsv", []byte(c.data))
		if got := fmt.Sprint(err); c.want == "" && err != nil || c.want != "" && got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		if err != nil && study.KindOf(err) != study.Invalid {
			t.Errorf("%v is %s", err, study.KindOf(err))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(good + "a\tQ?\tA\tB | C\tS\n"))
	for _, id := range ids {
		data, err := Open(id)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tab, err := parse("x.tsv", data)
		if err != nil {
			return
		}
		for e, err := range tab.entries() {
			if err != nil || e.Note != nil && len(e.Note.Item.Accept) == 0 {
				t.Fatal("a note without an answer")
			}
		}
	})
}
