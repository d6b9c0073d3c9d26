package study

import (
	"crypto/sha256"
	"encoding/hex"
)

// ID is a 128-bit identity. Objects made by Carrel get a random one. An imported object
// gets one derived from its earlier identity, so that importing it twice, or on two
// devices, gives the same ID.
type ID [16]byte

// DeriveID returns the ID of parts for a kind of object ("note", "card", …): the first
// 16 bytes of a SHA-256 over the length-prefixed strings, so that ("ab","c") and
// ("a","bc") differ.
func DeriveID(kind string, parts ...string) ID {
	h := sha256.New()
	write := func(s string) {
		n := len(s)
		h.Write([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		h.Write([]byte(s))
	}
	write(kind)
	for _, p := range parts {
		write(p)
	}
	var id ID
	copy(id[:], h.Sum(nil))
	return id
}

// ParseID reads the 32 hexadecimal digits that String writes. The empty
// string is the zero ID. Anything else is an Invalid error.
func ParseID(s string) (ID, error) {
	var id ID
	if s == "" {
		return id, nil
	}
	if len(s) != 32 {
		return id, Errorf(Invalid, "%q is not an identity: it has %d characters and should have 32", clip(s), len(s))
	}
	if _, err := hex.Decode(id[:], []byte(s)); err != nil {
		return ID{}, Errorf(Invalid, "%q is not an identity: it may hold only the digits 0–9 and a–f", clip(s))
	}
	return id, nil
}

// IsZero reports whether the ID is the zero ID.
func (id ID) IsZero() bool { return id == ID{} }

// String returns 32 lower-case hexadecimal digits, or "" for the zero ID.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	return hex.EncodeToString(id[:])
}

// MarshalText makes an ID usable as a JSON string or map key.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (id *ID) UnmarshalText(b []byte) error {
	v, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = v
	return nil
}

func clip(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
