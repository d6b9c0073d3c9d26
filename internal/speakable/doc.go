// Package speakable owns the way from a note to a question: it renders card templates,
// turns HTML, formulas, tables and code into speech, makes HTML safe to show, collects
// the accepted answers, and says which cards do not work by ear and why.
//
// The steps are always the same. A template or item is rendered to HTML. Structure that
// HTML cannot express (a hidden blank, the language of a field, a recording, a formula)
// is stored in it as marks. Marks are Unicode noncharacters, which are removed from all
// text that comes from a file, so no card can forge one. The HTML is parsed once per
// side. Two walks over the tree produce the speech and the safe HTML. Neither copies
// source text, so markup cannot be spoken or shown by accident.
//
// Two guarantees hold for every card, and the tests define their exact limits:
//
//   - No markup is ever spoken: a text segment contains no angle bracket, brace,
//     square bracket, backslash or mark.
//   - The answer never occurs in the question. The hidden text of a cloze, in every
//     form that counts as right, is not in the speech of its question as whole words,
//     even if the note repeats it. No field that the front does not show is in it
//     either. If the author wrote the answer into the front, the card is asked as
//     written and Check reports it. Recordings and the options of a choice are not
//     covered.
package speakable
