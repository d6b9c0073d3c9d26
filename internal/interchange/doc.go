// Package interchange owns the way in and out for what learners already have:
// it tells what format a file is in, by its content and not by its name, and
// hands it to the package of that format. The formats themselves live in the
// packages below it, one each, and know nothing of each other.
package interchange
