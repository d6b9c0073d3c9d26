// Package faults makes what goes wrong on computers, for tests: a disk that
// loses power, system calls that fail, and programs that are killed in the midst
// of them. It holds the record of what a program did to its files (Op), the disks
// that a power cut may leave behind (Images), and the tracer that records, fails
// and kills (Run). Only tests import it.
package faults
