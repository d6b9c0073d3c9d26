package speakable

import (
	"fmt"
	"strings"
	"testing"

	"carrel/internal/golden"
	"carrel/internal/study"
)

// script formats speech for the golden files: "|" is a pause, "fr:" a change from the
// card's language, "♪" a recording.
func scriptOfSpeech(s study.Speech, langTag string) string {
	var out []string
	for _, seg := range s {
		switch {
		case seg.PauseMS > 0:
			out = append(out, "|")
		case seg.Sound != "":
			out = append(out, "♪"+seg.Sound)
		default:
			t := seg.Text
			if seg.Lang != langTag {
				t = seg.Lang + ":" + t
			}
			if seg.Voice != "" {
				t = "(" + seg.Voice + ")" + t
			}
			out = append(out, t)
		}
	}
	return strings.Join(out, " ")
}

func describe(q study.Question, langTag string) string {
	var b strings.Builder
	line := func(name, v string) {
		if v != "" {
			fmt.Fprintf(&b, "  %-8s %s\n", name, v)
		}
	}
	line("ask", scriptOfSpeech(q.Ask, langTag))
	line("reveal", scriptOfSpeech(q.Reveal, langTag))
	line("extra", scriptOfSpeech(q.Extra, langTag))
	var acc []string
	for _, a := range q.Accept {
		s := a.Text
		if a.Weight != 1 {
			s += fmt.Sprintf(" (%g)", a.Weight)
		}
		acc = append(acc, s)
	}
	line("accept", strings.Join(acc, " · "))
	var ch []string
	for _, c := range q.Choices {
		s := c.Text
		if c.Weight > 0 {
			s += " ✓"
		}
		ch = append(ch, s)
	}
	line("choices", strings.Join(ch, " · "))
	line("ideas", strings.Join(q.Ideas, " · "))
	kind := string(q.Kind)
	if q.Lang != langTag {
		kind += ", answered in " + q.Lang
	}
	if q.WhyNot != "" {
		kind += "; not by voice: " + q.WhyNot
	}
	if ok, why := DrivingOK(q); !ok && q.Voice {
		kind += "; not on the road: " + why
	}
	line("kind", kind)
	for _, p := range Check(q) {
		line("check", p.What+": "+p.Why)
	}
	return b.String()
}

type goldenCase struct {
	name   string
	nt     *study.NoteType
	ord    int
	fields []string
	item   *study.Item
	lang   string
	tags   []string
	has    func(string) bool
}

func (c goldenCase) question(t testing.TB) study.Question {
	q, err := Question(Input{NoteType: c.nt, Note: &study.Note{Fields: c.fields, Item: c.item, Tags: c.tags},
		Card: &study.Card{Ord: c.ord}, DeckName: "Languages::Sample", Lang: c.lang, Seed: 7, HasMedia: c.has})
	if err != nil {
		t.Fatalf("%s: %v", c.name, err)
	}
	return q
}

func checkCards(t *testing.T, file string, cases []goldenCase) {
	t.Helper()
	var b strings.Builder
	for _, c := range cases {
		langTag := c.lang
		if langTag == "" {
			langTag = "en"
		}
		fmt.Fprintf(&b, "%s\n%s\n", c.name, describe(c.question(t), langTag))
	}
	golden.Check(t, file, b.String())
}

func card(name, front, back string) goldenCase {
	return goldenCase{name: name, nt: basic(plainFront, plainBack), fields: []string{front, back, ""}}
}

func clozeCard(name string, ord int, text, extra string) goldenCase {
	return goldenCase{name: name, nt: clozeType(), ord: ord, fields: []string{text, extra}}
}

func templated(name, front, back string, fields ...string) goldenCase {
	return goldenCase{name: name, nt: basic(front, back), fields: fields}
}

