//go:build js

package voice
