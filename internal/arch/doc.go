// Package arch owns the rules about which package may import which, and the safety rules
// that can be checked in the source: what Carrel must be unable to do. It contains only
// tests.
package arch
