package main

import "strconv"

// counted writes a number with its noun, to which an s is added unless there is
// one of it.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
