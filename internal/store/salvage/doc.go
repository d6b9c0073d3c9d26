// Package salvage reads rows out of a damaged database. It does not use SQLite,
// which refuses a file whose header, schema or tree of pages is damaged: it reads
// the file page by page, with the pages of the write-ahead log over them, takes
// every page that is a leaf of a tree, and knows the rows of a collection by
// their shape. So a page that is lost costs the rows on it and no others.
//
// The format is described at https://sqlite.org/fileformat2.html. Nothing is
// ever written.
package salvage
