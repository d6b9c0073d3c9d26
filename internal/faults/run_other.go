//go:build !linux || !amd64

package faults

import "errors"

// CanWatch returns the reason why Run does not work here.
func CanWatch() error {
	return errors.New("system calls can be watched on Linux with an amd64 processor only")
}

// Watched does nothing here.
func Watched() {}

// Run returns the error of CanWatch.
func Run(Program) (Result, error) { return Result{}, CanWatch() }
