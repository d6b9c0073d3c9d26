package study_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

func TestSentence(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"there is no deck \"x\"", "There is no deck \"x\"."},
		{"there is no space left: free some", "There is no space left: free some."},
		{"a deck needs a name", "A deck needs a name."},
		{"the deck is open in another Carrel. Close it", "The deck is open in another Carrel. Close it."},
		{"Carrel is not running", "Carrel is not running."},
		{"which book? \"carrel readings\" lists them", "Which book? \"carrel readings\" lists them."},
		{"it's damaged", "It's damaged."},
		{"élan is missing", "Élan is missing."},
		// The names of files, options and programs stay as they are written.
		{"deck.apkg: the collection inside is damaged", "deck.apkg: the collection inside is damaged."},
		{"notes: there is no such file", "notes: there is no such file."},
		{"/home/ann/carrel.db is damaged", "/home/ann/carrel.db is damaged."},
		{"carrel.db is damaged", "carrel.db is damaged."},
		{"review_time is not a number", "review_time is not a number."},
		{"--deck and --card are two things", "--deck and --card are two things."},
		{"“carrel serve” has it open", "“carrel serve” has it open."},
		{"h5p is damaged", "h5p is damaged."},
		{"iPod is full", "iPod is full."},
		// One period is enough.
		{"it is damaged.", "It is damaged."},
		{"is this a deck?", "Is this a deck?"},
		{"the disk says “no room.”", "The disk says “no room.”"},
		{"choose one (or none.)", "Choose one (or none.)"},
		{"it cannot be read (cut off)", "It cannot be read (cut off)."},
		{"still reading…", "Still reading…"},
		{"  the end\n", "The end."},
	} {
		if got := study.Sentence(c.text); got != c.want {
			t.Errorf("Sentence(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestSentenceTwice checks that a sentence stays as it is, so that a text that passes two
// hosts is punctuated once.
func TestSentenceTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := study.Sentence(text)
		if twice := study.Sentence(once); twice != once {
			t.Fatalf("Sentence(%q) = %q, and again %q", text, once, twice)
		}
		if utf8.ValidString(text) && !utf8.ValidString(once) {
			t.Fatalf("Sentence(%q) is not UTF-8", text)
		}
	})
}
