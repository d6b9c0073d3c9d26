package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"carrel/internal/lang"
	"carrel/internal/speakable/formula"
	"carrel/internal/speakable/tree"
)

// image speaks an image's alt text.
func (w *walker) image(n *html.Node) {
	alt, hasAlt := tree.Attr(n, "alt")
	alt = strings.TrimSpace(alt)
	if tex := imageTeX(n, alt); tex != "" {
		w.Facts.math = true
		ws, l := w.words()
		w.say(formula.SayTeX(tex, ws), l, false)
		return
	}
	w.Facts.Pictures++
	if AltText(alt) {
		w.add(Run{Text: " " + alt + " "})
		return
	}
	if hasAlt && alt == "" && w.Facts.Texts {
		return // marked as decoration
	}
	w.Facts.Images++
	ws, l := w.words()
	w.cur.Runs = append(w.cur.Runs, Run{Text: " " + ws.Image + " ", Lang: l, Field: w.field, Fixed: true, image: true})
}

// imageTeX returns the formula that an image shows, as Canvas, Wikipedia and WordPress
// store it, and "" for other images.
func imageTeX(n *html.Node, alt string) string {
	for _, name := range []string{"data-equation-content", "data-latex", "data-tex"} {
		if tex, _ := tree.Attr(n, name); strings.TrimSpace(tex) != "" && len(tex) < maxTeX {
			return strings.TrimSpace(tex)
		}
	}
	if len(alt) >= maxTeX {
		return ""
	}
	if tex, ok := strings.CutPrefix(alt, "LaTeX:"); ok {
		return strings.TrimSpace(tex)
	}
	if strings.HasPrefix(alt, `{\displaystyle`) || strings.HasPrefix(alt, `{\textstyle`) {
		return alt
	}
	class, _ := tree.Attr(n, "class")
	for _, c := range strings.Fields(class) {
		if c == "latex" || c == "equation_image" {
			return alt
		}
	}
	return ""
}

// AltText reports whether an alt text is useful; file names are not.
func AltText(alt string) bool {
	if alt == "" || strings.EqualFold(alt, "image") || strings.EqualFold(alt, "img") || strings.EqualFold(alt, "picture") {
		return false
	}
	if i := strings.LastIndexByte(alt, '.'); i >= 0 && !strings.ContainsAny(alt[i:], " ") {
		switch strings.ToLower(alt[i+1:]) {
		case "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "avif", "ico":
			return false
		}
	}
	return strings.ContainsFunc(alt, func(r rune) bool { return lang.ScriptOf(r) != lang.Neutral || r >= '0' && r <= '9' })
}

// player adds the recording of an audio or video element.
func (w *walker) player(n *html.Node) {
	src, _ := tree.Attr(n, "src")
	if src == "" {
		for _, c := range tree.Children(n, atom.Source) {
			if src, _ = tree.Attr(c, "src"); src != "" {
				break
			}
		}
	}
	if n.DataAtom == atom.Video {
		w.Facts.Videos++
	}
	w.sound(unescapeURL(src))
}
