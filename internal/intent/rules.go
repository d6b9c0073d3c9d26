package intent

// Rule is one rule of a grammar in JSGF notation: <name> = body;
type Rule struct {
	Name string `json:"name"`
	Body string `json:"body"`
}

// NumberRules returns rules for the numbers a recogniser may hear as an
// answer: whole up to 999,999,999, negative, with decimals, and years. The
// first rule, "number", is the whole; ParseNumber reads whatever it produces.
func NumberRules(lang string) []Rule {
	return append([]Rule(nil), languageFor(lang).rules...)
}
