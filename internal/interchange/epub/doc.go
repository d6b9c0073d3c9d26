// Package epub owns electronic books (EPUB 2 and 3), which become readings: one section
// per chapter, in reading order, with titles from the table of contents. Pictures are not
// imported, because a reading is listened to; their descriptions are part of the text.
package epub
