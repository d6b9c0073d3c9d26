package apkg

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

var errTooMany = errors.New("too many entries")

// object splits a JSON object of at most maxParts members into them. The members stay
// undecoded, so that an object of a million empty objects cannot fill memory.
func object(b []byte) (map[string]json.RawMessage, error) {
	m := map[string]json.RawMessage{}
	err := eachMember(b, func(key string, value json.RawMessage) error {
		if len(m) >= maxParts {
			return errTooMany
		}
		m[key] = value
		return nil
	})
	return m, err
}

func eachMember(b []byte, f func(key string, value json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if err := open(d, '{'); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		if err := f(key.(string), value); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// array splits a JSON array of at most most elements into its elements.
func array(b []byte, most int) ([]json.RawMessage, error) {
	if len(b) == 0 || string(b) == "null" {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if err := open(d, '['); err != nil {
		return nil, err
	}
	var list []json.RawMessage
	for d.More() {
		if len(list) >= most {
			return nil, errTooMany
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := d.Token()
	return list, err
}

func open(d *json.Decoder, want json.Delim) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t != want {
		return errors.New("not the kind of JSON expected")
	}
	return nil
}

// number reads a number, which some versions of Anki wrote as a string or as a bool. It
// returns 0 for anything else.
func number(raw json.RawMessage) float64 {
	s := strings.Trim(string(raw), `" `)
	switch s {
	case "true":
		return 1
	case "", "false", "null":
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

func integer(raw json.RawMessage) int64 {
	s := strings.Trim(string(raw), `" `)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	f := number(raw)
	if math.Abs(f) > 1<<53 {
		return 0
	}
	return int64(f)
}

// text reads a JSON string. It returns "" for anything else.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// origin builds the foreign columns of one thing as {"anki":{…}}, leaving out zeros. It
// writes the JSON by hand for speed: a large collection has millions of origins.
type origin struct{ b []byte }

const originHead = `{"anki":{`

func (o *origin) reset() *origin {
	o.b = append(o.b[:0], originHead...)
	return o
}

func (o *origin) key(k string) {
	if o.b[len(o.b)-1] != '{' {
		o.b = append(o.b, ',')
	}
	o.b = append(o.b, '"')
	o.b = append(o.b, k...)
	o.b = append(o.b, '"', ':')
}

func (o *origin) int(k string, v int64) *origin {
	if v != 0 {
		o.key(k)
		o.b = strconv.AppendInt(o.b, v, 10)
	}
	return o
}

func (o *origin) str(k string, v []byte) *origin {
	if len(v) > 0 {
		o.key(k)
		o.b = appendJSONString(o.b, v)
	}
	return o
}

// done returns the JSON, or nil if there is nothing to keep.
func (o *origin) done() json.RawMessage {
	if len(o.b) == len(originHead) {
		return nil
	}
	out := make([]byte, len(o.b)+2)
	copy(out, o.b)
	copy(out[len(o.b):], "}}")
	return out
}

func appendJSONString(b, s []byte) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
			i++
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			i++
		case c < utf8.RuneSelf:
			b = append(b, c)
			i++
		default:
			r, n := utf8.DecodeRune(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
		}
	}
	return append(b, '"')
}
