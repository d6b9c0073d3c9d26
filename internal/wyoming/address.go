package wyoming

import (
	"net"
	"strconv"
	"strings"

	"carrel/internal/study"
)

// Address normalises an address that a learner typed, host:port with or without tcp:// in
// front, to host:port. It makes no DNS query.
func Address(typed string) (string, error) {
	s := strings.TrimPrefix(strings.TrimSpace(typed), "tcp://")
	host, port, err := net.SplitHostPort(strings.TrimSuffix(s, "/"))
	n, err2 := strconv.ParseUint(port, 10, 16)
	if err != nil || err2 != nil || n == 0 || host == "" || strings.ContainsFunc(host, func(r rune) bool { return r <= ' ' || strings.ContainsRune(`/?#@\%`, r) }) {
		return "", study.Errorf(study.Invalid, "%q is no address of a Wyoming server: write host:port, such as 127.0.0.1:10300", typed)
	}
	return net.JoinHostPort(host, port), nil
}
