package speech

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// tag tidies a language code for comparing: "en_US" becomes "en-us". What is no
// code at all becomes "", so that a deck cannot smuggle anything into a command.
func tag(code string) string {
	_, rest, more := strings.Cut(lang.Canonical(code), "-")
	if !more {
		return lang.Base(code)
	}
	return lang.Base(code) + "-" + strings.ToLower(rest)
}

// base is the language without region or script: "en" of "en-US".
func base(code string) string { return lang.Base(code) }

// noVoice is the error for words no voice can say.
func noVoice(code string) error {
	return study.Errorf(study.Unavailable,
		"there is no voice for %s here; read it on the screen, or set up a voice for it in the settings", lang.Name(code))
}
