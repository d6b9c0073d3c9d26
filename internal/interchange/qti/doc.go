// Package qti owns IMS Question and Test Interoperability: items and packages of versions
// 1.2, 2.1, 2.2 and 3.0, and the question banks and quizzes of Common Cartridges.
//
// Every item becomes a note or is reported as a skip. An item that needs an answer that
// cannot be spoken (a place in a picture, a drawing, a file) becomes a note marked with
// the reason. An item with several places to answer becomes a cloze with one gap for
// each.
//
// An item whose numbers are drawn at random keeps one set of numbers if the file contains
// one; otherwise it is marked too.
package qti
