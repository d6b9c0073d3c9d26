package table

import "regexp"

// Sounds describes the pronunciation of words in a language, for a recogniser.
type Sounds struct {
	Letters  string // letters that stay unchanged
	Signs    *Signs
	Integer  func(n int64) [][]string
	Year     func(n int64) [][]string
	Ordinal  func(n int64) []string // nil: the number has no ordinal form
	Ordinals *regexp.Regexp         // digits with an ordinal's ending
	Point    string                 // the word between a number and its decimals
	Comma    bool                   // decimals follow a comma
	Minus    string
	Letter   map[rune]string // a letter's name as phones, for words that are spelled out
	Clitics  []string        // prefixes that are words of their own
	Rules    func(word string) []string
}
