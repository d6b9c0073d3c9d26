// Package markup owns the two walks over the HTML of one side of a card: Speak returns
// the blocks to speak, Safe the HTML to show. Neither copies source text, so markup
// cannot be spoken or shown by accident.
package markup
