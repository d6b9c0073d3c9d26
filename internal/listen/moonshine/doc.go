// Package moonshine owns the native second ear: the program compiled from web/moonshine,
// with the English model of Moonshine tiny, under wazero. The page runs the same bytes
// (web/src/listen/moonshine.ts), so that a sound gives the same numbers in both.
package moonshine
