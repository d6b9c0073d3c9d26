package apkg

import (
	"encoding/json"
	"strings"

	"carrel/internal/study"
)

// noteType is a note type being read. It is yielded when its first note is.
type noteType struct {
	study.NoteType
	sent bool
	own  bool // a type that Write made for questions
}

// finish gives the note type its identity, made from Anki's id and the names of its
// fields and templates. The id is not enough: people change a note type after they shared
// it, and a card must find the template it was made with.
func (t *noteType) finish(ankiID int64) *noteType {
	parts := []string{"anki", itoa(ankiID)}
	for _, f := range t.Fields {
		parts = append(parts, f.Name)
	}
	parts = append(parts, "templates")
	for _, m := range t.Templates {
		parts = append(parts, m.Name)
	}
	t.ID = study.DeriveID("notetype", parts...)
	t.own = isOwnType(&t.NoteType)
	t.languages()
	if t.Kind == study.ClozeType {
		for _, m := range t.Templates {
			if strings.Contains(m.Front, "image-occlusion-container") || strings.Contains(m.Front, "anki.imageOcclusion") {
				t.Kind = study.Occlusion
			}
		}
	}
	return t
}

// noteTypes11 reads the note types of schema 11, which are JSON in table col.
func (db *database) noteTypes11(models []byte) (map[int64]*noteType, error) {
	types := map[int64]*noteType{}
	if len(models) == 0 {
		return types, nil
	}
	err := eachMember(models, func(key string, raw json.RawMessage) error {
		if len(types) >= maxThings {
			return errTooMany
		}
		t, id, err := parseModel(raw)
		if id == 0 {
			id = integer(json.RawMessage(key))
		}
		if err != nil {
			return db.damaged(err, "note type "+clipName(key))
		}
		types[id] = t.finish(id)
		return nil
	})
	switch {
	case err == errTooMany:
		return nil, db.tooMany("note types", maxThings)
	case err != nil && study.KindOf(err) == study.Internal:
		return nil, db.damaged(err, "the note types")
	}
	return types, err
}

func parseModel(raw json.RawMessage) (*noteType, int64, error) {
	m, err := object(raw)
	if err != nil {
		return nil, 0, err
	}
	t := &noteType{}
	t.Name, t.CSS = text(m["name"]), text(m["css"])
	t.Modified = study.Time(clampMS(integer(m["mod"]) * 1000))
	t.Kind = study.Standard
	if integer(m["type"]) == 1 {
		t.Kind = study.ClozeType
	}
	if integer(m["originalStockKind"]) == stockOcclusion {
		t.Kind = study.Occlusion
	}
	fields, err := array(m["flds"], maxParts)
	if err != nil {
		return nil, 0, err
	}
	for _, f := range fields {
		o, err := object(f)
		if err != nil {
			return nil, 0, err
		}
		name := text(o["name"])
		t.Fields = append(t.Fields, study.Field{Name: name, Origin: rest(o, "name", "ord")})
	}
	templates, err := array(m["tmpls"], maxParts)
	if err != nil {
		return nil, 0, err
	}
	for _, f := range templates {
		o, err := object(f)
		if err != nil {
			return nil, 0, err
		}
		t.Templates = append(t.Templates, study.Template{
			Name: text(o["name"]), Front: text(o["qfmt"]), Back: text(o["afmt"]),
			Origin: rest(o, "name", "ord", "qfmt", "afmt"),
		})
	}
	id := integer(m["id"])
	t.Origin = rest(m, "name", "css", "flds", "tmpls", "mod")
	return t, id, nil
}

// stockOcclusion is the number that Anki records as the origin of its own image occlusion
// note type.
const stockOcclusion = 6

// rest returns a JSON object without the named members, which have a field of their own.
func rest(m map[string]json.RawMessage, without ...string) json.RawMessage {
	for _, k := range without {
		delete(m, k)
	}
	if len(m) == 0 {
		return nil
	}
	b, err := json.Marshal(map[string]any{"anki": m})
	if err != nil {
		return nil // cannot happen: the raw members came from a decoder
	}
	return b
}

// clampMS limits an instant to the years 1970 to 9999.
func clampMS(ms int64) int64 { return min(max(ms, 0), 253402300799000) }
