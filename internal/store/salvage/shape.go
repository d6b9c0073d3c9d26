package salvage

import (
	"encoding/json"
	"strings"

	"carrel/internal/store/table"
)

// shape is the table that a row belongs to, judging by its columns.
type shape byte

const (
	unknown shape = iota
	deckRow
	typeRow
	noteRow
	cardRow
	reviewRow
	mediaRow
	readingRow
	settingRow
)

// These are the columns of each kind of row: n null, i integer, r real or integer, b ID, t
// text, T text or null, B ID or null, I integer or null. The columns after a star are
// optional, because later schemas added them.
var shapes = []struct {
	shape   shape
	table   bool
	columns string
}{
	{deckRow, true, "nbttritiT"},
	{typeRow, true, "nbttttt" + "iT"},
	{noteRow, true, "nbtITT" + "tiT"},
	{cardRow, true, "nbiiiiiriTiirriiiiiiiiiii"},
	{readingRow, true, "nbBtttt"},
	{reviewRow, false, "iibiiitBTT*B"},
	{mediaRow, false, "tti"},
	{settingRow, false, "tt"},
}

func shapeOf(r record) shape {
	for _, s := range shapes {
		if s.table == r.table && fits(s.columns, r.values) && plausible(s.shape, r.values) {
			return s.shape
		}
	}
	return unknown
}

func fits(columns string, values []value) bool {
	must, may, _ := strings.Cut(columns, "*")
	if len(values) < len(must) || len(values) > len(must)+len(may) {
		return false
	}
	all := must + may
	for i, v := range values {
		if !v.fits(all[i]) {
			return false
		}
	}
	return true
}

// fits reports whether a value can be in a column of a kind, as in shapes.
func (v value) fits(column byte) bool {
	switch column {
	case 'n':
		return v.kind == isNull
	case 'i':
		return v.kind == isInt
	case 'r':
		return v.kind == isInt || v.kind == isFloat
	case 'b':
		return v.kind == isBlob && len(v.b) == 16
	case 't':
		return v.kind == isText
	case 'I':
		return v.kind == isNull || v.fits('i')
	case 'B':
		return v.kind == isNull || v.fits('b')
	case 'T':
		return v.kind == isNull || v.fits('t')
	}
	return false
}

// plausible distinguishes tables with the same columns. A row of the table meta is not a
// setting: its zone is not JSON, and no setting has one of its other keys.
func plausible(s shape, v []value) bool {
	switch s {
	case mediaRow:
		return isHash(v[1].b)
	case settingRow:
		return len(v[0].b) > 0 && !isHash(v[0].b) && !table.OnlyInMeta(text(v[0])) && json.Valid(v[1].b)
	}
	return true
}

func isHash(b []byte) bool {
	if len(b) != 64 {
		return false
	}
	for _, c := range b {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
			return false
		}
	}
	return true
}
