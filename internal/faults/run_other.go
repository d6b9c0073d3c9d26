//go:build !linux || !amd64

package faults

import "errors"

// CanWatch reports whether Run works here, and why not.
func CanWatch() error {
	return errors.New("system calls can be watched on Linux with an amd64 processor only")
}

// Watched does nothing here.
func Watched() {}

// Run says that it cannot.
func Run(Program) (Result, error) { return Result{}, CanWatch() }
