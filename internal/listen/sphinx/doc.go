// Package sphinx owns the recogniser natively: PocketSphinx as npm
// soundswallower's wasm, under wazero, for whole utterances. The page runs the
// same module with the same calls in the same order (web/src/listen/sphinx.ts),
// so that a clip gives the same words and the same score in both.
package sphinx
