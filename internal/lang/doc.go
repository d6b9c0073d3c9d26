// Package lang owns languages: their tags (BCP 47), the scripts they are written
// in, how a text shows which one it is in, and the words that Carrel itself says
// in each. A language is added by adding its table of words.
package lang
