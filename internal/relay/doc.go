// Package relay lets one process run a command line inside another process of
// the same person. "carrel serve" listens on a Unix socket that only its owner
// can reach; a command that finds the collection in use connects and sends its
// arguments. The serving process then runs the command on the open collection.
//
// Everything the command reads or writes stays with the client: standard
// input, output and error, and every file it names. So permissions, the
// current folder and the umask are those of the person who typed the command,
// even where the serving process sees other folders. See docs/adr/0007-commands-beside-serve.md.
package relay
