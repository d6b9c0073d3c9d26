package study

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestDerivedIDsKeepPartsApart(t *testing.T) {
	if DeriveID("note", "ab", "c") == DeriveID("note", "a", "bc") {
		t.Error("the parts ab|c and a|bc got the same ID")
	}
	if DeriveID("note", "x") == DeriveID("card", "x") {
		t.Error("a note and a card got the same ID")
	}
	if first, again := DeriveID("note", "x"), DeriveID("note", "x"); first != again {
		t.Error("the same parts got two IDs")
	}
}

func TestIDIsTextInJSON(t *testing.T) {
	id := DeriveID("note", "x")
	b, err := json.Marshal(Note{ID: id, GUID: "g"})
	if err != nil {
		t.Fatal(err)
	}
	var n Note
	if err := json.Unmarshal(b, &n); err != nil || n.ID != id {
		t.Errorf("round trip gave %v, %v", n.ID, err)
	}
	if strings.Contains(string(b), `"type"`) {
		t.Errorf("the zero type is written: %s", b)
	}
	for _, bad := range []string{"x", strings.Repeat("g", 32), strings.Repeat("0", 31)} {
		if _, err := ParseID(bad); KindOf(err) != Invalid {
			t.Errorf("ParseID(%q) gave %v", bad, err)
		}
	}
}

func TestErrorsKeepKindAndCause(t *testing.T) {
	err := Errorf(Unreadable, "deck.apkg ends early: %w", io.ErrUnexpectedEOF)
	if KindOf(err) != Unreadable || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got kind %q of %v", KindOf(err), err)
	}
	if KindOf(io.EOF) != Internal || KindOf(nil) != "" {
		t.Error("foreign errors are internal and nil has no kind")
	}
	hidden := Because(io.EOF, Unavailable, "the disk is full")
	if strings.Contains(hidden.Error(), "EOF") || !errors.Is(hidden, io.EOF) {
		t.Errorf("cause shown or lost: %v", hidden)
	}
}

func TestMatchingMakesACardAPair(t *testing.T) {
	it := Item{Kind: Matching, Pairs: []Pair{{"a", "1"}, {"b", "2"}, {"", "decoy"}}}
	if it.Cards() != 2 {
		t.Errorf("got %d cards, want 2", it.Cards())
	}
}

func TestSpeechTextLeavesOutPausesAndSounds(t *testing.T) {
	s := Speech{{Text: "one"}, {PauseMS: 300}, {Sound: "x.mp3"}, {Text: "two"}}
	if s.Text() != "one two" {
		t.Errorf("got %q", s.Text())
	}
}
