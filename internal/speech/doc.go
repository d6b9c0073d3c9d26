// Package speech owns turning words into sound: the Synthesizer that every
// voice engine is, the engines, the choice of a voice for a language, and the
// clips a host plays, kept so that the next one is ready before it is needed.
//
// Engines here are flite, run as WebAssembly (natively under wazero, in a
// browser by the host page), and a program of the learner's own such as
// espeak-ng, piper or say. All of them speak at the same loudness, take hostile
// text, stop when told to, and give the same sound for the same words; the
// suite in speechtest holds them to it.
//
// What no voice can say is an error of kind study.Unavailable that names the
// language, never noise.
package speech
