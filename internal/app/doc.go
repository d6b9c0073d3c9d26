// Package app owns what Carrel does: the use cases of the command line and of
// the page, and the http.Handler the page talks to. It is the same program on
// a computer and in a browser worker; what differs between the two is handed
// to New.
package app