func TestCardsAsSaid(t *testing.T) {
	checkCards(t, "cards.golden", []goldenCase{
		card("plain", "Capital of France?", "Paris"),
		card("formatted", "<div>Capital of <b>Canada</b>?</div>", "<div><i>Ottawa</i></div>"),
		card("entities and symbols", "5 &lt; 7 &amp; 20&nbsp;% ≠ 3 → 4, 30 °C", "x"),
		card("escaped markup", "&lt;b&gt;Bold&lt;/b&gt; move &lt;br&gt; next", "x"),
		card("a tag that is the subject", "What does &lt;em&gt; do?", "emphasis"),
		card("recording", "[sound:hello.mp3]", "hello"),
		card("recording with text", "Listen: [sound:a b.mp3] What is it?", "a bird [sound:bird.ogg]"),
		card("audio element", `<audio src="x%20y.mp3" controls></audio>`, "hi"),
		card("broken sound tag", "What [sound:abc is this", "x y"),
		card("video", "[sound:clip.mp4]", "a clip"),
		card("image", `What flag? <img src="flag.png">`, "Canada"),
		card("image with description", `What flag? <img src="flag.png" alt="red and white with a leaf">`, "Canada"),
		card("ornament", `Which leaf? <img src="line.png" alt="">`, "maple"),
		card("image answer", "Show the flag", `<img src="flag.png">`),
		card("image and text answer", "Which flag?", `<img src="flag.png"> Canada`),
		card("remote image", `Look <img src="https://example.com/x.png" onerror="alert(1)">`, "x"),
		card("list in the question", "Which are Baltic?<ul><li>Latvia</li><li>Oman</li></ul>", "Latvia"),
		card("long list", "<ol><li>a1</li><li>b1</li><li>c1</li><li>d1</li></ol>", "x"),
		card("list answer", "Baltic states?", "<ul><li>Estonia</li><li>Latvia</li><li>Lithuania</li></ul>"),
		card("nested list", "<ul><li>one<ul><li>inner</li><li>more</li></ul></li><li>two</li></ul>", "x"),
		card("table", "<table><tr><th>Country</th><th>Capital</th></tr><tr><td>France</td><td>Paris</td></tr><tr><td>Peru</td><td>Lima</td></tr></table>", "x"),
		card("table without header", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "x"),
		card("layout table", "<table><tr><td>Only one cell</td></tr></table>", "x"),
		card("large table", "<table><tr><td>1<td>2</tr><tr><td>3<td>4</tr><tr><td>5<td>6</tr><tr><td>7<td>8</tr></table>", "x"),
		card("code", "What is <code>a[i] == b_c</code>?", "a comparison"),
		card("code block", "<pre><code>if x &lt; 1 {\n  return\n}</code></pre>", "a guard"),
		card("ruby", "<ruby>食<rp>(</rp><rt>た</rt><rp>)</rp></ruby>べる", "to eat"),
		card("pinyin ruby", "<ruby>你好<rt>nǐ hǎo</rt></ruby>", "hello"),
		card("furigana as text", " 日本語[にほんご]", "Japanese"),
		card("chemistry", "H<sub>2</sub>SO<sub>4</sub>, NaCl, Ca<sup>2+</sup>, C<sub>6</sub>H<sub>12</sub>O<sub>6</sub>, H₂O, CO2", "x"),
		card("scripts", "x<sup>2</sup>, a<sub>n</sub>, 10<sup>-3</sup>, 1<sup>st</sup>, log<sub>2</sub> 8, note<sup>[1]</sup>, 30<sup>o</sup>, m², v<sub>0</sub>", "x"),
		card("links", `See <a href="https://en.wikipedia.org/wiki/X?y=1#z">the article</a> or https://www.example.org/a/b?c=d, or www.test.com.`, "x"),
		card("emoji", "I ❤️ Paris 🗼🎉", "👍 yes"),
		card("only emoji", "🇫🇷", "France"),
		card("brackets and braces", "f[0], {x}, \"quoted\" «cité» *star* _under_ #5 C# C++", "x"),
		card("underscores", "The capital of Peru is ____.", "Lima"),
		card("punctuation", "1914–1918 was a war — the first; -5 degrees; 3-4 people; 1939-1945", "x"),
		card("languages by script", "How do you say привет and 안녕하세요 and γειά σου?", "hello"),
		card("a Greek letter", "What is the half-life λ and π?", "x"),
		card("another language", "Quelle est la capitale de la France ?", "El perro no está en la casa de los niños"),
		card("names are no language", "Santiago de los Caballeros", "São Tomé"),
		card("lang attribute", `<span lang="de">Guten Tag</span> means?`, "good day"),
		card("hidden parts", `Seen <span style="display: none">unseen</span><span hidden>no</span><button>Show</button>`, "x"),
		card("details", "Q <details><summary>Tip</summary>the secret</details>", "A <details><summary>More</summary>why so</details>"),
		card("alternatives", "Old name of Myanmar?", "Burma / Birma"),
		card("alternatives in parentheses", "Capital of Eswatini?", "Mbabane (also Lobamba)"),
		card("optional part", "essen", "(to) eat"),
		card("commas", "glücklich", "happy, glad"),
		card("ideas from sentences", "Why is the sky blue?", "Blue light is scattered more than red. The eye sees the scattered light. Violet is absorbed high up."),
		card("ideas from semicolons", "Causes?", "the alliances between powers; the arms race at sea; the shot in Sarajevo"),
		card("the front says it", "Mexico City is the capital of Mexico. Which city?", "Mexico City"),
		card("no answer", "Only a front", ""),
		card("nothing to say", "<br>", "x"),
		card("long question", strings.Repeat("word ", 40), "x"),
		card("script and events", `<script>alert(1)</script><b onclick="x()">safe</b><a href="javascript:x()">link</a><iframe src="x"></iframe>`, "x"),
		card("style as elements", `<span style="font-weight:bold; color:red; background:url(x)">bold</span>`, "x"),
		card("ways to write a formula", `[latex]\begin{math}x^2\end{math}[/latex], [$]a_1[/$], [$$]\sqrt{2}[/$$], <anki-mathjax block="true">\frac12</anki-mathjax>, $$y=x$$, $n^3$, \[e^{i\pi}\]`, `[latex]If $x&gt;1$ then \textbf{it} grows.[/latex]`),
		card("money is no formula", "It costs $5, not $10 or $15.", "$7"),
		card("formula with markup inside", `\(a &lt; b<br>\text{ and&nbsp;}<b>c</b>\)`, "x"),
		card("a drawn formula", `<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x2</span></span>`, "x"),
		card("seven times eight", "What is seven times eight?", "56"),
		card("MathML", `<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>`, "x"),
	})
}

