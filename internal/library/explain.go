package library

import (
	"errors"
	"log/slog"

	"carrel/internal/study"
)

// Explain returns what the learner reads of an error, as a sentence. An unexpected error is logged,
// because its details are no use on the screen.
func Explain(err error) string {
	var e *study.Error
	if errors.As(err, &e) {
		return study.Sentence(e.Message)
	}
	slog.Error("unexpected", "err", err)
	return "Something went wrong inside Carrel. Nothing was lost; try again, and start Carrel anew if it happens twice."
}
