package speech

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// tag normalises a language code for comparison: "en_US" becomes "en-us". Anything that
// is not a code becomes "", so that a deck cannot put other text into a command.
func tag(code string) string {
	_, rest, more := strings.Cut(lang.Canonical(code), "-")
	if !more {
		return lang.Base(code)
	}
	return lang.Base(code) + "-" + strings.ToLower(rest)
}

// base returns the language without region and script: "en" for "en-US".
func base(code string) string { return lang.Base(code) }

// noVoice returns the error for words that no voice can speak.
func noVoice(code string) error {
	return study.Errorf(study.Unavailable,
		"there is no voice for %s here; read it on the screen, or set up a voice for it in the settings", lang.Name(code))
}
