package feed

import (
	"strings"
	"testing"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const rss = `<?xml version="1.0"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Slow News</title><language>fr</language><itunes:author>A Voice</itunes:author>
<item><title>First &amp; last</title><description><![CDATA[<p>Notes.</p>]]></description><enclosure url="https://example.org/1.mp3" type="audio/mpeg" length="1"/></item>
<item><title>Second</title><description>Plain 1 &lt; 2</description></item></channel></rss>`

const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><entry><title>One</title><content type="html">&lt;b&gt;Hi&lt;/b&gt;</content></entry></feed>`

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{"news.xml": []byte(rss), "atom.xml": []byte(atom)},
		Attacks: []interchangetest.Attack{
			{Name: "nested tags", Want: study.Unsupported, Make: func() []byte {
				return []byte(`<rss version="2.0"><channel><item>` + strings.Repeat("<a>", 500_000))
			}},
			{Name: "a million attributes", Want: study.Unsupported, Make: func() []byte {
				return []byte(`<rss version="2.0"><channel ` + strings.Repeat(`b="" `, 1_000_000) + `><item><title>x</title></item></channel></rss>`)
			}},
			{Name: "many episodes", Want: study.Unsupported, Make: func() []byte {
				return []byte(`<rss version="2.0"><channel>` + strings.Repeat("<item><title>x</title></item>", 50_000) + `</channel></rss>`)
			}},
			{Name: "an entity bomb", Make: func() []byte {
				return []byte(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><title>t</title><item><title>x &b; y</title></item></channel></rss>`)
			}},
			{Name: "no episodes", Want: study.Unreadable, Make: func() []byte { return []byte(`<rss version="2.0"><channel><title>t</title></channel></rss>`) }},
		},
	})
}

func TestEpisodesAreSections(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("news.xml", []byte(rss)), nil))
	if c.Err != nil || len(c.Readings) != 1 {
		t.Fatal(c.Err)
	}
	r := c.Readings[0]
	if r.Title != "Slow News" || r.Author != "A Voice" || r.Lang != "fr" || len(r.Sections) != 2 || r.Sections[0].Title != "First & last" || r.Sections[1].HTML != "Plain 1 &lt; 2" {
		t.Errorf("got %+v", r)
	}
	if len(c.Skips) != 1 || !strings.Contains(c.Skips[0].Why, "https://example.org/1.mp3") {
		t.Errorf("got %v", c.Skips)
	}
}

func TestTitlesInHTMLAreText(t *testing.T) {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("a.xml", []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title type="html">One &lt;b&gt;two&lt;/b&gt;</title><summary>s</summary></entry></feed>`)), nil))
	if c.Err != nil || len(c.Readings) != 1 || c.Readings[0].Sections[0].Title != "One two" {
		t.Errorf("got %v, %+v", c.Err, c.Readings)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(rss))
	f.Add([]byte(atom))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
