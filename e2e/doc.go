// Package e2e holds conversations with the whole of Carrel in a real browser:
// the built program, the built page, and speech fed to the microphone. It
// holds tests only.
package e2e
