// Package tree owns the parsed HTML of a card: parsing that never fails, the role of
// each element for a reader, and the plain text of a tree.
package tree
