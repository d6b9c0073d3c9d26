package speakable

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"carrel/internal/study"
)

// attacks are ways to make a page run or fetch something, by others over the
// years; what remains of each must pass harmless.
var attacks = []string{
	`<script>alert(1)</script>`, `<scr<script>ipt>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<img src="javascript:alert(1)">`, `<img src="http://evil.example/x.png">`, `<img src="//evil.example/x">`, `<img src="data:image/svg+xml,<svg onload=alert(1)>">`,
	`<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg><a xlink:href="javascript:alert(1)">x</a></svg>`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, `<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>`, `<math href="javascript:alert(1)">x</math>`, `<math><mi xlink:href="javascript:x">a</mi><maction actiontype="statusline#http://x">b</maction></math>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<textarea></textarea><img src=x onerror=alert(1)>`, `<title><img src=x onerror=alert(1)></title>`, `<xmp><img src=x onerror=alert(1)></xmp>`,
	`<iframe src="https://evil.example"></iframe>`, `<iframe srcdoc="<script>alert(1)</script>">`, `<object data="x.swf"></object>`, `<embed src=x>`, `<link rel=stylesheet href=//evil.example>`, `<meta http-equiv=refresh content="0;url=//evil.example">`, `<base href="//evil.example/">`, `<form action="//evil.example"><input name=x><button>go</button></form>`,
	`<a href="javascript:alert(1)">x</a>`, `<a href="https://evil.example" ping="//evil.example">x</a>`, `<div style="background:url(//evil.example/x)">x</div>`, `<p style="position:fixed;top:0;left:0;width:100%;height:100%">x</p>`, `<style>@import '//evil.example';</style>`, `<video poster="//evil.example/x" src="//evil.example/y"></video>`, `<audio src="../../etc/passwd">`, `<img srcset="//evil.example/x 2x" src="a.png">`, `<table background="//evil.example/x"><tr><td background="//evil.example">x</table>`, `<body onload=alert(1)>`, `<input autofocus onfocus=alert(1)>`, `<details open ontoggle=alert(1)>x</details>`, `<b id="app" class="app name">x</b>`, `<img src="a.png" alt='"><script>alert(1)</script>'>`, `<abbr title='"onmouseover="alert(1)'>x</abbr>`, `[sound:"><script>alert(1)</script>.mp3]`, `[sound:http://evil.example/x.mp3]`, `\(<script>alert(1)</script>\)`, `\(\text{<img src=x onerror=alert(1)>}\)`, `{{c1::<script>alert(1)</script>::<img src=x onerror=alert(1)>}}`, `<img src="&#106;avascript:alert(1)">`, `<IMG SRC=x OnErRoR=alert(1)>`, "<img\x00 src=x onerror=alert(1)>", `<template><script>alert(1)</script></template>`, `<select><option><script>alert(1)</script></select>`, `<frameset><frame src=javascript:alert(1)></frameset>`, `<p/onclick=alert(1)>x</p>`, `<!--[if IE]><script>alert(1)</script><![endif]-->`, `<?php echo 1 ?>`, `<![CDATA[<script>alert(1)</script>]]>`, `<plaintext><script>alert(1)</script>`, `</p><script>alert(1)</script>`, `<portal src=//evil.example>`, `<a xml:base="javascript:alert(1)//">x</a>`, `<dialog open>x</dialog>`, `<marquee onstart=alert(1)>x</marquee>`, `<font color="expression(alert(1))">x</font>`,
}

// harmless parses shown HTML as a browser would and fails on anything that is
// not on the list.
func harmless(t interface{ Fatalf(string, ...any) }, shown string) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(shown), body)
	if err != nil {
		t.Fatalf("shown HTML cannot be read: %v\n%s", err, shown)
	}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		switch n.Type {
		case html.CommentNode, html.DoctypeNode, html.RawNode:
			t.Fatalf("a node of type %v is shown in %s", n.Type, shown)
		case html.ElementNode:
			element(t, n, shown)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	for _, n := range nodes {
		visit(n)
	}
}

var shownAttrs = set("class lang dir title alt src width height colspan rowspan scope start value type controls preload display linethickness viewBox preserveAspectRatio aria-hidden x y cx cy rx ry points")

