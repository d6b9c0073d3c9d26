// Package listen owns what is heard: the grammar of phrases a learner may say
// at one moment and how its words are pronounced, where speech begins and ends,
// how an utterance is cleaned and cut, and whether what was decoded is acted
// on, asked about or refused. It computes; microphones, files and the decoder
// itself (package sphinx, under wazero) are the caller's.
//
// The page holds the same rules in web/src/listen. Both read constants.json,
// and a test plays the same clips through both.
package listen
