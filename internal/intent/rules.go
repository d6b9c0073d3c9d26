package intent

import "carrel/internal/lang"

// NumberRules returns grammar rules for spoken numbers: whole up to 999,999,999,
// negative, with decimals, and years. The first rule, "number", covers all of them.
// ParseNumber parses everything that it produces.
func NumberRules(tag string) []lang.Rule {
	return append([]lang.Rule(nil), languageFor(tag).Rules...)
}
