package intent

import "carrel/internal/lang"

// NumberRules returns rules for the numbers a recogniser may hear as an
// answer: whole up to 999,999,999, negative, with decimals, and years. The
// first rule, "number", is the whole; ParseNumber reads whatever it produces.
func NumberRules(tag string) []lang.Rule {
	return append([]lang.Rule(nil), languageFor(tag).Rules...)
}
