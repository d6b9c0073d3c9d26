// Package en contains everything that Carrel knows of English.
package en

import "carrel/internal/lang/table"

// Language is English.
var Language = table.Language{
	Code: "en", Name: "English", OwnName: "English",
	Words: &Words, Utterances: &utterances, Sounds: &sounds, Judging: &judging,
	Messages: &messages,
}
