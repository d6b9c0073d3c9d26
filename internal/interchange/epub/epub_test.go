package epub

import (
	"strings"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const container = `<container><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`

const opf = `<package version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>urn:1</dc:identifier><dc:title>A Book</dc:title><dc:creator>A. Writer</dc:creator><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="c1" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/><item id="c2" href="text/two.xhtml" media-type="application/xhtml+xml"/><item id="c3" href="text/three.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="c3"/></spine></package>`

const nav = `<html><body><nav epub:type="toc"><ol><li><a href="text/one%20a.xhtml">Chapter One</a></li><li><a href="text/three.xhtml#a">Three A</a></li><li><a href="text/three.xhtml#b">Three B</a></li></ol></nav></body></html>`

func packed(files ...string) []byte {
	entries := []apkgtest.Entry{{Name: "mimetype", Data: []byte("application/epub+zip")}}
	for i := 0; i < len(files); i += 2 {
		entries = append(entries, apkgtest.Entry{Name: files[i], Data: []byte(files[i+1]), Deflate: true})
	}
	return apkgtest.Zip(entries...)
}

func good() []byte {
	return packed("META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/nav.xhtml", nav,
		"OEBPS/text/one a.xhtml", `<html><head><title>x</title><style>p{}</style></head><body><h1>One</h1><p>First &amp; <em>best</em>.<script>bad()</script></p><img src="x.png" alt="A map"/></body></html>`,
		"OEBPS/text/two.xhtml", `<html><body><p lang="fr">Suite.</p></body></html>`,
		"OEBPS/text/three.xhtml", `<html><body><div><h2 id="a">A</h2><p>aa</p><h2 id="b">B</h2><p>bb</p></div></body></html>`)
}

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{"three.epub": good()},
		Attacks: []interchangetest.Attack{
			{Name: "locked", Want: study.Unsupported, Make: func() []byte {
				return packed("META-INF/container.xml", container, "META-INF/encryption.xml", `<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/one.xhtml"/></CipherData></EncryptedData></encryption>`)
			}},
			{Name: "no contents", Want: study.Unreadable, Make: func() []byte { return packed("META-INF/container.xml", "<container/>") }},
			{Name: "a chapter nested 600 deep", Make: func() []byte {
				return packed("META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/text/one a.xhtml", strings.Repeat("<div>", 600)+"deep"+strings.Repeat("</div>", 600))
			}, Skip: "missing"},
			{Name: "a chapter of tags", Make: func() []byte {
				return packed("META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/text/one a.xhtml", "x"+strings.Repeat("<b></b>", 2_000_000))
			}, Skip: "missing"},
			{Name: "a chapter outside the book", Make: func() []byte {
				return packed("META-INF/container.xml", container, "OEBPS/book.opf", strings.ReplaceAll(opf, "text/two.xhtml", "../../../etc/passwd"), "OEBPS/text/one a.xhtml", "<p>x</p>")
			}, Skip: "missing"},
		},
	})
}

func TestNumbersOfNotesAndPagesAreNotRead(t *testing.T) {
	b := packed("META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/nav.xhtml", nav,
		"OEBPS/text/one a.xhtml", `<html><body><p>Hello<a epub:type="noteref" href="#n"><sup>1</sup></a> <span epub:type="pagebreak">12</span>world.</p><aside epub:type="footnote" id="n">A note.</aside></body></html>`)
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("b.epub", b), nil))
	if c.Err != nil || len(c.Readings) != 1 {
		t.Fatal(c.Err)
	}
	if got := c.Readings[0].Sections[0].HTML; !strings.Contains(got, "<p>Hello world.</p>") || !strings.Contains(got, "A note.") {
		t.Errorf("got %q", got)
	}
}

func TestQuestionsInABookAreAskedAfterTheirSection(t *testing.T) {
	for _, c := range []struct{ name, html, rest, want string }{
		{"two paragraphs", "<p>Text.</p>\n<p>Q: What is <b>x</b>?</p>\n<p>A: y</p>\n<p>More.</p>", "<p>Text.</p>\n<p>More.</p>", "What is x?=y"},
		{"one paragraph", "<p>Q: Why? A: Because of this and that and a good many other things as well.</p>", "", "Why?=Because of this and that and a good many other things as well."},
		{"in French", "<p>Question : Qui ?</p><p>Réponse : Lui</p>", "", "Qui ?=Lui"},
		{"no answer", "<p>Q: What?</p><p>On we go.</p>", "<p>Q: What?</p><p>On we go.</p>", ""},
		{"an answer far away", "<p>Q: What?</p><h2>Two</h2><p>A: That</p>", "<p>Q: What?</p><h2>Two</h2><p>A: That</p>", ""},
		{"prose", "<p>A: the first letter.</p><p>Q. E. D.</p>", "<p>A: the first letter.</p><p>Q. E. D.</p>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rest, items := takeQuestions(c.html)
			var got []string
			for _, it := range items {
				answer := it.Answer
				if len(it.Accept) > 0 {
					answer = it.Accept[0].Text
				}
				got = append(got, it.Stem+"="+answer)
			}
			if rest != c.rest || strings.Join(got, "; ") != c.want {
				t.Errorf("left %q and asked %q, want %q and %q", rest, got, c.rest, c.want)
			}
		})
	}
	book := packed("META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/nav.xhtml", nav,
		"OEBPS/text/one a.xhtml", "<html><body><p>Ottawa is the capital of Canada.</p><p>Q: What is the capital of Canada?</p><p>A: Ottawa</p></body></html>",
		"OEBPS/text/two.xhtml", "<html><body><p>x</p></body></html>", "OEBPS/text/three.xhtml", `<html><body><p id="a">y</p></body></html>`)
	col := interchangetest.Collect(Read(t.Context(), source.FromBytes("x.epub", book), nil))
	if col.Err != nil || len(col.Notes) != 1 || len(col.Readings) != 1 {
		t.Fatalf("%v: %d notes, %d readings", col.Err, len(col.Notes), len(col.Readings))
	}
	if s := col.Readings[0].Sections[0]; len(s.Notes) != 1 || s.Notes[0] != col.Notes[0].ID || strings.Contains(s.HTML, "Q:") {
		t.Errorf("the section is %+v", s)
	}
}

func TestChaptersComeInOrderWithTheirNames(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("x.epub", good()), nil))
	if c.Err != nil || len(c.Readings) != 1 {
		t.Fatal(c.Err, c.Readings)
	}
	r := c.Readings[0]
	if r.Title != "A Book" || r.Author != "A. Writer" || r.Lang != "en" || len(r.Sections) != 3 {
		t.Fatalf("got %+v", r)
	}
	one := r.Sections[0]
	if one.Title != "Chapter One" || !strings.Contains(one.HTML, "First &amp; <em>best</em>.") || strings.Contains(one.HTML, "bad()") || !strings.Contains(one.HTML, "A map") || !strings.Contains(one.HTML, `<p lang="fr">Suite.</p>`) {
		t.Errorf("got %q", one.HTML)
	}
	if a, b := r.Sections[1], r.Sections[2]; a.Title != "Three A" || !strings.Contains(a.HTML, "aa") || strings.Contains(a.HTML, "bb") || b.Title != "Three B" || !strings.Contains(b.HTML, "bb") {
		t.Errorf("got %+v and %+v", a, b)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(good())
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}

func FuzzChapter(f *testing.F) {
	f.Add([]byte(`<h1>a</h1><p id="x">b</p>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := &book{titles: map[string][]entry{"c": {{"One", ""}, {"Two", "x"}}}}
		b.chapter("c", data)
	})
}
