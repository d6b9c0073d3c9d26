// Package rnnoise owns the native noise reducer: npm @jitsi/rnnoise-wasm under wazero, 10
// ms at a time. The page runs the same module with the same filters
// (web/src/listen/rnnoise.ts).
package rnnoise
