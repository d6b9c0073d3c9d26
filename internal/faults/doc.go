// Package faults simulates system failures for tests: a disk that loses power,
// system calls that fail, and programs that are killed in the middle of them. It
// owns the log of what a program did to its files (Op), the disk states that a
// power cut may leave (Cut, Image), and the tracer that records, fails and kills
// (Run). Only tests import it.
package faults
