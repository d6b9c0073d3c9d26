package apkg

import (
	"encoding/json"
	"fmt"
	"strconv"

	"carrel/internal/study"
)

// writeSchema11 writes note types and decks as JSON into table col.
func (x *export) writeSchema11(col *collection) error {
	if err := x.conn.Exec(graves11); err != nil {
		return err
	}
	models := map[string]any{}
	for _, t := range x.types {
		models[strconv.FormatInt(t.anki, 10)] = t.model()
	}
	options := map[string]any{"1": defaultOptions11()}
	decks := map[string]any{"1": deck11(defaultDeck, "Default", "", 0, nil)}
	for _, d := range x.decks {
		kept := d.kept
		if kept["kind"] != nil {
			kept = nil // settings of the newest generation have no equivalent here
		}
		if raw := kept["options"]; raw != nil {
			if o, err := object(raw); err == nil && integer(o["id"]) > 0 {
				options[strconv.FormatInt(integer(o["id"]), 10)] = raw
			}
		}
		decks[strconv.FormatInt(d.anki, 10)] = deck11(d.anki, d.Name, d.About, int64(d.Modified)/1000, kept)
	}
	tags := make(map[string]int, len(x.tags))
	for t := range x.tags {
		tags[t] = -1
	}
	var texts [5]string
	for i, v := range []any{x.conf(col), models, decks, options, tags} {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		texts[i] = string(b)
	}
	return x.insertCol(col, oldestSchema, texts)
}

func (x *export) insertCol(col *collection, version int, texts [5]string) error {
	stmt, _, err := x.conn.Prepare("INSERT INTO col VALUES(1,?,?,?,?,0,0,0,?,?,?,?,?)")
	if err != nil {
		return err
	}
	defer stmt.Close()
	mod := col.created * 1000
	for _, c := range x.order {
		mod = max(mod, int64(c.Modified))
	}
	return insert(stmt, col.created, mod, mod, version, texts[0], texts[1], texts[2], texts[3], texts[4])
}

// conf returns the settings of the collection.
func (x *export) conf(col *collection) map[string]any {
	sched := 2
	if col.oldSched {
		sched = 1
	}
	m := map[string]any{
		"schedVer": sched, "curDeck": defaultDeck, "activeDecks": []int{defaultDeck}, "nextPos": len(x.order) + 1,
		"collapseTime": 1200, "timeLim": 0, "estTimes": true, "dueCounts": true, "addToCur": true,
		"newSpread": 0, "sortType": "noteFld", "sortBackwards": false, "dayLearnFirst": false,
	}
	if !col.oldSched {
		m["sched2021"] = true
	}
	if col.known {
		m["creationOffset"] = col.offset
	}
	if col.fsrs {
		m["fsrs"] = true
	}
	return m
}

// model returns a note type in the form of schema 11.
func (t *outType) model() map[string]any {
	m := map[string]any{
		"id": t.anki, "type": kindNumber(t.Kind), "usn": -1, "sortf": 0, "did": nil,
		"latexPre":  "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n",
		"latexPost": "\\end{document}", "latexsvg": false, "req": t.requirements(),
		"tags": []string{}, "vers": []string{},
	}
	if t.kept != nil {
		m = map[string]any{}
		put(m, t.kept)
	}
	m["name"], m["css"], m["mod"] = t.Name, t.CSS, int64(t.Modified)/1000
	fields := make([]any, len(t.Fields))
	for i, f := range t.Fields {
		o := map[string]any{"sticky": false, "rtl": false, "font": "Arial", "size": 20, "media": []string{}}
		if k := keptOf(f.Origin); k != nil {
			o = map[string]any{}
			put(o, k)
		}
		o["name"], o["ord"] = f.Name, i
		fields[i] = o
	}
	templates := make([]any, len(t.Templates))
	for i, p := range t.Templates {
		o := map[string]any{"did": nil, "bqfmt": "", "bafmt": ""}
		if k := keptOf(p.Origin); k != nil {
			o = map[string]any{}
			put(o, k)
		}
		o["name"], o["ord"], o["qfmt"], o["afmt"] = p.Name, i, p.Front, p.Back
		templates[i] = o
	}
	m["flds"], m["tmpls"] = fields, templates
	return m
}

func put(m map[string]any, k kept) {
	for key, v := range k {
		m[key] = v
	}
}

func kindNumber(k study.NoteTypeKind) int {
	if k == study.Standard {
		return 0
	}
	return 1
}

// requirements returns which fields each card cannot do without. Only old programs read
// it.
func (t *outType) requirements() []any {
	if t.Kind != study.Standard {
		return []any{}
	}
	var out []any
	for i := range t.Templates {
		out = append(out, []any{i, "any", []int{0}})
	}
	return out
}

func deck11(id int64, name, about string, mod int64, k kept) map[string]any {
	m := map[string]any{
		"id": id, "usn": -1, "dyn": 0, "conf": 1, "collapsed": false, "browserCollapsed": false,
		"extendNew": 0, "extendRev": 0,
		"lrnToday": []int{0, 0}, "revToday": []int{0, 0}, "newToday": []int{0, 0}, "timeToday": []int{0, 0},
	}
	if k != nil {
		m = map[string]any{}
		put(m, k)
		delete(m, "options")
		delete(m, "collection")
	}
	m["name"], m["desc"], m["mod"] = name, about, mod
	return m
}

func defaultOptions11() json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"id":1,"name":"Default","mod":0,"usn":0,"maxTaken":60,"autoplay":true,"timer":0,"replayq":true,"dyn":false,`+
		`"new":{"bury":false,"delays":[1,10],"initialFactor":2500,"ints":[1,4,7],"order":1,"perDay":%d,"separate":true},`+
		`"rev":{"bury":false,"ease4":1.3,"fuzz":0.05,"ivlFct":1,"maxIvl":36500,"minSpace":1,"perDay":%d,"hardFactor":1.2},`+
		`"lapse":{"delays":[10],"leechAction":0,"leechFails":8,"minInt":1,"mult":0}}`, newPerDay, reviewsPerDay))
}

const (
	newPerDay     = 20
	reviewsPerDay = 200
)
