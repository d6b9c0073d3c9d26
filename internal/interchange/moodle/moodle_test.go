package moodle

import (
	"encoding/base64"
	"strings"
	"testing"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

var sample = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Biology/Cells</text></category></question>
<question type="multichoice"><name><text>Organ</text></name>
<questiontext format="html"><text><![CDATA[<p>Which <img src="@@PLUGINFILE@@/my%20cell.png" alt="cell"> pumps blood?</p>]]></text>
<file name="my cell.png" path="/" encoding="base64">` + base64.StdEncoding.EncodeToString([]byte("picture")) + `</file></questiontext>
<generalfeedback format="html"><text>Think.</text></generalfeedback><single>true</single>
<answer fraction="100" format="html"><text>heart</text><feedback format="html"><text>Yes</text></feedback></answer>
<answer fraction="0"><text>a &lt; b</text></answer><tags><tag><text>easy one</text></tag></tags></question>
<question type="multichoice"><name><text>Two</text></name><questiontext format="plain_text"><text>Which &amp; which?</text></questiontext><single>false</single>
<answer fraction="50"><text>a</text></answer><answer fraction="50"><text>b</text></answer><answer fraction="-100"><text>c</text></answer></question>
<question type="truefalse"><name><text>TF</text></name><questiontext><text>Blood is red.</text></questiontext>
<answer fraction="0"><text>false</text></answer><answer fraction="100"><text>true</text></answer></question>
<question type="shortanswer"><name><text>S</text></name><questiontext><text>Word?</text></questiontext><usecase>1</usecase>
<answer fraction="100"><text>DNA</text></answer><answer fraction="80"><text>dna</text></answer><answer fraction="0"><text>*</text></answer></question>
<question type="numerical"><name><text>N</text></name><questiontext><text>Pi?</text></questiontext>
<answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer></question>
<question type="matching"><name><text>M</text></name><questiontext><text>Match</text></questiontext>
<subquestion format="html"><text>one</text><answer><text>1</text></answer></subquestion>
<subquestion><text></text><answer><text>3</text></answer></subquestion></question>
<question type="cloze"><name><text>C</text></name><questiontext format="html"><text><![CDATA[<p>The {1:SHORTANSWER:=cat~%50%kitten#Nearly} sat on {2:MC:~floor~=mat\}#Good} for {:NM:=5:0.5} {1:SA:=it&#39;s} hours { not }.</p>]]></text></questiontext></question>
<question type="gapselect"><name><text>G</text></name><questiontext><text>[[1]] and [[3]]</text></questiontext>
<selectoption><text>salt</text><group>1</group></selectoption><selectoption><text>sugar</text><group>1</group></selectoption><selectoption><text>pepper</text><group>1</group></selectoption></question>
<question type="essay"><name><text>E</text></name><questiontext><text>Write.</text></questiontext><graderinfo><text>All of it.</text></graderinfo></question>
<question type="description"><name><text>D</text></name><questiontext><text>Read.</text></questiontext></question>
<question type="ddmarker"><name><text>P</text></name><questiontext><text>Point.</text></questiontext></question>
<question type="coderunner"><name><text>X</text></name><questiontext><text>Program.</text></questiontext></question>
<question type="random"><name><text>R</text></name></question>
</quiz>`

func TestConformance(t *testing.T) {
	wrap := func(body string) func() []byte {
		return func() []byte {
			return []byte(`<quiz><question type="description"><name><text>ok</text></name><questiontext><text>fine</text></questiontext></question>` + body + `</quiz>`)
		}
	}
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{"sample.xml": []byte(sample)},
		Attacks: []interchangetest.Attack{
			{Name: "nested tags", Want: study.Unsupported, Make: wrap(`<question type="essay">` + strings.Repeat("<p>", 500_000))},
			{Name: "a million tags", Want: study.Unsupported, Make: wrap(`<question type="essay">` + strings.Repeat("<p/>", 1_000_000))},
			{Name: "a million questions", Make: wrap(strings.Repeat(`<question type="random"/>`, 300_000)), Skip: "random"},
			{Name: "answers never closed", Make: wrap(`<question type="cloze"><questiontext><text>` + strings.Repeat("{1:SA:=a ", 100_000) + `</text></questiontext></question>`), Skip: "no answer"},
			{Name: "many answers", Make: wrap(`<question type="cloze"><questiontext><text>` + strings.Repeat("{1:SA:=a} ", 100_000) + `</text></questiontext></question>`)},
			{Name: "a file that is no base64", Make: wrap(`<question type="essay"><questiontext><text>x</text><file name="a.png" encoding="base64">***</file></questiontext></question>`), Skip: "base64"},
			{Name: "a million attributes", Want: study.Unsupported, Make: wrap(`<question type="essay"><a ` + strings.Repeat(`b="" `, 2_000_000) + `/></question>`)},
			{Name: "one file of thirty megabytes", Make: wrap(`<question type="essay"><questiontext><text>x</text><file name="a.png" encoding="base64">` + strings.Repeat("QUJD\n", 6_000_000) + `</file></questiontext></question>`)},
			{Name: "a file with a path", Make: wrap(`<question type="essay"><questiontext><text>x</text><file name="../../etc/passwd" encoding="base64">eA==</file></questiontext></question>`)},
			{Name: "an entity bomb", Make: func() []byte {
				return []byte(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><quiz><question type="essay"><questiontext><text>&b;&b;</text></questiontext></question></quiz>`)
			}},
			{Name: "no question", Want: study.Unreadable, Make: func() []byte { return []byte("<quiz/>") }},
		},
	})
}

