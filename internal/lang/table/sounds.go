package table

import "regexp"

// Sounds are how the words of a language are said, for a recogniser.
type Sounds struct {
	Letters  string            // letters that stay as they are
	Symbols  map[string]string // sign to words
	Integer  func(n int64) [][]string
	Year     func(n int64) [][]string
	Ordinal  func(n int64) []string // nil: not said as one
	Ordinals *regexp.Regexp         // digits with an ordinal's ending
	Point    string                 // the word between a number and its decimals
	Comma    bool                   // decimals follow a comma
	Minus    string
	Letter   map[rune]string // a letter's name as phones, for words said letter by letter
	Clitics  []string        // beginnings that are words of their own
	Rules    func(word string) []string
}
