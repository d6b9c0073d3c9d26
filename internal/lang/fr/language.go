// Package fr contains everything that Carrel knows of French.
package fr

import "carrel/internal/lang/table"

// Language is French.
var Language = table.Language{
	Code: "fr", Name: "French", OwnName: "français",
	Words: &Words, Utterances: &utterances, Sounds: &sounds, Judging: &judging,
	Messages: &messages,
}
