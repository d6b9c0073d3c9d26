package template

import (
	"strconv"
	"strings"
)

// maxShapes is the most shapes of one image occlusion card.
const maxShapes = 500

// Shape is one mask of an image occlusion, in fractions of the image.
type Shape struct {
	kind                     string // rect, ellipse, polygon, text
	left, top, width, height float64
	points                   [][2]float64
	text                     string
	asked                    bool // the card asks for it
	always                   bool // never hidden: a label
	hideAll                  bool // the other shapes are masked too
}

// parseShape parses "rect:left=.1:top=.2:width=.3:height=.4:oi=1".
func parseShape(s string, asked, always bool) Shape {
	parts := strings.Split(s, ":")
	sh := Shape{kind: parts[0], asked: asked, always: always}
	for _, p := range parts[1:] {
		key, val, _ := strings.Cut(p, "=")
		f := fraction(val)
		switch key {
		case "left":
			sh.left = f
		case "top":
			sh.top = f
		case "width":
			sh.width = f
		case "height":
			sh.height = f
		case "rx":
			sh.width = 2 * f
		case "ry":
			sh.height = 2 * f
		case "oi":
			sh.hideAll = val == "1"
		case "text":
			sh.text = val
		case "points":
			for _, xy := range strings.Fields(val) {
				x, y, ok := strings.Cut(xy, ",")
				if ok && len(sh.points) < 200 {
					sh.points = append(sh.points, [2]float64{fraction(x), fraction(y)})
				}
			}
		}
	}
	return sh
}

// fraction parses a number between −1 and 2; anything else is 0.
func fraction(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f >= -1 && f <= 2) {
		return 0
	}
	return f
}

func percent(f float64) string { return strconv.FormatFloat(f*100, 'f', 2, 64) }

// drawShapes returns the masks as an SVG over the image. Its classes are card-mask for
// the parts that stay hidden and card-mask-asked for the asked ones. On the back the
// asked ones are only outlined, as card-mask-shown.
func drawShapes(shapes []Shape, back bool) string {
	var b strings.Builder
	b.WriteString(`<svg class="card-masks" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">`)
	for _, s := range shapes {
		class := "card-mask"
		switch {
		case s.always, s.kind == "text":
			continue
		case s.asked && back:
			class = "card-mask-shown"
		case s.asked:
			class = "card-mask-asked"
		case !s.hideAll:
			continue
		}
		switch s.kind {
		case "rect":
			b.WriteString(`<rect class="` + class + `" x="` + percent(s.left) + `" y="` + percent(s.top) + `" width="` + percent(max(0, s.width)) + `" height="` + percent(max(0, s.height)) + `"></rect>`)
		case "ellipse":
			b.WriteString(`<ellipse class="` + class + `" cx="` + percent(s.left+s.width/2) + `" cy="` + percent(s.top+s.height/2) + `" rx="` + percent(max(0, s.width/2)) + `" ry="` + percent(max(0, s.height/2)) + `"></ellipse>`)
		case "polygon":
			var pts []string
			for _, p := range s.points {
				pts = append(pts, percent(p[0])+","+percent(p[1]))
			}
			b.WriteString(`<polygon class="` + class + `" points="` + strings.Join(pts, " ") + `"></polygon>`)
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

// Occlude puts the masks over the first image of safe HTML.
func Occlude(safe string, shapes []Shape, back bool) string {
	i := strings.Index(safe, "<img ")
	if i < 0 {
		return safe
	}
	end := strings.IndexByte(safe[i:], '>')
	if end < 0 {
		return safe
	}
	end += i + 1
	return safe[:i] + `<span class="card-occlusion">` + safe[i:end] + drawShapes(shapes, back) + "</span>" + safe[end:]
}
