package session

import (
	"bytes"
	"encoding/json"
)

// Each effect is written as JSON with its kind first: {"effect":"say","role":…}.

func (f Say) MarshalJSON() ([]byte, error)     { type fields Say; return Kinded(f, fields(f)) }
func (f Earcon) MarshalJSON() ([]byte, error)  { type fields Earcon; return Kinded(f, fields(f)) }
func (f Play) MarshalJSON() ([]byte, error)    { type fields Play; return Kinded(f, fields(f)) }
func (f Listen) MarshalJSON() ([]byte, error)  { type fields Listen; return Kinded(f, fields(f)) }
func (f Record) MarshalJSON() ([]byte, error)  { type fields Record; return Kinded(f, fields(f)) }
func (f Undo) MarshalJSON() ([]byte, error)    { type fields Undo; return Kinded(f, fields(f)) }
func (f Suspend) MarshalJSON() ([]byte, error) { type fields Suspend; return Kinded(f, fields(f)) }
func (f Next) MarshalJSON() ([]byte, error)    { type fields Next; return Kinded(f, fields(f)) }
func (f Read) MarshalJSON() ([]byte, error)    { type fields Read; return Kinded(f, fields(f)) }
func (f Show) MarshalJSON() ([]byte, error)    { type fields Show; return Kinded(f, fields(f)) }
func (f Finish) MarshalJSON() ([]byte, error)  { type fields Finish; return Kinded(f, fields(f)) }

// Kinded writes the fields of an effect after its kind. fields is f without its method
// MarshalJSON, which would call Kinded again.
func Kinded(f interface{ Kind() EffectKind }, fields any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // the caller's encoder decides about that
	if err := enc.Encode(fields); err != nil {
		return nil, err
	}
	head := `{"effect":"` + string(f.Kind()) + `"`
	if rest := b.Bytes()[1:]; rest[0] != '}' {
		return append([]byte(head+","), rest...), nil
	}
	return []byte(head + "}"), nil
}
