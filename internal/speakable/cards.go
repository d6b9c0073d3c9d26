package speakable

import (
	"slices"

	"carrel/internal/study"
)

// Cards returns the card numbers (Ord) a note makes, in order: the templates
// whose front shows at least one filled field; for cloze note types one less
// than each cloze number in the fields the templates hide parts of; one a
// pair, gap or item for notes that hold an Item. A note that makes none
// returns nil.
func Cards(nt *study.NoteType, note *study.Note) []int {
	if note == nil {
		return nil
	}
	if note.Item != nil {
		ords := make([]int, note.Item.Cards())
		for i := range ords {
			ords[i] = i
		}
		return ords
	}
	if nt == nil || len(nt.Templates) == 0 {
		return nil
	}
	r := newRenderer(Source{NoteType: nt, Note: note}, 0)
	if !r.cloze {
		return r.standardCards()
	}
	set := map[int]bool{}
	for _, i := range r.clozeFields() {
		clozeNumbers(parseCloze(r.fields[i]), set)
	}
	var ords []int
	for n := range set {
		ords = append(ords, n-1)
	}
	slices.Sort(ords)
	return ords
}

func (r *renderer) standardCards() []int {
	var ords []int
	for ord, t := range r.nt.Templates {
		shown := false
		replacements(parseTemplate(cut(t.Front, maxHTML)), r.full, func(n node) {
			if i, ok := r.index[n.key]; ok && !emptyField(r.fields[i]) {
				shown = true
			}
		})
		if shown {
			ords = append(ords, ord)
		}
	}
	return ords
}

// clozeFields returns the fields that the front hides parts of; all fields,
// where it hides none.
func (r *renderer) clozeFields() []int {
	var out []int
	eachTag(parseTemplate(cut(r.nt.Templates[0].Front, maxHTML)), func(n node) {
		for _, f := range n.filters {
			if i, ok := r.index[n.key]; ok && (f == "cloze" || f == "cloze-only") && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	})
	if len(out) == 0 {
		for i := range r.fields {
			out = append(out, i)
		}
	}
	return out
}
