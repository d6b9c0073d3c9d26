package apkg

import (
	"crypto/sha1"
	"encoding/binary"
	"html"
	"regexp"
	"strings"
)

var (
	mediaTag = regexp.MustCompile(`(?i)<(?:img|audio|object|source|video)[^>]*\s(?:src|data)\s*=\s*["']?([^"'>\s]+)["']?[^>]*>`)
	anyTag   = regexp.MustCompile(`(?s)<!--.*?-->|<style.*?</style>|<script.*?</script>|<[^>]*>`)
)

// stripForSort reduces a field to the text by which Anki sorts and compares it: without
// tags, with media replaced by their names.
func stripForSort(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	s = anyTag.ReplaceAllString(mediaTag.ReplaceAllString(s, " $1 "), "")
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	// If a field has entities, Anki turns non-breaking spaces into plain ones.
	return strings.ReplaceAll(html.UnescapeString(s), "\u00a0", " ")
}

// checksum returns the number by which Anki finds duplicates: the first 32 bits of the
// SHA-1 of the first field.
func checksum(first string) int64 {
	sum := sha1.Sum([]byte(first))
	return int64(binary.BigEndian.Uint32(sum[:4]))
}
