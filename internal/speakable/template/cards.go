package template

import (
	"slices"

	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// Cards returns the card numbers (Ord) of a note, in order. For a standard note type
// these are the templates whose front shows at least one non-empty field. For a cloze
// note type they are the cloze numbers minus one, in the fields that the templates hide
// parts of. A note that holds an Item has one per pair, gap or item. A note without
// cards returns nil.
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
	r := New(Source{NoteType: nt, Note: note}, 0)
	if !r.Cloze {
		return r.standardCards()
	}
	set := map[int]bool{}
	for _, i := range r.clozeFields() {
		clozeNumbers(parseCloze(r.Fields[i]), set)
	}
	var ords []int
	for n := range set {
		ords = append(ords, n-1)
	}
	slices.Sort(ords)
	return ords
}

func (r *Renderer) standardCards() []int {
	var ords []int
	for ord, t := range r.NoteType.Templates {
		shown := false
		replacements(Parse(tree.Cut(t.Front, tree.MaxHTML)), r.full, func(n Node) {
			if i, ok := r.index[n.Key]; ok && !EmptyField(r.Fields[i]) {
				shown = true
			}
		})
		if shown {
			ords = append(ords, ord)
		}
	}
	return ords
}

// clozeFields returns the fields of which the front hides parts, or all fields if it
// hides none.
func (r *Renderer) clozeFields() []int {
	var out []int
	eachTag(Parse(tree.Cut(r.NoteType.Templates[0].Front, tree.MaxHTML)), func(n Node) {
		for _, f := range n.filters {
			if i, ok := r.index[n.Key]; ok && (f == "cloze" || f == "cloze-only") && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	})
	if len(out) == 0 {
		for i := range r.Fields {
			out = append(out, i)
		}
	}
	return out
}
