package csv

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// maxTypes is how many note types one table may name.
const maxTypes = 1000

// fieldType is the note type made for the rows of one kind.
type fieldType struct {
	study.NoteType
	width int
}

// fields yields the rows as notes of note types whose fields are the columns of the
// table. It reads the table twice, because only at the end it knows how many fields a
// note type has and whether it contains clozes.
func (t *table) fields(sc *scanner, total int) error {
	t.typesBy = map[string]*fieldType{}
	start := *sc
	for {
		r, ok := sc.next()
		if !ok {
			break
		}
		t.measure(r)
		if len(t.typesBy) > maxTypes {
			return t.src.Errorf(study.Unsupported, "line %d: the table names more than %d note types; split it into several", r.line, maxTypes)
		}
	}
	for _, ft := range t.typesBy {
		t.build(ft)
	}
	*sc = start
	return t.each(sc, total, t.fieldNote)
}

func (t *table) typeName(r record) string {
	if name := t.get(r, noteTypeName); name != "" {
		return name
	}
	if t.noteType != "" {
		return t.noteType
	}
	return "Table with " + strings.Join(t.fieldNames(len(t.roles)), ", ")
}

// values returns the plain fields of a row.
func (t *table) values(r record) []string {
	var v []string
	for i, f := range r.fields {
		if i < len(t.roles) && t.roles[i] == plain {
			v = append(v, t.rich(f))
		}
	}
	return v
}

func (t *table) measure(r record) {
	if t.blank(r) {
		return
	}
	name := t.typeName(r)
	ft := t.typesBy[name]
	if ft == nil {
		ft = &fieldType{NoteType: study.NoteType{Name: name, Kind: study.Standard}}
		t.typesBy[name] = ft
	}
	for i, v := range t.values(r) {
		if v != "" {
			ft.width = max(ft.width, i+1)
		}
		if cloze.MatchString(v) {
			ft.Kind = study.ClozeType
		}
	}
}

var cloze = regexp.MustCompile(`\{\{c(\d{1,3}(?:,\d{1,3})*)::`)

// fieldNames names at most n of the plain columns.
func (t *table) fieldNames(n int) []string {
	var out []string
	for i, r := range t.roles {
		if r != plain || len(out) == n {
			continue
		}
		name := t.names[i]
		switch {
		case name != "":
		case len(out) == 0:
			name = "Front"
		case len(out) == 1:
			name = "Back"
		default:
			name = fmt.Sprintf("Field %d", len(out)+1)
		}
		out = append(out, name)
	}
	return out
}

func (t *table) build(ft *fieldType) {
	// A named column is a field even if it is empty in every row.
	width := max(ft.width, 1)
	if t.noteType != "" || t.typeCol < 0 {
		width = len(t.roles)
	}
	parts := []string{"table", ft.Name}
	for _, name := range t.fieldNames(width) {
		ft.Fields = append(ft.Fields, study.Field{Name: name, Lang: t.lang})
		parts = append(parts, name)
	}
	ft.ID = study.DeriveID("notetype", parts...)
	filter := ""
	if ft.Kind == study.ClozeType {
		filter = "cloze:"
	}
	front := "{{" + filter + ft.Fields[0].Name + "}}"
	back := "{{FrontSide}}<hr id=answer>"
	if filter != "" {
		back = front
	}
	for _, f := range ft.Fields[1:] {
		back += "<div>{{" + filter + f.Name + "}}</div>"
	}
	ft.Templates = []study.Template{{Name: "Card 1", Front: front, Back: back}}
}

func (t *table) fieldNote(r record) error {
	values := t.values(r)
	if len(values) == 0 || values[0] == "" {
		return t.out.Skip(t.place(r), "its first field is empty")
	}
	if twice, err := t.repeated(r); twice || err != nil {
		return err
	}
	ft := t.typesBy[t.typeName(r)]
	deck, name, err := t.inDeck(r)
	if err != nil {
		return err
	}
	if err := t.out.NoteType(ft.NoteType); err != nil {
		return err
	}
	for len(values) < len(ft.Fields) {
		values = append(values, "")
	}
	n := study.Note{
		ID:   study.DeriveID("note", "table", ft.ID.String(), name, values[0]),
		Type: ft.ID, Fields: values[:len(ft.Fields)], Tags: t.tagList(r),
	}
	if g := t.get(r, guid); g != "" {
		if id, ours := stream.OwnNote(g); ours {
			n.ID = id
		} else {
			// This is the guid that Anki wrote, so the note equals the one in a package.
			n.GUID, n.ID = g, study.DeriveID("note", "anki", g)
		}
	}
	ords := []int{0}
	if ft.Kind == study.ClozeType {
		if ords = clozes(n.Fields); len(ords) == 0 {
			return t.out.Skip(fmt.Sprintf("line %d: %s", r.line, clip(values[0])), "it has no cloze, so there is nothing to ask")
		}
	}
	if t.get(r, guid) != "" {
		return t.out.Note(n, deck, ords...)
	}
	t.out.In(t.src.Scope)
	return t.out.NoteOfFile(n, deck, ords...)
}

// clozes returns the ordinals of the cards that the clozes in the fields make.
func clozes(fields []string) []int {
	set := map[int]bool{}
	for _, f := range fields {
		for _, m := range cloze.FindAllStringSubmatch(f, -1) {
			for _, num := range strings.Split(m[1], ",") {
				if n, err := strconv.Atoi(num); err == nil && n > 0 {
					set[n-1] = true
				}
			}
		}
	}
	ords := make([]int, 0, len(set))
	for n := range set {
		ords = append(ords, n)
	}
	sort.Ints(ords)
	return ords
}
