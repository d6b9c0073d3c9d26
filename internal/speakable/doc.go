// Package speakable owns the way from a note to a question: it renders card
// templates, turns HTML, formulas, tables and code into words to be said,
// makes HTML safe to show, works out what counts as a right answer, and says
// which cards will not work by ear and why.
//
// The way is always the same. A template or item is rendered to HTML in which
// structure that HTML cannot carry (a hidden blank, the language of a field, a
// recording, a formula) stands as marks: Unicode noncharacters, which are
// taken out of everything that comes from a file, so that no card can forge
// one. The HTML is parsed once a side. Two walks over the tree make the
// speech and the safe HTML; neither ever copies source text, so markup can be
// neither spoken nor shown by accident.
//
// Two promises hold for every card, and the tests say exactly how far:
//
//   - No markup is ever spoken: no angle bracket, brace, square bracket,
//     backslash or mark stands in a text segment.
//   - The answer never stands in the question. What a cloze hides, in every
//     form that counts as right, is not in the speech of its question as whole
//     words, even where the note repeats it; and no field that the front does
//     not show is. A front whose author wrote the answer into it is asked as
//     written, and Check reports it. Recordings and the choices of a choice
//     are not covered.
package speakable