func element(t interface{ Fatalf(string, ...any) }, n *html.Node, shown string) {
	ok := safeElements[n.DataAtom] || n.DataAtom == atom.Img || n.DataAtom == atom.Audio || n.DataAtom == atom.Video
	switch n.Namespace {
	case "math":
		ok = mathElements[n.Data]
	case "svg":
		ok = hasWord("svg rect ellipse polygon", n.Data)
	}
	if !ok {
		t.Fatalf("<%s> is shown in %s", n.Data, shown)
	}
	for _, a := range n.Attr {
		if !shownAttrs[a.Key] || a.Namespace != "" {
			t.Fatalf("%s=%q is shown in %s", a.Key, a.Val, shown)
		}
		switch a.Key {
		case "src":
			name, ok := strings.CutPrefix(a.Val, "api/media/")
			if !ok || strings.ContainsAny(name, "/\\:?#") || name == "" {
				t.Fatalf("src=%q is shown in %s", a.Val, shown)
			}
		case "class":
			if !hasWord("card-cloze card-hint card-missing card-occlusion card-masks card-mask card-mask-asked card-mask-shown", a.Val) {
				t.Fatalf("class=%q is shown in %s", a.Val, shown)
			}
		}
	}
	if n.DataAtom == atom.Img {
		if _, ok := attr(n, "alt"); !ok {
			t.Fatalf("an image without alt is shown in %s", shown)
		}
	}
}

func TestShownHTMLIsHarmless(t *testing.T) {
	for _, a := range attacks {
		for _, nt := range []*study.NoteType{basic("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"), basic(`<div title="{{Front}}">{{hint:Back}}</div>`, "{{type:Back}}{{tts en_US:Front}}")} {
			q := ask(t, nt, 0, a, a+a, a)
			harmless(t, q.Front)
			harmless(t, q.Back)
			noMarkup(t, q)
		}
		q := ask(t, clozeType(), 0, "{{c1::"+a+"}}"+a, a)
		harmless(t, q.Front)
		harmless(t, q.Back)
	}
}

func TestShownHTMLIsHarmlessWhateverTheParts(t *testing.T) {
	all := append(append([]string(nil), attacks...), htmlParts...)
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(all), 1, 8).Draw(t, "parts"), "")
		q, err := Question(Input{NoteType: clozeType(), Note: &study.Note{Fields: []string{src, src}}})
		if err != nil {
			t.Fatal(err)
		}
		harmless(t, q.Front)
		harmless(t, q.Back)
	})
}

func TestWhatIsShown(t *testing.T) {
	in := &Input{Lang: "en", HasMedia: func(name string) bool { return name != "gone.png" }}
	for _, c := range []struct{ name, html, want string }{
		{"kept", `<b>a</b> <i>b</i><br>c`, `<b>a</b> <i>b</i><br>c`},
		{"image", `<img src="my pic.png" width="10px" height=x>`, `<img src="api/media/my%20pic.png" alt="image" width="10">`},
		{"escaped name", `<img src="my%20pic.png" alt="a pic">`, `<img src="api/media/my%20pic.png" alt="a pic">`},
		{"missing image", `<img src="gone.png" alt="a pic">`, `<span class="card-missing">a pic</span>`},
		{"style", `<span style="font-weight: 700; text-decoration: underline">x</span>`, `<span><b><u>x</u></b></span>`},
		{"old elements", `<center><font color="red">x</font></center>`, `<div><span>x</span></div>`},
		{"link", `<a href="https://example.org">x</a>`, `<span>x</span>`},
		{"direction and language", `<p dir="RTL" lang="he_IL">x</p>`, `<p dir="rtl" lang="he-IL">x</p>`},
		{"sound", `[sound:a&amp;b.mp3]`, `<audio controls preload="none" src="api/media/a%26b.mp3"></audio>`},
		{"formula", `\(a<b\)`, `<math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>`},
		{"table", `<table border=1><tr><td colspan=2 onclick=x>a</table>`, `<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>`},
	} {
		if got := safeHTML(c.html, in.Lang, in.HasMedia); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Safe HTML made safe again is the same: nothing changes its meaning when it
// is read a second time.
func TestSafeHTMLIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(htmlParts), 1, 10).Draw(t, "parts"), "")
		once := safeHTML(clean(src), "en", nil)
		harmless(t, once)
	})
}

func TestDeepHTML(t *testing.T) {
	for _, tag := range []string{"div", "b", "ul><li", "table><tr><td", "ruby", "font color=red", "details"} {
		name := strings.Fields(strings.ReplaceAll(tag, ">", " "))[0]
		deep := strings.Repeat("<"+tag+">", 600) + "deep" + strings.Repeat("</"+name+">", 600) + " after"
		q := ask(t, basic(plainFront, plainBack), 0, deep, "x", "")
		if got := q.Ask.Text(); !strings.Contains(got, "deep") && tag != "details" {
			t.Errorf("<%s> 600 deep says %q", tag, got)
		}
		harmless(t, q.Front)
		noMarkup(t, q)
	}
	script := strings.Repeat("<div>", 600) + "<script>evil</script><style>worse</style>seen" + strings.Repeat("</div>", 600)
	if got := ask(t, basic(plainFront, plainBack), 0, script, "x", "").Ask.Text(); got != "seen" {
		t.Errorf("got %q", got)
	}
}
