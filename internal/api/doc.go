// Package api serves the page: the routes under /api/, the types on the wire, errors
// and streams. It is the only package that knows URLs and HTTP; what the routes do is
// in internal/library and internal/conversation. docs/api.md describes the routes.
package api
