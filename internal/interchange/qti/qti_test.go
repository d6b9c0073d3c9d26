package qti

import (
	"context"
	"io"
	"strings"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const choiceV3 = `<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="unattended" title="Luggage" xml:lang="en">
<qti-response-declaration base-type="identifier" cardinality="single" identifier="RESPONSE"><qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>Look at the <b>text</b>.</p>
<qti-choice-interaction max-choices="1" response-identifier="RESPONSE"><qti-prompt>What does it say?</qti-prompt>
<qti-simple-choice identifier="A">Stay with it.</qti-simple-choice><qti-simple-choice identifier="B">Run &amp; hide.</qti-simple-choice></qti-choice-interaction></qti-item-body>
</qti-assessment-item>`

const itemV12 = `<?xml version="1.0" encoding="ISO-8859-1"?>
<questestinterop><assessment title="Quiz" ident="q1"><section ident="s"><item ident="i1" title="One">
<presentation><material><mattext texttype="text/html">&lt;p&gt;Quelle est l'ann` + "\xe9" + `e?&nbsp;&lt;/p&gt;</mattext></material>
<response_str ident="r"><render_fib fibtype="Decimal"><response_label ident="a"/></render_fib></response_str></presentation>
<resprocessing><respcondition><conditionvar><or><varequal respident="r">1789</varequal><and><vargte respident="r">1788</vargte><varlte respident="r">1790</varlte></and></or></conditionvar><setvar varname="SCORE">100</setvar></respcondition></resprocessing>
</item></section></assessment></questestinterop>`

func write(ctx context.Context, w io.Writer, entries study.Entries) error {
	_, err := Write(ctx, w, entries)
	return err
}

// written returns a package made by Write. Only such packages are restored identically,
// since QTI has many ways to express a question.
func written(t *testing.T) []byte {
	deck := study.Deck{ID: study.DeriveID("deck", "Mixed"), Name: "Mixed"}
	items := []study.Item{
		{Kind: study.Choice, Title: "T & t", Stem: "<div>2 &lt; <b>3</b>?</div>", Options: []study.Option{{Text: "yes", Weight: 1}, {Text: "n&amp;o"}}},
		{Kind: study.Multiple, Stem: "<div>Which?</div>", Options: []study.Option{{Text: "a", Weight: .5}, {Text: "b", Weight: .5}, {Text: "c"}}},
		{Kind: study.TrueFalse, Stem: "<div>So?</div>", True: true, Feedback: "<p>Because.</p>"},
		{Kind: study.Short, Stem: "<div>Capital of _____.</div>", Accept: []study.Accept{{Text: "Peru", Weight: 1}, {Text: "Perú", Weight: 1}}, Lang: "en"},
		{Kind: study.Numeric, Stem: "<div>About _____ ?</div>", Numbers: []study.Range{{Min: 1, Max: 2, Weight: 1}}},
		{Kind: study.Order, Stem: "<div>Sort.</div>", Options: []study.Option{{Text: "1", Weight: 1}, {Text: "2", Weight: 1}}},
		{Kind: study.Matching, Stem: "<div>Match.</div>", Pairs: []study.Pair{{Left: "a", Right: "1"}, {Left: "b", Right: "2"}, {Right: "3"}}},
		{Kind: study.Short, Stem: "Capital of Chile?", Accept: []study.Accept{{Text: "Santiago", Weight: 1}}},
		{Kind: study.Essay, Stem: "<div>Write.</div>", Answer: "Well"},
		{Kind: study.Info, Stem: "<div>Read.</div>"},
	}
	var b strings.Builder
	err := write(t.Context(), &b, func(yield func(study.Entry, error) bool) {
		yield(study.Entry{Deck: &deck}, nil)
		for i := range items {
			n := study.Note{ID: study.DeriveID("note", items[i].Stem), Item: &items[i]}
			yield(study.Entry{Note: &n}, nil)
			yield(study.Entry{Card: &study.Card{ID: study.DeriveID("card", n.ID.String()), Note: n.ID, Deck: deck.ID}}, nil)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{Read: Read, Write: write, Good: map[string][]byte{"written.zip": written(t)}})
	wrap := func(body string) func() []byte {
		return func() []byte {
			return []byte(`<assessmentItem identifier="x"><itemBody>` + body + `</itemBody></assessmentItem>`)
		}
	}
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{
			"three.xml": []byte(choiceV3), "latin.xml": []byte(itemV12),
			"package.zip": apkgtest.Zip(apkgtest.Entry{Name: "a/item.xml", Data: wrap(`<p>See <img src="../img/p.png" alt="map"/></p>`)()}, apkgtest.Entry{Name: "img/p.png", Data: []byte("png")}),
		},
		Attacks: []interchangetest.Attack{
			{Name: "nested tags", Want: study.Unsupported, Make: wrap(strings.Repeat("<p>", 1_000_000))},
			{Name: "a million tags", Want: study.Unsupported, Make: wrap(strings.Repeat("<p/>", 1_000_000))},
			{Name: "an external entity", Make: func() []byte {
				return []byte(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><assessmentItem identifier="x"><itemBody><p>a &e; b</p></itemBody></assessmentItem>`)
			}},
			{Name: "an entity bomb", Make: func() []byte {
				return []byte(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><assessmentItem identifier="x"><itemBody><p>&c;&c;</p></itemBody></assessmentItem>`)
			}},
			{Name: "no question", Want: study.Unreadable, Make: func() []byte { return []byte("<manifest/>") }},
			{Name: "a strange encoding", Want: study.Unreadable, Make: func() []byte {
				return []byte(`<?xml version="1.0" encoding="EBCDIC-US"?><assessmentItem/>`)
			}},
			{Name: "one damaged document of two", Make: func() []byte {
				return apkgtest.Zip(apkgtest.Entry{Name: "a.xml", Data: wrap("<p>fine</p>")()}, apkgtest.Entry{Name: "b.xml", Data: []byte("\x00\x01 not xml <")})
			}, Skip: "b.xml"},
			{Name: "many gaps", Make: wrap(strings.Repeat(`<p>x <textEntryInteraction responseIdentifier="R"/></p>`, 3000))},
		},
	})
}

func TestVersion3IsReadLikeVersion2(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("three.xml", []byte(choiceV3)), nil))
	if c.Err != nil || len(c.Notes) != 1 {
		t.Fatal(c.Err, c.Notes)
	}
	it := c.Notes[0].Item
	if it.Kind != study.Choice || it.Options[0].Weight != 1 || it.Options[1].Text != "Run &amp; hide." || it.Lang != "en" || !strings.Contains(it.Stem, "What does it say?") {
		t.Errorf("got %+v", it)
	}
}

