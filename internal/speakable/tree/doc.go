// Package tree owns the parsed HTML of a card: parsing that never fails, what
// the elements are to a reader, and the plain text of a tree.
package tree
