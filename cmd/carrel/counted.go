package main

import "strconv"

// counted formats a number with its noun, in the plural (with an s) unless n is
// 1.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
