// Package voice owns the voice that a learner chose: which engine speaks (the
// built-in one, a program or a Wyoming server), the choices of voice, speed and
// pronunciation, and the clips that were rendered.
package voice
