// Package salvage reads rows from a damaged database. It does not use SQLite, which
// refuses a file whose header, schema or page tree is damaged. It reads the file page by
// page, overlaid with the pages of the write-ahead log, takes every page that is a leaf of
// a tree, and recognises the rows of a collection by their shape. So a lost page costs
// only the rows on it.
//
// The format is described at https://sqlite.org/fileformat2.html. The package never
// writes.
package salvage
