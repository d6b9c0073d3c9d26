package study

import (
	"errors"
	"fmt"
)

// ErrorKind classifies an error. Each host maps it to an HTTP status or an exit code in
// one place.
type ErrorKind string

// The kinds of error.
const (
	Invalid     ErrorKind = "invalid"     // the request makes no sense as written
	Unreadable  ErrorKind = "unreadable"  // a file or stream is damaged or not what it claims
	NotFound    ErrorKind = "not_found"   // it names an object that does not exist
	Conflict    ErrorKind = "conflict"    // something else is in the way: a second process, a newer version
	Unsupported ErrorKind = "unsupported" // understood, but not something Carrel can do
	Unavailable ErrorKind = "unavailable" // possible, but not now: no space, no voice, no microphone
	Denied      ErrorKind = "denied"      // the browser lacks the cookie, or another user asks
	Internal    ErrorKind = "internal"    // Carrel's own fault
)

// Error tells the learner what happened, where, and what to do next. Message begins in lower
// case and has no period at its end; hosts show it with Sentence. Err, if set, is the cause.
// It is used for logs and errors.Is, and is not shown.
type Error struct {
	Kind    ErrorKind
	Message string
	Err     error
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf returns an Error. A %w in the format records the cause, as in fmt.Errorf; its
// text becomes part of the sentence.
func Errorf(kind ErrorKind, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: kind, Message: err.Error(), Err: errors.Unwrap(err)}
}

// Because returns an Error whose cause is recorded but not shown.
func Because(cause error, kind ErrorKind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...), Err: cause}
}

// KindOf returns the kind of the outermost Error in err's chain, Internal for
// any other error, and "" for nil.
func KindOf(err error) ErrorKind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
