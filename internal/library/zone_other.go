//go:build js || windows

package library

// zoneOfSystem returns "" and leaves the zone to the page, which knows its name.
func zoneOfSystem() string { return "" }
