// Package interchange owns import and export: it recognises the format of a file by its
// content, not by its name, and passes the file to the package of that format. Each
// format has a package of its own below this one; the format packages do not know each
// other.
package interchange
