package speakable

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// image says an image's alt text.
func (w *walker) image(n *html.Node) {
	alt, hasAlt := attr(n, "alt")
	alt = strings.TrimSpace(alt)
	if tex := imageTeX(n, alt); tex != "" {
		w.facts.math = true
		ws, l := w.words()
		w.say(sayTeX(tex, ws), l, false)
		return
	}
	w.facts.pics++
	if altText(alt) {
		w.add(run{text: " " + alt + " "})
		return
	}
	if hasAlt && alt == "" && w.facts.texts {
		return // marked as an ornament
	}
	w.facts.images++
	ws, l := w.words()
	w.cur.runs = append(w.cur.runs, run{text: " " + ws.image + " ", lang: l, field: w.field, fixed: true, image: true})
}

// imageTeX returns the formula an image was made of, as Canvas, Wikipedia and
// WordPress keep it, "" for other images.
func imageTeX(n *html.Node, alt string) string {
	for _, name := range []string{"data-equation-content", "data-latex", "data-tex"} {
		if tex, _ := attr(n, name); strings.TrimSpace(tex) != "" && len(tex) < maxTeX {
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
	class, _ := attr(n, "class")
	for _, c := range strings.Fields(class) {
		if c == "latex" || c == "equation_image" {
			return alt
		}
	}
	return ""
}

// altText reports whether an alt text says something: file names do not.
func altText(alt string) bool {
	if alt == "" || strings.EqualFold(alt, "image") || strings.EqualFold(alt, "img") || strings.EqualFold(alt, "picture") {
		return false
	}
	if i := strings.LastIndexByte(alt, '.'); i >= 0 && !strings.ContainsAny(alt[i:], " ") {
		switch strings.ToLower(alt[i+1:]) {
		case "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "avif", "ico":
			return false
		}
	}
	return strings.ContainsFunc(alt, func(r rune) bool { return scriptOf(r) != neutral || r >= '0' && r <= '9' })
}

// player plays the recording of an audio or video element.
func (w *walker) player(n *html.Node) {
	src, _ := attr(n, "src")
	if src == "" {
		for _, c := range kidsOf(n, atom.Source) {
			if src, _ = attr(c, "src"); src != "" {
				break
			}
		}
	}
	if n.DataAtom == atom.Video {
		w.facts.videos++
	}
	w.sound(unescapeURL(src))
}