func TestQuestionTypes(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("sample.xml", []byte(sample)), nil))
	if c.Err != nil {
		t.Fatal(c.Err)
	}
	kinds := []study.Kind{study.Choice, study.Multiple, study.TrueFalse, study.Short, study.Numeric, study.Matching, study.Cloze, study.Cloze, study.Essay, study.Info, study.Essay, study.Essay}
	if len(c.Notes) != len(kinds) || len(c.Skips) != 1 || len(c.Media) != 1 {
		t.Fatalf("got %d notes, skips %v, %d media", len(c.Notes), c.Skips, len(c.Media))
	}
	for i, n := range c.Notes {
		if n.Item.Kind != kinds[i] {
			t.Errorf("%s is %s, want %s", n.Item.Title, n.Item.Kind, kinds[i])
		}
	}
	first := c.Notes[0]
	if !strings.Contains(first.Item.Stem, `src="my cell.png"`) || c.Media[0].Name != "my cell.png" || first.Tags[0] != "easy-one" || c.Decks[0].Name != "Biology::Cells" {
		t.Errorf("got %+v", first)
	}
	cl := c.Notes[6].Item
	if len(cl.Gaps) != 4 || cl.Stem != "<p>The {{1}} sat on {{2}} for {{3}} {{4}} hours { not }.</p>" {
		t.Fatalf("got %+v", cl)
	}
	if g := cl.Gaps[0]; g.Accept[1].Weight != .5 || g.Accept[1].Feedback != "Nearly" {
		t.Errorf("got %+v", g)
	}
	if g := cl.Gaps[1]; g.Options[1].Text != "mat}" || g.Options[1].Weight != 1 || g.Options[1].Feedback != "Good" {
		t.Errorf("got %+v", g)
	}
	if g := cl.Gaps[2]; g.Numbers[0].Min != 4.5 {
		t.Errorf("got %+v", g)
	}
	if c.Notes[3].Item.Accept[0].Exact != true || len(c.Notes[3].Item.Accept) != 2 {
		t.Errorf("got %+v", c.Notes[3].Item)
	}
	if u := c.Notes[11].Item.Unspoken; !strings.Contains(u, "coderunner") {
		t.Errorf("got %q", u)
	}
}

func TestNumbersMadeAnewAreNotAsked(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("c.xml", []byte(`<quiz><question type="calculatedmulti"><questiontext><text>Twice {x}?</text></questiontext><single>true</single>
<answer fraction="100"><text>{={x}*2}</text></answer><answer fraction="0"><text>{={x}*3}</text></answer></question></quiz>`)), nil))
	if c.Err != nil || len(c.Notes) != 1 || c.Notes[0].Item.Unspoken == "" {
		t.Errorf("got %v, %+v", c.Err, c.Notes)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
