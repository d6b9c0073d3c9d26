package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"carrel/internal/host"
)

// Policy is the Content-Security-Policy of the site. It is that of the page on a
// computer, but also allows workers from a blob: such a worker inherits the page's
// policy, whatever headers a host sends.
var Policy = strings.Replace(host.Policy, "worker-src 'self'", "worker-src 'self' blob:", 1)

// Headers are what a host should send with every file, in this order.
var Headers = [][2]string{
	{"Content-Security-Policy", Policy},
	{"Connection-Allowlist", host.Allowlist},
	{"Permissions-Policy", host.Permissions},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
}

// Files in which hosts look for headers: Netlify, Cloudflare Pages and others; Apache.
const (
	underscoreHeaders = "_headers"
	htaccess          = ".htaccess"
)

// headerMark begins the header files that Carrel wrote. Any other header file belongs to
// the host and stays.
const headerMark = "# Written by carrel site."

func headerFiles() map[string]string {
	var plain, apache strings.Builder
	fmt.Fprintf(&plain, "%s Headers for hosts that read this file (docs/hosting.md).\n/*\n", headerMark)
	fmt.Fprintf(&apache, "%s Headers for Apache (docs/hosting.md). Delete this file if the host answers \"500\".\n<IfModule mod_headers.c>\n", headerMark)
	for _, h := range Headers {
		fmt.Fprintf(&plain, "  %s: %s\n", h[0], h[1])
		fmt.Fprintf(&apache, "  Header always set %s \"%s\"\n", h[0], h[1])
	}
	apache.WriteString("</IfModule>\n")
	return map[string]string{underscoreHeaders: plain.String(), htaccess: apache.String()}
}

// headers writes the header files, except those that belong to the host.
func (w *writer) headers() error {
	for name, text := range headerFiles() {
		if own, err := hostsOwn(w.dir, name); err != nil || own {
			if err != nil {
				return err
			}
			continue
		}
		if err := w.put(name, []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

// hostsOwn reports whether a header file exists that Carrel did not write.
func hostsOwn(dir, name string) (bool, error) {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && !bytes.HasPrefix(data, []byte(headerMark)), err
}
