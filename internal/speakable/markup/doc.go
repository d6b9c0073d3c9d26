// Package markup owns the two walks over the HTML of one side of a card: Speak
// makes the blocks that are said, Safe makes the HTML that is shown. Neither
// copies source text, so markup can be neither spoken nor shown by accident.
package markup
