// Package ear owns listening natively, put together: the recogniser and the
// noise reducer under wazero, a language's model and dictionary, and the rules
// of package listen. The command line, the tests and the accuracy report hear
// through it what the page hears.
package ear
