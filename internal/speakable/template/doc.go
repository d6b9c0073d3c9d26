// Package template owns Anki's card templates: parsing, filters, clozes, image
// occlusion, the cards that a note makes, and rendering a side to HTML with marks.
package template