func TestClozesAsSaid(t *testing.T) {
	checkCards(t, "clozes.golden", []goldenCase{
		clozeCard("first", 0, "{{c1::Paris}} is the capital of {{c2::France}}.", "more"),
		clozeCard("second", 1, "{{c1::Paris}} is the capital of {{c2::France}}.", "more"),
		clozeCard("hint", 0, "{{c1::Paris::a city}} is in France", ""),
		clozeCard("hint that tells", 0, "{{c1::Paris::it is Paris}} is in France", ""),
		clozeCard("HTML in it", 0, `The {{c1::<b class="x" data-ordinal="1">heart</b>}} pumps`, ""),
		clozeCard("leading and trailing", 0, "{{c1::one}} and {{c1::two}}", ""),
		clozeCard("same text twice", 0, "the first {{c1::cloze}} and another {{c1::cloze}}", ""),
		clozeCard("answer stands elsewhere", 0, "{{c1::Rome}} was not built in a day, said ROME.", ""),
		clozeCard("nested outer", 0, "{{c1::The {{c2::mitochondrion}} makes ATP}} here", ""),
		clozeCard("nested inner", 1, "{{c1::The {{c2::mitochondrion}} makes ATP}} here", ""),
		clozeCard("on several cards", 1, "{{c1,2::Both}} hide this, {{c1::one}} hides that", ""),
		clozeCard("within a formula", 0, `\(\frac{ {{c1::a+1}} }{b}\)`, ""),
		clozeCard("around a formula", 0, `Area: {{c1::\(\pi r^2\)}}`, ""),
		clozeCard("block in it", 0, "<ul><li>{{c1::red}}</li><li>green</li></ul>", ""),
		clozeCard("list inside", 0, "Colours: {{c1::<ul><li>red</li><li>green</li></ul>}}", ""),
		clozeCard("numbers", 0, "The war ended in {{c1::1945}}.", ""),
		clozeCard("missing number", 4, "{{c1::Paris}}", ""),
		clozeCard("unclosed", 0, "{{c1::Paris}} and {{c2::Rome", ""),
		clozeCard("sound in it", 0, "It sounds {{c1::[sound:moo.mp3] moo}}", ""),
		clozeCard("Japanese", 0, "{{c1::東京}}は日本の首都です", ""),
		clozeCard("French", 0, "Le chat {{c1::dort}}.", ""),
		clozeCard("empty", 0, "a {{c1::}} b", ""),
		clozeCard("in a tag", 0, `<img src="x.png" alt="{{c1::heart}}"> {{c1::heart}}`, ""),
		clozeCard("occlusion", 0, "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1:oi=1}}<img src='map.png'>", ""),
		{name: "cloze-only", nt: &study.NoteType{Kind: study.ClozeType, Fields: []study.Field{{Name: "Text"}},
			Templates: []study.Template{{Front: "Say it: {{cloze-only:Text}}", Back: "{{cloze-only:Text}}"}}}, fields: []string{"{{c1::Paris}} is {{c2::big}}"}},
		{name: "type:cloze", nt: &study.NoteType{Kind: study.ClozeType, Fields: []study.Field{{Name: "Text"}},
			Templates: []study.Template{{Front: "{{cloze:Text}} {{type:cloze:Text}}", Back: "{{cloze:Text}} {{type:cloze:Text}}"}}}, fields: []string{"{{c1::Paris}} is big"}},
	})
}