func TestNumbersKeepTheirRanges(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("latin.xml", []byte(itemV12)), nil))
	if c.Err != nil || len(c.Notes) != 1 {
		t.Fatal(c.Err, c.Notes)
	}
	it := c.Notes[0].Item
	if it.Kind != study.Numeric || len(it.Numbers) != 1 || it.Numbers[0].Min != 1788 || it.Numbers[0].Max != 1790 || !strings.Contains(it.Stem, "année") || c.Decks[0].Name != "Quiz" {
		t.Errorf("got %+v in %+v", it, c.Decks)
	}
}

func one(t *testing.T, text string) *study.Item {
	t.Helper()
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("one.xml", []byte(text)), nil))
	if c.Err != nil || len(c.Notes) != 1 {
		t.Fatal(c.Err, c.Notes, c.Skips)
	}
	return c.Notes[0].Item
}

func TestWhatIsForMarkersIsNotAsked(t *testing.T) {
	it := one(t, `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="x"><qti-response-declaration identifier="R" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><qti-rubric-block view="candidate"><p>Choose well.</p></qti-rubric-block><qti-choice-interaction response-identifier="R"><qti-prompt>Which?</qti-prompt><qti-simple-choice identifier="A">one</qti-simple-choice><qti-simple-choice identifier="B">two</qti-simple-choice></qti-choice-interaction>
<qti-rubric-block view="scorer tutor"><p>Two is right.</p></qti-rubric-block></qti-item-body></qti-assessment-item>`)
	if strings.Contains(it.Stem, "right") || !strings.Contains(it.Stem, "Choose well") {
		t.Errorf("got %q", it.Stem)
	}
}

func TestAPlaceWithinASentenceIsABlank(t *testing.T) {
	it := one(t, `<questestinterop><item ident="x"><presentation><flow><material><mattext>The capital of Spain is </mattext></material><response_str ident="R"><render_fib><response_label ident="A"/></render_fib></response_str><material><mattext>, in Europe.</mattext></material></flow></presentation>
<resprocessing><respcondition><conditionvar><varequal respident="R">Madrid</varequal></conditionvar><setvar action="Set">1</setvar></respcondition></resprocessing></item></questestinterop>`)
	if it.Kind != study.Short || it.Stem != "The capital of Spain is _____, in Europe." {
		t.Errorf("got %+v", it)
	}
}

func TestOutsideEntitiesAreNotRead(t *testing.T) {
	x := `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><assessmentItem identifier="x"><itemBody><p>a &e; b</p></itemBody></assessmentItem>`
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("x.xml", []byte(x)), nil))
	if len(c.Notes) == 1 && !strings.Contains(c.Notes[0].Item.Stem, "&amp;e;") {
		t.Errorf("got %q", c.Notes[0].Item.Stem)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(choiceV3))
	f.Add([]byte(itemV12))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
