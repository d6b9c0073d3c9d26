// Package sphinx owns the native recogniser for whole utterances: PocketSphinx, as the
// wasm of npm soundswallower, under wazero. The page makes the same calls to the same
// module in the same order (web/src/listen/sphinx.ts), so that a clip gives the same
// words and the same score in both.
package sphinx
