// Package host owns the web server on the learner's computer. It listens only on the
// loopback interface, serves only the page that comes with it and no other site, and sends
// headers that forbid the page everything it does not need.
package host
