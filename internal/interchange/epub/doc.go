// Package epub owns electronic books (EPUB 2 and 3) as readings: one section a
// chapter, in reading order, named by the table of contents. Pictures are not
// taken: a reading is listened to, and says their descriptions.
package epub
