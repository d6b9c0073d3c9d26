package fit

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// rows reads the rows of a CSV file by RFC 4180: a field that begins with a quotation
// mark continues to the next single one, across commas and line ends. Empty lines are
// skipped.
type rows struct {
	in    *bufio.Reader
	comma byte
	line  int    // number of the line at which the last row began, from 1
	lines int    // lines read
	long  []byte // a row that consists of several pieces
}

// longestRow limits the memory that an unclosed quotation mark can take.
const longestRow = 1 << 20

func newRows(r io.Reader) *rows {
	return &rows{in: bufio.NewReaderSize(r, 1<<16), comma: ','}
}

// next returns a row without its line end, valid until the next call. After the last
// row it returns io.EOF.
func (r *rows) next() ([]byte, error) {
	for {
		row, err := r.readLine()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if len(row) > 0 {
			return row, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// readLine reads a line and the following lines that belong to the same row.
func (r *rows) readLine() ([]byte, error) {
	r.lines++
	r.line = r.lines
	row, err := r.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		r.long = append(r.long[:0], row...)
		err = r.readOn()
		row = r.long
	}
	row = bytes.TrimRight(row, "\r\n")
	if bytes.IndexByte(row, '"') < 0 || !r.open(row, false) {
		return row, err
	}
	r.long = append(r.long[:0], row...)
	for open := true; open && err == nil; {
		r.lines++
		r.long = append(r.long, '\n')
		from := len(r.long)
		err = r.readOn()
		open = r.open(r.long[from:], true)
	}
	return bytes.TrimRight(r.long, "\r\n"), err
}

// readOn appends the rest of a line to the long row.
func (r *rows) readOn() error {
	for {
		piece, err := r.in.ReadSlice('\n')
		if r.long = append(r.long, piece...); len(r.long) > longestRow {
			return fmt.Errorf("%w: the row that begins at line %d is longer than %d bytes", ErrLog, r.line, longestRow)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// open reports whether a piece of a row ends inside a quoted field. The piece begins
// with a field, or inside a quoted one.
func (r *rows) open(piece []byte, inside bool) bool {
	for {
		if !inside {
			if t := bytes.TrimLeft(piece, " "); len(t) > 0 && t[0] == '"' {
				inside, piece = true, t[1:]
			}
		}
		for inside {
			i := bytes.IndexByte(piece, '"')
			if i < 0 {
				return true
			}
			piece = piece[i+1:]
			if inside = len(piece) > 0 && piece[0] == '"'; inside {
				piece = piece[1:]
			}
		}
		i := bytes.IndexByte(piece, r.comma)
		if i < 0 {
			return false
		}
		piece = piece[i+1:]
	}
}

// cut returns the first field of a row, without the spaces and quotation marks around
// it, and the rest of the row.
func (r *rows) cut(row []byte) (field, rest []byte, more bool) {
	from := quoted(row)
	if i := bytes.IndexByte(row[from:], r.comma); i >= 0 {
		return unquote(row[:from+i]), row[from+i+1:], true
	}
	return unquote(row), nil, false
}

// quoted returns the position at which the quotation marks at the beginning of a row
// are closed: 0 if the row begins with none, its length if they are not closed.
func quoted(row []byte) int {
	i := 0
	for i < len(row) && row[i] == ' ' {
		i++
	}
	if i == len(row) || row[i] != '"' {
		return 0
	}
	for i++; i < len(row); i++ {
		if row[i] != '"' {
			continue
		}
		if i++; i == len(row) || row[i] != '"' {
			return i
		}
	}
	return len(row)
}

func unquote(field []byte) []byte {
	field = bytes.TrimSpace(field)
	if n := len(field); n >= 2 && field[0] == '"' && field[n-1] == '"' {
		return field[1 : n-1]
	}
	return field
}