func TestTemplatesAsSaid(t *testing.T) {
	vocab := &study.NoteType{Name: "Vocab", Kind: study.Standard,
		Fields: []study.Field{{Name: "Kanji"}, {Name: "Reading"}, {Name: "Meaning"}, {Name: "Audio"}, {Name: "Notes"}},
		Templates: []study.Template{{Front: "{{Kanji}}", Back: "{{FrontSide}}<hr id=answer>{{Reading}}<br>{{Meaning}}<br>{{Audio}}<br>{{Notes}}"},
			{Front: "{{Meaning}}", Back: "{{Kanji}} {{Meaning}}"}}}
	words := []string{"食べる", "たべる", "to eat", "[sound:taberu.mp3]", "ichidan verb"}
	french := &study.NoteType{Kind: study.Standard, Fields: []study.Field{{Name: "English"}, {Name: "Français"}},
		Templates: []study.Template{{Front: "{{English}}", Back: "{{Français}}"}, {Front: "{{Français}}", Back: "{{FrontSide}}<hr id='answer'>{{English}}"}}}
	checkCards(t, "templates.golden", []goldenCase{
		templated("type box", "{{Front}}\n{{type:Back}}", "{{Front}}<hr id=answer>{{type:Back}}", "Hund", "dog", ""),
		templated("back without FrontSide", "{{Front}}", "{{Front}}: {{Back}}", "Hund", "dog", ""),
		templated("back is front and answer", "Say {{Front}}", "<div>Say {{Front}}</div><div>{{Back}}</div>", "Hund", "dog", ""),
		templated("conditionals", "{{#Extra}}with {{Extra}}{{/Extra}}{{^Extra}}without{{/Extra}} {{Front}}", "{{Back}}", "F", "B", "<br>"),
		templated("conditional shown", "{{#Extra}}with {{Extra}}{{/Extra}}{{^Extra}}without{{/Extra}} {{Front}}", "{{Back}}", "F", "B", "E"),
		templated("hint", "{{Front}} {{hint:Extra}}", "{{Back}}", "Q", "A", "secret"),
		templated("text", "{{text:Front}}", "{{Back}}", "<b>bo</b>ld", "A", ""),
		templated("furigana", "{{furigana:Front}}", "{{kana:Front}} {{kanji:Front}}", " 日本[にほん] 語[ご]", "", ""),
		templated("tts", "{{tts de_DE voices=Anna,Other:Front}}", "{{Back}}", "Hund", "dog", ""),
		templated("tts and text", "{{Front}} {{tts de_DE:Front}}", "{{Back}}", "Hund", "dog", ""),
		templated("anki:tts", "[anki:tts lang=fr_FR]Bonjour[/anki:tts]", "{{Back}}", "", "hello", ""),
		templated("special fields", "{{Deck}} {{Subdeck}} {{Tags}} {{Type}} {{Card}}", "{{Back}}", "F", "B", ""),
		templated("other delimiters", "{{=<% %>=}}<%Front%> {{Front}} <%#Extra%>e<%/Extra%>", "<%Back%>", "F", "B", "x"),
		templated("unknown field", "{{Front}} {{Nothing}}", "{{Back}}", "F", "B", ""),
		templated("unclosed", "{{Front}} {{#Extra}}x {{Ba", "{{Back}}", "F", "B", "e"),
		templated("comment", "{{Front}}<!-- {{Back}} -->", "{{Back}}", "F", "B", ""),
		templated("field in an attribute", `<img src="{{Front}}" alt="{{Extra}}">`, "{{Back}}", "x.png", "B", "a dog"),
		templated("answer marks twice", "{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}<hr id=answer>{{Extra}}", "F", "B", "E"),
		{name: "vocabulary", nt: vocab, fields: words, lang: "ja"},
		{name: "vocabulary, English deck", nt: vocab, fields: words},
		{name: "vocabulary reversed", nt: vocab, ord: 1, fields: words},
		{name: "field names give languages", nt: french, fields: []string{"the cat", "le chat"}},
		{name: "field names give languages, reversed", nt: french, ord: 1, fields: []string{"the cat", "le chat"}},
		{name: "missing recording", nt: basic(plainFront, plainBack), fields: []string{"[sound:gone.mp3]", "x", ""}, has: func(string) bool { return false }},
		{name: "French words", nt: basic(plainFront, plainBack), fields: []string{"Complétez : 3 &lt; ___ &amp; x<sup>2</sup> <ul><li>un<li>deux</ul>", "quatre", ""}, lang: "fr"},
	})
}

