package main

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// openBrowser asks the desktop to open the address. If there is no desktop, or
// this fails, the person uses the printed address.
func openBrowser(home, address string) {
	var cmd *exec.Cmd
	switch {
	case runtime.GOOS == "darwin":
		// Other users can see the arguments of programs, but not this file.
		file, err := addressFile(home, address)
		if err != nil {
			return
		}
		cmd = exec.Command("open", file)
	case runtime.GOOS == "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		// Other users may see the address here, but not use it: on Linux the
		// server knows who asks. Packaged browsers could not read the file.
		cmd = exec.Command("xdg-open", address)
	default:
		return
	}
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}

// addressFile creates a page, readable only by its owner, that redirects to the
// address.
func addressFile(home, address string) (string, error) {
	name := filepath.Join(home, "open.html")
	if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
		return "", err
	}
	page := fmt.Sprintf("<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0; url=%[1]s\">\n<title>Carrel</title>\n<a href=\"%[1]s\">Carrel</a>\n", html.EscapeString(address))
	return name, os.WriteFile(name, []byte(page), 0o600)
}
