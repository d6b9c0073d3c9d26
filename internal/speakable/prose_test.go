package speakable

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestProseAsSaid(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"paragraphs", "<p>One.</p>\n<p>Two &amp; <em>three</em>.</p>", "One. / Two and three."},
		{"heading and list", "<h2>Trees</h2><ul><li>oak</li><li>ash</li></ul>", "Trees / 1 of 2: oak / 2 of 2: ash"},
		{"a picture with nothing said of it", `<p>Look.</p><p><img src="a.png"></p><p>On.</p>`, "Look. / On."},
		{"a language of its own", `<p>He said <span lang="fr">bonjour</span>.</p>`, "He said fr:bonjour"},
		{"no text", "<div><br></div>", ""},
		{"a script", "<p>Before.</p><script>alert(1)</script><p>After.</p>", "Before. / After."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range Prose(c.html, "en") {
				got = append(got, scriptOfSpeech(s, "en"))
			}
			if strings.Join(got, " / ") != c.want {
				t.Errorf("said %q, want %q", strings.Join(got, " / "), c.want)
			}
		})
	}
}

func TestLongProseLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wrap := rapid.SampledFrom([][2]string{{"<p>", "</p>\n"}, {"", " "}, {"<div>", "</div>"}, {"<blockquote><p>", "</p></blockquote>"}}).Draw(t, "markup")
		n := rapid.IntRange(1, 9000).Draw(t, "words")
		text := strings.Repeat(wrap[0]+"lorem"+wrap[1], n)
		got := 0
		for _, s := range Prose(text, "en") {
			got += strings.Count(s.Text(), "lorem")
		}
		if got != n {
			t.Fatalf("%d words of %d are read", got, n)
		}
	})
}

func FuzzProse(f *testing.F) {
	for _, s := range []string{"<p>Hello <b>world</b></p>", "<ul><li>a<li>b</ul>", strings.Repeat("<div>", 20) + "é", `\(x^2\) {{c1::y}} [sound:a.mp3]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range Prose(s, "en") {
			for _, seg := range p {
				if strings.ContainsAny(seg.Text, "<>{}[]\\") {
					t.Fatalf("markup is spoken: %q", seg.Text)
				}
				if seg.Sound != "" {
					t.Fatalf("a recording is in a text: %q", seg.Sound)
				}
			}
		}
	})
}