func TestItemsAsSaid(t *testing.T) {
	item := func(name string, ord int, it study.Item) goldenCase {
		return goldenCase{name: name, ord: ord, item: &it}
	}
	checkCards(t, "items.golden", []goldenCase{
		item("choice", 0, study.Item{Kind: study.Choice, Stem: "<p>Which is a <b>noble</b> gas?</p>", Options: []study.Option{{Text: "Iron"}, {Text: "Neon", Weight: 1, Feedback: "It is in group 18."}, {Text: "Gold"}, {Text: "H<sub>2</sub>O"}}, Feedback: "Group 18 holds them."}),
		item("multiple", 0, study.Item{Kind: study.Multiple, Stem: "Which are prime?", Options: []study.Option{{Text: "2", Weight: .5}, {Text: "4"}, {Text: "5", Weight: .5}}}),
		item("true or false", 0, study.Item{Kind: study.TrueFalse, Stem: "Canberra is the capital of Australia.", True: true}),
		item("false", 0, study.Item{Kind: study.TrueFalse, Stem: "Sydney is the capital of Australia.", Answer: "False: it is Canberra."}),
		item("short", 0, study.Item{Kind: study.Short, Stem: "Capital of Ukraine?", Accept: []study.Accept{{Text: "Kyiv", Weight: 1}, {Text: "Kiev", Weight: .8, Feedback: "Kyiv is the spelling now."}}}),
		item("numeric", 0, study.Item{Kind: study.Numeric, Stem: "Boiling point of water in °C?", Numbers: []study.Range{{Min: 99, Max: 101, Weight: 1}}}),
		item("numeric range", 0, study.Item{Kind: study.Numeric, Stem: "A number?", Numbers: []study.Range{{Min: 1, Max: 5, Weight: 1}}}),
		item("gap one", 0, gapItem()), item("gap two", 1, gapItem()), item("gap three", 2, gapItem()),
		item("cloze without gaps", 0, study.Item{Kind: study.Cloze, Stem: "The sky is {{1}} and blue is nice.", Accept: []study.Accept{{Text: "blue", Weight: 1}}}),
		item("matching", 1, study.Item{Kind: study.Matching, Stem: "Match the capitals.", Pairs: []study.Pair{{Left: "Canada", Right: "Ottawa"}, {Left: "", Right: "Sydney"}, {Left: "Italy", Right: "Rome"}, {Left: "Peru", Right: "Lima"}, {Left: "Japan", Right: "Tokyo"}}}),
		item("order", 0, study.Item{Kind: study.Order, Stem: "From small to large:", Options: []study.Option{{Text: "ant"}, {Text: "dog"}, {Text: "whale"}}}),
		item("essay", 0, study.Item{Kind: study.Essay, Stem: "Why did Rome fall?", Answer: "Money ran out. The borders were long. Armies made emperors."}),
		item("recall", 0, study.Item{Kind: study.Recall, Stem: "Who wrote Faust?", Answer: "Goethe"}),
		item("info", 0, study.Item{Kind: study.Info, Stem: "This part is about rivers."}),
		item("image", 0, study.Item{Kind: study.Short, Stem: "Which flag is it?", Image: "flag é.png", Accept: []study.Accept{{Text: "Chad", Weight: 1}}}),
		item("unspoken", 0, study.Item{Kind: study.Essay, Stem: "Draw a cell.", Unspoken: "it asks for a drawing"}),
		item("languages", 0, study.Item{Kind: study.Short, Stem: "Wie heißt die Katze auf Französisch?", Lang: "de", Alang: "fr", Accept: []study.Accept{{Text: "le chat", Weight: 1}}}),
		item("french true or false", 0, study.Item{Kind: study.TrueFalse, Stem: "Paris est en France.", Lang: "fr", True: true}),
		item("image option", 0, study.Item{Kind: study.Choice, Stem: "Which?", Options: []study.Option{{Text: `<img src="a.png">`, Weight: 1}, {Text: "b"}}}),
	})
}

func gapItem() study.Item {
	return study.Item{Kind: study.Cloze, Stem: "<p>The capital of {{1}} is {{2}}, with {{3}} million people.</p>", Gaps: []study.Item{
		{Kind: study.Short, Accept: []study.Accept{{Text: "Peru", Weight: 1}}},
		{Kind: study.Choice, Options: []study.Option{{Text: "Lima", Weight: 1}, {Text: "Quito"}}},
		{Kind: study.Numeric, Numbers: []study.Range{{Min: 10, Max: 10, Weight: 1}}},
	}}
}
