package api

import (
	"carrel/internal/conversation"
	"carrel/internal/library"
)

// API serves the page: the routes under /api/ of a library and its conversation.
type API struct {
	lib     *library.Library
	conv    *conversation.Conversation
	version string

	importing, exporting crowd // transfers of the page that are under way
}

// New returns the API of a library and its conversation. version is the program's.
func New(lib *library.Library, conv *conversation.Conversation, version string) *API {
	return &API{lib: lib, conv: conv, version: version}
}
