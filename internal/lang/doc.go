// Package lang owns languages: their tags (BCP 47), the scripts they are written in,
// guessing the language of a text, and a folder per language with everything that
// Carrel knows of it. To add a language, add such a folder.
package lang
