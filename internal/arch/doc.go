// Package arch owns the rules about who may import whom, and the rules about
// what Carrel must be unable to do that can be read off its source. It holds
// tests only.
package arch
