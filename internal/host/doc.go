// Package host owns how Carrel is served on a computer: on the loopback
// interface alone, to the page it brought itself and to no other site, with
// headers that forbid the page everything it does not need.
package host
