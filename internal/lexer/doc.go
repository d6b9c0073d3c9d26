// Package lexer owns the reading of plain text as tokens: words, numbers, units, chemical
// formulas and signs. It decides from its neighbours what an ambiguous sign means, such as
// the dash of 5 − 3, Cl-, 1914-1918 and ice-cream. It knows no language: package lang/table
// says signs in words.
package lexer
