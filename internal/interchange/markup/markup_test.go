package markup

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscapeAndTextAreInverse(t *testing.T) {
	for _, s := range []string{"plain", "1 < 2 & 3 > 2", "two\nlines", "&amp; stays", "<b>"} {
		if got := Text(Escape(s)); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
}

func TestTextIsWhatAReaderSees(t *testing.T) {
	for in, want := range map[string]string{
		"<p>One</p><p>two</p>":              "One\ntwo",
		"a<br>b<script>bad()</script>":      "a\nb",
		"<b>bold</b>&nbsp;text &lt;tag&gt;": "bold text <tag>",
		"<ul><li>x<li>y</ul>":               "x\ny",
		"  many   spaces ":                  "many spaces",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q gave %q, want %q", in, got, want)
		}
	}
}

func TestMarkdownIsHTML(t *testing.T) {
	for in, want := range map[string]string{
		"a *b* `c<d`":      "a <em>b</em> <code>c&lt;d</code>",
		"x & \"y\"":        `x &amp; "y"`,
		"one\n\ntwo":       "<p>one</p>\n<p>two</p>",
		"- a\n- b":         "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
		"<sub>2</sub> raw": "<sub>2</sub> raw",
	} {
		if got := Markdown(in); got != want {
			t.Errorf("%q gave %q, want %q", in, got, want)
		}
	}
}

func TestXMLIsReadForgivingly(t *testing.T) {
	for name, doc := range map[string]string{
		"entities of HTML":   "<a><b>x&nbsp;y</b></a>",
		"missing end tags":   "<a><b>x y</a>",
		"Latin-1, declared":  "<?xml version='1.0' encoding='ISO-8859-1'?><a><b>\xe9</b></a>",
		"Latin-1, unsaid":    "<a><b>\xe9</b></a>",
		"characters of none": "<a><b>x\x01y</b></a>",
	} {
		n, err := ParseXML([]byte(doc))
		if err != nil || n.First("b").Plain() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("<p>a&amp;b<script>c")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		if got := Text(s); !utf8.ValidString(got) {
			t.Errorf("%q", got)
		}
		OutsideTags(s, func(s string) string { return s })
		Markdown(s)
	})
}

func FuzzXML(f *testing.F) {
	f.Add([]byte("<a b='c'>d<e/>&nbsp;</a>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := ParseXML(b)
		if err != nil {
			return
		}
		n.HTML(nil)
		n.Plain()
	})
}

// FuzzXHTML checks that the output of XHTML can be parsed as XML.
func FuzzXHTML(f *testing.F) {
	f.Add(`<p class="a" onclick=b>c<br>d &amp; <x:y z>e`)
	f.Fuzz(func(t *testing.T, s string) {
		d := xml.NewDecoder(strings.NewReader("<a>" + XHTML(s) + "</a>"))
		for {
			_, err := d.Token()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatalf("%q gave %q: %v", s, XHTML(s), err)
			}
		}
	})
}
