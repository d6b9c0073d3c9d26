package speakable

import (
	"strings"
	"testing"

	"carrel/internal/speakable/markup/markuptest"
	"carrel/internal/study"
)

func TestMasksLieOverTheImage(t *testing.T) {
	nt := clozeType()
	nt.Kind = study.Occlusion
	nt.Templates[0] = study.Template{Front: `<div style="display:none">{{cloze:Text}}</div>{{Back Extra}}`, Back: `<div style="display:none">{{cloze:Text}}</div>{{Back Extra}}`}
	text := "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}<br>{{c2::image-occlusion:polygon:points=.1,.2 .3,.4 x,y:oi=1}}{{c0::image-occlusion:text:text=label}}"
	q := ask(t, nt, 1, text, `<img src="map.png">`)
	markuptest.Harmless(t, q.Front)
	markuptest.Harmless(t, q.Back)
	front := `<span class="card-occlusion"><img src="api/media/map.png" alt="image"><svg class="card-masks" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">` +
		`<rect class="card-mask" x="10.00" y="20.00" width="30.00" height="40.00"></rect><polygon class="card-mask-asked" points="10.00,20.00 30.00,40.00 0.00,0.00"></polygon></svg></span>`
	if !strings.Contains(q.Front, front) {
		t.Errorf("front is %s", q.Front)
	}
	if !strings.Contains(q.Back, `<polygon class="card-mask-shown"`) || strings.Contains(q.Back, "mask-asked") {
		t.Errorf("back is %s", q.Back)
	}
	if q.Voice || q.WhyNot != "it hides part of a picture" || !q.Images {
		t.Errorf("got %v, %q", q.Voice, q.WhyNot)
	}
}
