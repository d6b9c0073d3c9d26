package fit

import (
	"bufio"
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
// among any others. Card ids that are no whole numbers are told apart by a hash.
// Rows rated 0, which is how Anki logs a rescheduling by hand, are passed over;
// any other rating, and a row without its columns, is an error that wraps ErrLog
// and names the line.
//
// It reads the plain dialect of such exports: commas, one row a line, fields
// quoted or not, no line breaks within a field.
func ReadCSV(r io.Reader) ([]Review, error) {
	size, read := sizeOf(r), 0
	in := bufio.NewReaderSize(r, 1<<16)
	head, err := readLine(in)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	columns := [3]int{-1, -1, -1}
	names := [3]string{"card_id", "review_time", "review_rating"}
	for i, field := range bytes.Split(head, []byte{','}) {
		for j, name := range names {
			if string(unquote(field)) == name {
				columns[j] = i
			}
		}
	}
	last := 0
	for j, at := range columns {
		if at < 0 {
			return nil, fmt.Errorf("%w: its first line does not name a column %s; it needs card_id, review_time and review_rating", ErrLog, names[j])
		}
		last = max(last, at)
	}
	var log []Review
	for line := 2; ; line++ {
		row, err := readLine(in)
		if errors.Is(err, io.EOF) && len(row) == 0 {
			return log, nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if len(row) == 0 {
			continue
		}
		if len(log) >= MaxReviews {
			return nil, fmt.Errorf("%w: over %d rows", ErrTooLarge, MaxReviews)
		}
		review, keep, err := parseRow(row, columns, last)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %v", ErrLog, line, err)
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

func parseRow(row []byte, columns [3]int, last int) (review Review, keep bool, err error) {
	var fields [3][]byte
	for i := 0; i <= last; i++ {
		field, rest, more := bytes.Cut(row, []byte{','})
		for j, at := range columns {
			if at == i {
				fields[j] = unquote(field)
			}
		}
		if !more && i < last {
			return review, false, fmt.Errorf("it has %d fields, the first line names more", i+1)
		}
		row = rest
	}
	review.Card = cardID(fields[0])
	ms, ok := parseInt(fields[1])
	if !ok {
		return review, false, fmt.Errorf("review_time %q is not a number of milliseconds", fields[1])
	}
	review.Time = ms
	rating, ok := parseInt(fields[2])
	if !ok || rating < 0 || rating > int64(fsrs.Easy) {
		return review, false, fmt.Errorf("review_rating %q is not one of 1 to 4", fields[2])
	}
	review.Grade = fsrs.Grade(rating)
	return review, rating > 0, nil
}

// readLine gives a line without its end. The slice is good until the next call.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, fmt.Errorf("%w: a line is longer than %d bytes", ErrLog, in.Size())
	}
	return bytes.TrimRight(line, "\r\n"), err
}

func unquote(field []byte) []byte {
	field = bytes.TrimSpace(field)
	if n := len(field); n >= 2 && field[0] == '"' && field[n-1] == '"' {
		return field[1 : n-1]
	}
	return field
}

func cardID(field []byte) int64 {
	if id, ok := parseInt(field); ok {
		return id
	}
	h := uint64(14695981039346656037) // FNV-1a
	for _, b := range field {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return int64(h | 1<<63)
}

// parseInt reads a whole number, or a decimal one cut to a whole.
func parseInt(field []byte) (int64, bool) {
	digits := field
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > 18 {
		return parseFloat(field)
	}
	var n int64
	for _, c := range digits {
		if c < '0' || c > '9' {
			return parseFloat(field)
		}
		n = n*10 + int64(c-'0')
	}
	if field[0] == '-' {
		n = -n
	}
	return n, true
}

func parseFloat(field []byte) (int64, bool) {
	f, err := strconv.ParseFloat(string(field), 64)
	if err != nil || !(f > -1e18 && f < 1e18) {
		return 0, false
	}
	return int64(f), true
}
