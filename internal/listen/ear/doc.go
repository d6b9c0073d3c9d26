// Package ear owns the complete native recogniser: the decoder and the noise reducer
// under wazero, a language's model and dictionary, and the rules of package listen. With
// it, the command line, the tests and the accuracy report hear what the page hears.
package ear
