package importing

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/home"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// addMedia stores a file by its content and adds its name to the collection.
func (in *importer) addMedia(m *study.Media) error {
	if why := badName(m.Name); why != "" {
		in.skip(why, "media file %q", m.Name)
		return nil
	}
	hash, size, err := in.put(m)
	if err != nil || hash == "" {
		return err
	}
	name := m.Name
	taken, err := in.mediaHash(name)
	if err != nil {
		return err
	}
	if taken != "" && taken != hash {
		name = otherName(name, hash)
		in.renamed[m.Name] = name
		if taken, err = in.mediaHash(name); err != nil {
			return err
		}
	}
	if taken != "" {
		return nil
	}
	in.res.Media++
	return in.c.Run("INSERT INTO media VALUES (?, ?, ?)", name, hash, size)
}

// put stores the bytes, unless a file with the promised hash exists.
func (in *importer) put(m *study.Media) (hash string, size int64, err error) {
	if home.IsHash(m.Hash) {
		if _, err := in.c.One("SELECT hash, size FROM media WHERE hash = ?", func(r *sqlite3.Stmt) error {
			hash, size = r.ColumnText(0), r.ColumnInt64(1)
			return nil
		}, m.Hash); err != nil || hash != "" {
			return hash, size, err
		}
	}
	if m.Open == nil {
		in.skip("its bytes are missing", "media file %q", m.Name)
		return "", 0, nil
	}
	r, err := m.Open()
	if err != nil {
		return "", 0, err
	}
	defer r.Close()
	hash, size, created, err := in.files.Put(r)
	if err != nil {
		return "", 0, err
	}
	if created {
		in.created = append(in.created, hash)
	}
	return hash, size, nil
}

func (in *importer) mediaHash(name string) (hash string, err error) {
	_, err = in.c.One("SELECT hash FROM media WHERE name = ?", func(r *sqlite3.Stmt) error {
		hash = r.ColumnText(0)
		return nil
	}, name)
	return hash, err
}

// removeFiles removes the files that a failed import wrote.
func (in *importer) removeFiles() {
	for _, hash := range in.created {
		in.files.Remove(hash)
	}
}

// maxName is the maximum length of a media name in bytes, as in most file systems.
const maxName = 255

func badName(name string) string {
	switch {
	case name == "" || name == "." || name == "..":
		return "it has no usable name"
	case len(name) > maxName:
		return "its name is too long"
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "its name holds characters no file can have"
	case strings.ContainsAny(name, `/\`):
		return "its name holds a path"
	}
	return ""
}

// otherName returns the name of a file whose own name is taken. It depends only on the
// name and the content.
func otherName(name, hash string) string {
	ext := path.Ext(name)
	if len(ext) > 16 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	suffix := "-" + hash[:16] + ext
	for len(stem)+len(suffix) > maxName {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	return stem + suffix
}

// followMedia changes the references in this import's notes and readings to media whose
// names were taken.
func (in *importer) followMedia() error {
	if len(in.renamed) == 0 {
		return nil
	}
	r := table.NewRenamer(in.renamed)
	if err := in.followNotes(r); err != nil {
		return err
	}
	type row struct {
		n     int64
		texts [3]string
	}
	for _, table := range []struct {
		from          int64
		query, update string
	}{
		{in.firstType, "SELECT n, templates, css FROM note_types WHERE n >= ?", "UPDATE note_types SET templates = ?, css = ? WHERE n = ?"},
		{in.firstRead, "SELECT n, sections, '' FROM readings WHERE n >= ? OR n IN (" + in.changedReadings() + ")", "UPDATE readings SET sections = ? || ? WHERE n = ?"},
	} {
		var rows []row
		if err := in.c.Each(table.query, func(q *sqlite3.Stmt) error {
			rows = append(rows, row{q.ColumnInt64(0), [3]string{q.ColumnText(1), q.ColumnText(2)}})
			return nil
		}, table.from); err != nil {
			return err
		}
		for _, x := range rows {
			a, b := r.InJSON(x.texts[0]), r.InText(x.texts[1])
			if a == x.texts[0] && b == x.texts[1] {
				continue
			}
			if err := in.c.Run(table.update, a, b, x.n); err != nil {
				return err
			}
		}
	}
	for old, name := range in.renamed {
		in.skip("another file of that name is here; it was kept as "+name, "media name %q", old)
	}
	return nil
}

func (in *importer) followNotes(r *table.Renamer) error {
	type change struct {
		n            int64
		fields, item any
	}
	var changes []change
	visit := func(q *sqlite3.Stmt) error {
		x := change{n: q.ColumnInt64(0)}
		fields, item := q.ColumnText(1), q.ColumnText(2)
		newFields, newItem := r.InText(fields), r.InJSON(item)
		if newFields == fields && newItem == item {
			return nil
		}
		if q.ColumnType(1) != sqlite3.NULL {
			x.fields = newFields
		}
		if q.ColumnType(2) != sqlite3.NULL {
			x.item = newItem
		}
		changes = append(changes, x)
		return nil
	}
	const query = "SELECT n, fields, item FROM notes WHERE "
	if err := in.c.Each(query+"n >= ?", visit, in.firstNote); err != nil {
		return err
	}
	for n := range in.updated {
		if err := in.c.Each(query+"n = ?", visit, n); err != nil {
			return err
		}
	}
	for _, x := range changes {
		if err := in.c.Run("UPDATE notes SET fields = ?, item = ? WHERE n = ?", x.fields, x.item, x.n); err != nil {
			return err
		}
	}
	return nil
}
