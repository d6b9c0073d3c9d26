// Package qti owns IMS Question and Test Interoperability: items and packages
// of versions 1.2, 2.1, 2.2 and 3.0, and the question banks and quizzes of
// Common Cartridges.
//
// Every item becomes a note or is reported as a skip. An item that asks for
// what cannot be spoken (a place in a picture, a drawing, a file) becomes a
// note marked with the reason. An item with several places to answer becomes a
// cloze with a gap for each.
//
// Items whose numbers are drawn anew at every asking keep one set of them where
// the file holds one, and are marked where it does not.
package qti
