// Package markdown owns questions written in Markdown: the syntax of the Obsidian Spaced
// Repetition plugin with its schedules, "Q:" and "A:" lines, clozes, and task lists as
// choices. A source is one file or a zip of a vault.
//
// # What makes a question
//
//   - "front::back" on one line; ":::" asks in both directions.
//   - Lines, a line "?", and lines up to a blank line; "??" asks in both directions.
//   - "Q: …" and "A: …", each of one or more lines.
//   - ==highlighted== words and {{c1::clozes}}: one card per gap.
//   - A question line followed by a task list with ticked and unticked tasks:
//     the ticked tasks are right.
//
// Code is never searched. The deck comes from a tag #flashcards/deck, or else from the
// folder and the file of the question.
//
// # Identities
//
// The identity of a question comes from its block id (^abc), or else from its file and
// its text. Importing a changed vault again therefore updates the questions that kept
// their id or their text.
package markdown
