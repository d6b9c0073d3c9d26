// Package speech owns turning text into sound: the interface Synthesizer of all voice
// engines, the engines themselves, the choice of a voice for a language, and the clips
// that a host plays, cached so that the next one is ready before it is needed.
//
// The engines are flite, run as WebAssembly (natively under wazero, in a browser by the
// page), and programs of the learner's own such as espeak-ng, piper or say. All of them
// speak at the same loudness, accept hostile text, stop when asked to, and give the same
// sound for the same text; the suite in speechtest checks this.
//
// Text that no voice can speak is an error of kind study.Unavailable that names the
// language; it never becomes noise.
package speech
