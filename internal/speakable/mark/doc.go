// Package mark owns the marks in rendered HTML for structure that HTML cannot express:
// a hidden blank, the language of a field, a recording, a formula. Marks are Unicode
// noncharacters. Clean removes them from all text that comes from a file, so no card
// can forge one.
package mark
