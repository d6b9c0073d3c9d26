// Package e2e tests the whole of Carrel in a real browser: the built program, the built
// page, and speech fed to the microphone. It contains only tests.
package e2e
