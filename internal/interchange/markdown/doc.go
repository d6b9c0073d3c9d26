// Package markdown owns questions written in Markdown: the syntax of the
// Obsidian Spaced Repetition plugin with its schedules, "Q:" and "A:" lines,
// clozes and task lists as choices; one file or a zip of a vault.
//
// # What makes a question
//
//   - "front::back" on one line; ":::" asks both ways.
//   - Lines, a line "?", lines: ends at a blank line; "??" asks both ways.
//   - "Q: …" and "A: …", each of one or more lines.
//   - ==highlighted== words and {{c1::clozes}}: one card a gap.
//   - A question line followed by a task list with ticked and unticked tasks:
//     the ticked ones are right.
//
// Code is never looked into. The deck is the folder and file the question is
// in, or what a tag #flashcards/deck says.
//
// # Identities
//
// A question is known by its block id (^abc), else by its file and its text,
// so that importing a changed vault again updates what kept its text or id.
package markdown
