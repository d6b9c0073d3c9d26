package study

import "time"

// Time is an instant in milliseconds since 1970-01-01 UTC; 0 means never.
type Time int64

// At returns the Time of t.
func At(t time.Time) Time { return Time(t.UnixMilli()) }

// Go returns the instant as a time.Time in UTC.
func (t Time) Go() time.Time { return time.UnixMilli(int64(t)).UTC() }
