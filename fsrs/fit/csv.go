package fit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"carrel/fsrs"
)

// ReadCSV reads a review log. It needs the columns card_id, review_time (milliseconds
// since 1970) and review_rating (1–4), named in the first line, in any order and among
// any others. Fields are separated by commas, or by semicolons or tabs if the first
// line uses those. Card IDs that are not whole numbers are replaced by a hash. Rows
// rated 0, which is how Anki logs a manual rescheduling, are skipped. Any other rating,
// and a row without these columns, is an error that wraps ErrLog and names the line.
func ReadCSV(r io.Reader) ([]Review, error) {
	size, read := sizeOf(r), 0
	in := newRows(r)
	head, err := in.next()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: it is empty; it needs a first line with card_id, review_time and review_rating", ErrLog)
	}
	if err != nil {
		return nil, err
	}
	columns, err := in.header(head)
	if err != nil {
		return nil, err
	}
	var log []Review
	for {
		row, err := in.next()
		if errors.Is(err, io.EOF) {
			return log, nil
		}
		if err != nil {
			return nil, err
		}
		if len(log) >= MaxReviews {
			return nil, fmt.Errorf("%w: over %d rows", ErrTooLarge, MaxReviews)
		}
		review, keep, err := in.review(row, columns)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %v", ErrLog, in.line, err)
		}
		if !keep {
			continue
		}
		if read += len(row) + 1; len(log) == cap(log) {
			log = slices.Grow(log, room(len(log), read, size))
		}
		log = append(log, review)
	}
}

// sizeOf returns the number of bytes left to read, or 0 if it is unknown.
func sizeOf(r io.Reader) int64 {
	f, ok := r.(io.Seeker)
	if !ok {
		return 0
	}
	here, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0
	}
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0
	}
	if _, err := f.Seek(here, io.SeekStart); err != nil {
		return 0
	}
	return end - here
}

// room returns how many more rows to allocate space for after reading the given number
// of rows and bytes: the rows that the file of the given size seems to hold, or as many
// again.
func room(rows, bytes int, size int64) int {
	const few = 1024
	if rows < few {
		return few
	}
	if rest := size - int64(bytes); size > 0 && rest > 0 && rest < 1<<40 {
		return int(rest*int64(rows)/int64(bytes)*51/50) + few
	}
	return rows
}

// columnNames lists the columns that are read, in the order in which their positions
// are stored.
var columnNames = [...]string{"card_id", "review_time", "review_rating"}

// header finds the columns and the separator.
func (r *rows) header(head []byte) (at [len(columnNames)]int, err error) {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return at, fmt.Errorf("%w: it is written in UTF-16; save it as UTF-8", ErrLog)
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	for _, c := range []byte(",;\t") {
		if r.comma = c; bytes.IndexByte(head, c) >= 0 {
			break
		}
	}
	found := [len(columnNames)]bool{}
	for i, more := 0, true; more; i++ {
		var field []byte
		field, head, more = r.cut(head)
		for j, name := range columnNames {
			if bytes.EqualFold(field, []byte(name)) && !found[j] {
				at[j], found[j] = i, true
			}
		}
	}
	for j, ok := range found {
		if !ok {
			return at, fmt.Errorf("%w: its first line does not name a column %s; it needs card_id, review_time and review_rating", ErrLog, columnNames[j])
		}
	}
	return at, nil
}

// review parses a row. keep is false if the row is not a review.
func (r *rows) review(row []byte, at [len(columnNames)]int) (review Review, keep bool, err error) {
	var fields [len(columnNames)][]byte
	for i, left, more := 0, len(at), true; left > 0; i++ {
		if !more {
			return review, false, fmt.Errorf("it has %d fields, the first line names more", i)
		}
		var field []byte
		field, row, more = r.cut(row)
		for j := range at {
			if at[j] == i {
				fields[j] = field
				left--
			}
		}
	}
	review.Card = cardID(fields[0])
	var ok bool
	if review.Time, ok = parseNumber(fields[1]); !ok {
		return review, false, fmt.Errorf("review_time %.40q is not a number of milliseconds", fields[1])
	}
	rating, ok := parseWhole(fields[2])
	if !ok || rating < 0 || rating > int64(fsrs.Easy) {
		return review, false, fmt.Errorf("review_rating %.40q is not one of 1 to 4", fields[2])
	}
	review.Grade = fsrs.Grade(rating)
	return review, rating > 0, nil
}

func cardID(field []byte) int64 {
	if id, ok := parseWhole(field); ok {
		return id
	}
	h := uint64(14695981039346656037) // FNV-1a
	for _, b := range field {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return int64(h | 1<<63)
}

// parseWhole parses a whole number of up to 18 digits. It also accepts zeros after a
// decimal point, which spreadsheets write.
func parseWhole(field []byte) (int64, bool) {
	digits, noughts, _ := bytes.Cut(field, []byte{'.'})
	for _, c := range noughts {
		if c != '0' {
			return 0, false
		}
	}
	negative := len(digits) > 0 && digits[0] == '-'
	if negative {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > 18 {
		return 0, false
	}
	var n int64
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}

// parseNumber parses a number and truncates it to a whole number.
func parseNumber(field []byte) (int64, bool) {
	if n, ok := parseWhole(field); ok {
		return n, true
	}
	f, err := strconv.ParseFloat(string(field), 64)
	if err != nil || !(f > -1e18 && f < 1e18) {
		return 0, false
	}
	return int64(f), true
}
