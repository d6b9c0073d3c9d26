package markup

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/speakable/mark"
	"carrel/internal/speakable/markup/markuptest"
)

func TestWhatIsShown(t *testing.T) {
	has := func(name string) bool { return name != "gone.png" }
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
		if got := Safe(c.html, "en", has); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Making safe HTML safe again changes nothing, so a second parse cannot change its
// meaning.
func TestSafeHTMLIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(markuptest.Parts), 1, 10).Draw(t, "parts"), "")
		once := Safe(mark.Clean(src), "en", nil)
		markuptest.Harmless(t, once)
	})
}

func FuzzSafeHTML(f *testing.F) {
	for _, a := range markuptest.Attacks {
		f.Add(a)
	}
	f.Fuzz(func(t *testing.T, src string) {
		markuptest.Harmless(t, Safe(mark.Clean(src), "en", nil))
	})
}
