// Package app implements the use cases of the command line and of the page, and
// the http.Handler that serves the page's API. The same code runs natively and in
// a browser worker; Config holds what differs between the two.
package app
