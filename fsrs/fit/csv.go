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

// ReadCSV reads a review log with the columns card_id, review_time (milliseconds
// since 1970) and review_rating (1–4), named by its first line, in any order and
// among any others. Fields are parted by commas, or by semicolons or tabs where
// the first line has those. Card ids that are no whole numbers are told apart by
// a hash. Rows rated 0, which is how Anki logs a rescheduling by hand, are passed
// over; any other rating, and a row without its columns, is an error that wraps
// ErrLog and names the line.
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

// sizeOf is how much there is to read, or 0 where that is not known.
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

// room is how many more rows to make room for after some rows and bytes of so
// many: all that the file seems to hold, or as many again.
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

// columnNames are the columns read, in the order their places are kept in.
var columnNames = [...]string{"card_id", "review_time", "review_rating"}

// header finds the columns, and what parts them.
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

// review reads a row. keep is false where it is no review.
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

// parseWhole reads a whole number of up to 18 digits, also where it is written
// with noughts behind a point, as spreadsheets do.
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

// parseNumber reads a number and cuts it to a whole.
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
