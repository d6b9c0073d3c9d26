// Package markuptest owns the check that HTML made from a card is harmless, for the
// tests of the packages that make such HTML.
package markuptest

import (
	"carrel/internal/speakable/mark"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TB is the part of a test that the checks use.
type TB interface{ Fatalf(string, ...any) }

// Attacks are known ways to make a page run or load something. After sanitising, each
// must pass Harmless.
var Attacks = []string{
	`<script>alert(1)</script>`, `<scr<script>ipt>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<img src="javascript:alert(1)">`, `<img src="http://evil.example/x.png">`, `<img src="//evil.example/x">`, `<img src="data:image/svg+xml,<svg onload=alert(1)>">`,
	`<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg><a xlink:href="javascript:alert(1)">x</a></svg>`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, `<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>`, `<math href="javascript:alert(1)">x</math>`, `<math><mi xlink:href="javascript:x">a</mi><maction actiontype="statusline#http://evil.example">b</maction></math>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<textarea></textarea><img src=x onerror=alert(1)>`, `<title><img src=x onerror=alert(1)></title>`, `<xmp><img src=x onerror=alert(1)></xmp>`,
	`<iframe src="https://evil.example"></iframe>`, `<iframe srcdoc="<script>alert(1)</script>">`, `<object data="x.swf"></object>`, `<embed src=x>`, `<link rel=stylesheet href=//evil.example>`, `<meta http-equiv=refresh content="0;url=//evil.example">`, `<base href="//evil.example/">`, `<form action="//evil.example"><input name=x><button>go</button></form>`,
	`<a href="javascript:alert(1)">x</a>`, `<a href="https://evil.example" ping="//evil.example">x</a>`, `<div style="background:url(//evil.example/x)">x</div>`, `<p style="position:fixed;top:0;left:0;width:100%;height:100%">x</p>`, `<style>@import '//evil.example';</style>`, `<video poster="//evil.example/x" src="//evil.example/y"></video>`, `<audio src="../../etc/passwd">`, `<img srcset="//evil.example/x 2x" src="a.png">`, `<table background="//evil.example/x"><tr><td background="//evil.example">x</table>`, `<body onload=alert(1)>`, `<input autofocus onfocus=alert(1)>`, `<details open ontoggle=alert(1)>x</details>`, `<b id="app" class="app name">x</b>`, `<img src="a.png" alt='"><script>alert(1)</script>'>`, `<abbr title='"onmouseover="alert(1)'>x</abbr>`, `[sound:"><script>alert(1)</script>.mp3]`, `[sound:http://evil.example/x.mp3]`, `\(<script>alert(1)</script>\)`, `\(\text{<img src=x onerror=alert(1)>}\)`, `{{c1::<script>alert(1)</script>::<img src=x onerror=alert(1)>}}`, `<img src="&#106;avascript:alert(1)">`, `<IMG SRC=x OnErRoR=alert(1)>`, "<img\x00 src=x onerror=alert(1)>", `<template><script>alert(1)</script></template>`, `<select><option><script>alert(1)</script></select>`, `<frameset><frame src=javascript:alert(1)></frameset>`, `<p/onclick=alert(1)>x</p>`, `<!--[if IE]><script>alert(1)</script><![endif]-->`, `<?php echo 1 ?>`, `<![CDATA[<script>alert(1)</script>]]>`, `<plaintext><script>alert(1)</script>`, `</p><script>alert(1)</script>`, `<portal src=//evil.example>`, `<a xml:base="javascript:alert(1)//">x</a>`, `<dialog open>x</dialog>`, `<marquee onstart=alert(1)>x</marquee>`, `<font color="expression(alert(1))">x</font>`,
}

// Parts are fragments of card HTML from which tests build more.
var Parts = []string{
	"word", "the", " ", "Paris", "x", "2", "12.5", "%", "&amp;", "&lt;b&gt;", "&lt;", "&nbsp;", "&#x5c;", "<", ">", "<b>", "</b>", "<i>", "</i>", "<br>", "<div>", "</div>", "<p>", "</p>",
	"<ul><li>", "<li>", "</li></ul>", "<table><tr><td>", "</td><td>", "</td></tr></table>", "<th>", "<ruby>", "<rt>", "</rt></ruby>", "<sub>2</sub>", "<sup>3</sup>", "<sup>", "</sup>", "<code>", "</code>", "<pre>", "</pre>",
	`<img src="a.png">`, `<img src="a.png" alt="a dog">`, `<img alt="{{c1::zqx}}">`, "[sound:a.mp3]", "[sound:", "[anki:tts lang=fr_FR]", "[/anki:tts]", "[anki:play:q:0]", `\(`, `\)`, `\[`, `\]`, `\frac{a}{b}`, "x^2", "$", "$$", "[latex]", "[/latex]", "[$]", "[/$]", `\alpha`, `\ce{H2O}`, `\`, "^", "_", "{", "}", "}}", "{{", "{{c1::", "{{c2::", "::", "{{c1,2::", "{{Field}}", "{{{", "data-ordinal", `<span data-x="1">`, "</span>", "<style>b{}</style>", "<script>x<y</script>", "<script>", "<!-- c -->", "<!--", "-->",
	"漢字[かんじ]", "漢字", "かな", "Привет", "γ", "العربية", "😀", "→", "≠", "°C", "-5", "–", "…", "____", "*", "#", "|", "~", "`", "\"", "'", "«", "»", "½", "²", "₂", "H2O", "NaCl", "https://example.org/a?b=c", "\u00ad", "\u200b", "\ufdd0", "\ufdd6", "\x00", "\xff", "\n", "\t", "<a href='javascript:x'>", "</a>", "<details><summary>", "</details>", "<math><mi>a</mi>", "</math>", "<svg><title>", "<textarea>", "<select>", "<template>", "<hr id=answer>", "<font color=red>", `<div style="display:none">`, "e-mail@x.org", "C++", "C#", "and/or", "1/2", "a == b", "=>", "<=", "İstanbul", "ß",
}

// Harmless parses shown HTML as a browser would, and fails on everything that is not on
// the list.
func Harmless(t TB, shown string) {
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

var shownAttrs = wordSet("class lang dir title alt src width height colspan rowspan scope start value type controls preload display linethickness viewBox preserveAspectRatio aria-hidden x y cx cy rx ry points")

func element(t TB, n *html.Node, shown string) {
	ok := shownElements[n.Data]
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
		if _, ok := alt(n); !ok {
			t.Fatalf("an image without alt is shown in %s", shown)
		}
	}
}

// The allowed elements. The lists are repeated here and not taken from package markup,
// so that an element added there by mistake is found.
var (
	shownElements = wordSet("p div span br hr b i u s em strong small sub sup ul ol li dl dt dd table caption thead tbody tfoot tr th td pre code kbd samp var " +
		"blockquote q cite abbr dfn time h1 h2 h3 h4 h5 h6 ruby rb rt rp rtc details summary mark del ins figure figcaption bdi bdo wbr img audio video")
	mathElements = wordSet("math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd semantics mstyle mpadded menclose")
)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

func hasWord(list, w string) bool { return slices.Contains(strings.Fields(list), w) }

func alt(n *html.Node) (string, bool) {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == "alt" {
			return a.Val, true
		}
	}
	return "", false
}

// Unspeakable returns text that no voice may get: signs of markup, marks, control
// characters. It returns "" if there is none.
func Unspeakable(s string) string {
	for _, bad := range []string{"<", ">", "{", "}", "[", "]", `\`, "|", "&", "`", "^", "_"} {
		if strings.Contains(s, bad) {
			return bad
		}
	}
	for _, bad := range []string{"data-", "&nbsp"} {
		if strings.Contains(strings.ToLower(s), bad) {
			return bad
		}
	}
	for _, r := range s {
		if mark.Is(r) || unicode.Is(unicode.C, r) {
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}
