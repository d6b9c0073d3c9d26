// Package mark owns the marks that stand in rendered HTML for what HTML cannot
// carry: a hidden blank, the language of a field, a recording, a formula. Marks
// are Unicode noncharacters, and Clean takes them out of everything that comes
// from a file, so no card can forge one.
package mark
