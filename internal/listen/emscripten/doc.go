// Package emscripten owns the small C library that the two wasm modules for listening
// need from their host, and calls their functions by their C names. It runs natively,
// under wazero; in the page the browser runs the same modules
// (web/src/listen/emscripten.ts).
package emscripten
