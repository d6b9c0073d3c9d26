// Package formula owns formulas (TeX, MathML and chemistry), their speech and their
// display. It also owns the signs, units and numbers of ordinary text, which are spoken
// with the same words.
package formula
