// Package emscripten owns the little C library that the two wasm modules of
// listening ask of their host, and calls into them by the names their authors
// gave the functions. It runs natively, under wazero; in the page the browser
// runs the same modules (web/src/listen/emscripten.ts).
package emscripten
