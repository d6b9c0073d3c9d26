// Package wyoming owns the conversation with a Wyoming server, a recogniser or
// a voice that the learner runs: the protocol's messages, and one connection
// for each utterance. It calls the address it is given and no other. Nothing
// in the protocol is encrypted or signed, so whoever sets an address is told
// what goes there.
//
// The protocol is that of the Rhasspy and Home Assistant projects: each message
// is a line of JSON, {"type", "data_length", "payload_length"}, then so many
// bytes of JSON, then so many bytes of sound.
package wyoming
