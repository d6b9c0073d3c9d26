//go:build !unix

package host

func connectionLimit() int { return mostConnections }
