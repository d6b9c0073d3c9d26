// Package wyoming owns the client for a Wyoming server, a recogniser or a voice that the
// learner runs: the messages of the protocol, and one connection per utterance. It
// connects only to the address it is given. The protocol has no encryption and no
// signatures, so whoever sets an address is told what is sent there.
//
// The protocol is that of the Rhasspy and Home Assistant projects. Each message is a line
// of JSON, {"type", "data_length", "payload_length"}, followed by data_length bytes of
// JSON and payload_length bytes of sound.
package wyoming
