// Package listen owns how speech is understood: the grammar of phrases that a learner may
// say at one moment and the pronunciation of its words, endpointing, the cleaning and
// trimming of an utterance, and the decision whether a decoded phrase is acted on, asked
// about or refused. It only computes. Microphones, files and the decoder itself (package
// sphinx, under wazero) belong to the caller.
//
// The page has the same rules in web/src/listen. Both read constants.json, and both are
// tested with the vectors in testdata: after a rule has changed on both sides, "go test
// -update" writes them anew from this package.
package listen
