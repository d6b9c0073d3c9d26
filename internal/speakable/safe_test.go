package speakable

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/speakable/markup/markuptest"
	"carrel/internal/study"
)

func TestShownHTMLIsHarmless(t *testing.T) {
	for _, a := range markuptest.Attacks {
		for _, nt := range []*study.NoteType{basic("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"), basic(`<div title="{{Front}}">{{hint:Back}}</div>`, "{{type:Back}}{{tts en_US:Front}}")} {
			q := ask(t, nt, 0, a, a+a, a)
			markuptest.Harmless(t, q.Front)
			markuptest.Harmless(t, q.Back)
			noMarkup(t, q)
		}
		q := ask(t, clozeType(), 0, "{{c1::"+a+"}}"+a, a)
		markuptest.Harmless(t, q.Front)
		markuptest.Harmless(t, q.Back)
	}
}

func TestShownHTMLIsHarmlessWhateverTheParts(t *testing.T) {
	all := append(append([]string(nil), markuptest.Attacks...), markuptest.Parts...)
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(all), 1, 8).Draw(t, "parts"), "")
		q, err := Question(Input{NoteType: clozeType(), Note: &study.Note{Fields: []string{src, src}}})
		if err != nil {
			t.Fatal(err)
		}
		markuptest.Harmless(t, q.Front)
		markuptest.Harmless(t, q.Back)
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
		markuptest.Harmless(t, q.Front)
		noMarkup(t, q)
	}
	script := strings.Repeat("<div>", 600) + "<script>evil</script><style>worse</style>seen" + strings.Repeat("</div>", 600)
	if got := ask(t, basic(plainFront, plainBack), 0, script, "x", "").Ask.Text(); got != "seen" {
		t.Errorf("got %q", got)
	}
}
