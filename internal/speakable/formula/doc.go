// Package formula owns formulas: TeX, MathML and chemistry, how they are said and
// how they are shown, and the signs, units and numbers of ordinary text, which
// are said by the same words.
package formula
