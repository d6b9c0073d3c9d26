package e2e

import (
	"bytes"
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

var update = flag.Bool("update", false, "copy the screenshots to docs/screenshots")

// picture takes a screenshot for the README.
func (b *tab) picture(name string) {
	b.t.Helper()
	js[bool](b.t, b.ctx, `document.fonts.ready.then(() => new Promise(r => setTimeout(() => r(true), 300)))`)
	b.shot(name)
	if !*update {
		return
	}
	raw, err := os.ReadFile(filepath.Join("out", name+".png"))
	if err != nil {
		b.t.Fatal(err)
	}
	small, err := shrink(raw)
	if err != nil {
		b.t.Fatal(err)
	}
	dir := filepath.Join("..", "docs", "screenshots")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), small, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// shrink reduces a picture to its 256 most frequent colours. A page has few colours; the
// rest are the soft edges of letters.
func shrink(raw []byte) ([]byte, error) {
	from, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	count := map[color.RGBA]int{}
	box := from.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			count[color.RGBAModel.Convert(from.At(x, y)).(color.RGBA)]++
		}
	}
	var most []color.RGBA
	for c := range count {
		most = append(most, c)
	}
	slices.SortFunc(most, func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, c := range most[:min(256, len(most))] {
		palette = append(palette, c)
	}
	index := map[color.RGBA]uint8{}
	for c := range count {
		index[c] = uint8(palette.Index(c))
	}
	to := image.NewPaletted(box, palette)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			to.SetColorIndex(x, y, index[color.RGBAModel.Convert(from.At(x, y)).(color.RGBA)])
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, to)
	return out.Bytes(), err
}

// TestScreenshots takes the README's pictures.
func TestScreenshots(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.see(".packs .button")
	b.picture("first-run")
	b.look("light", 390, 760)
	b.picture("first-run-phone")
	b.look("light", 1100, 860)

	b.upload(own(t, "words.csv"), own(t, "quiz.gift"))
	b.see(".job.done:nth-of-type(2)")
	b.see(".decks a")
	js[bool](t, b.ctx, `document.querySelectorAll(".jobs details").forEach(d => d.open = true) ?? true`)
	b.picture("imported")
	p.study(6)
	b.settings(`{rate: 1}`)
	b.do(chromedp.Navigate(p.url+"/#/library"), chromedp.Reload())
	b.press("Study")
	now := b.await(0, "answering")
	b.picture("study-question")
	b.press("Show answer")
	b.await(now.Turn, "revealed")
	b.picture("study-answer")
	b.press("Stop")
	b.await(now.Turn, "finished")

	b.do(chromedp.Navigate(p.url + "/#/progress"))
	b.see(".plot canvas")
	b.picture("progress")
	b.do(chromedp.Navigate(p.url + "/#/settings"))
	b.see(".leaves li")
	b.look("dark", 1100, 860)
	b.picture("settings-dark")
	b.look("dark", 390, 760)
	b.settings(`{profile: "driving"}`)
	b.do(chromedp.Navigate(p.url+"/#/library"), chromedp.Reload())
	b.press("Study")
	b.await(0, "answering")
	b.picture("driving-phone")
}
