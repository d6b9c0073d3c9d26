package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// serving measures how soon "carrel serve" answers after its process starts, and how much
// memory it uses when idle.
func serving(b *bytes.Buffer, bin, dir string) error {
	home := filepath.Join(dir, "serve")
	if _, _, err := cpu(bin, "--home", home, "packs", "capitals"); err != nil {
		return err
	}
	ready, cpuReady, idle := math.Inf(1), math.Inf(1), 0.0
	for range 5 {
		r, c, mb, err := serveOnce(bin, home)
		if err != nil {
			return err
		}
		ready, cpuReady, idle = min(ready, r), min(cpuReady, c), max(idle, mb)
	}
	fmt.Fprintf(b, "## Serving\n\n| what | figure |\n| --- | ---: |\n| from process start to the first answer, best of 5 | %.0f ms |\n| CPU time of the process until then | %.0f ms |\n| resident memory when idle, voice not loaded | %.0f MB |\n\n", ready, cpuReady, idle)
	return nil
}

// startServe starts "carrel serve" on a free port and returns the address that admits one
// browser.
func startServe(bin, home string) (cmd *exec.Cmd, url string, err error) {
	cmd = exec.Command(bin, "--home", home, "serve", "--port", "0", "--json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	var said struct{ URL string }
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &said)
	}
	if err != nil {
		cmd.Process.Kill()
		cmd.Wait()
		return nil, "", fmt.Errorf("carrel serve said %q: %v", line, err)
	}
	return cmd, said.URL, nil
}

func serveOnce(bin, home string) (readyMS, cpuMS, mb float64, err error) {
	start := time.Now()
	cmd, url, err := startServe(bin, home)
	if err != nil {
		return 0, 0, 0, err
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	if err := firstAnswer(url); err != nil {
		return 0, 0, 0, err
	}
	readyMS = float64(time.Since(start).Microseconds()) / 1000
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
	if err == nil {
		// Fields 14 and 15, counted after the name, in ticks of a hundredth of a second.
		f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		var user, system float64
		fmt.Sscan(f[11], &user)
		fmt.Sscan(f[12], &system)
		cpuMS = (user + system) * 10
	}
	time.Sleep(2 * time.Second)
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		return readyMS, cpuMS, 0, nil // no /proc here: the figure stays 0
	}
	for _, l := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(l, "VmRSS:"); ok {
			var kb float64
			fmt.Sscan(rest, &kb)
			mb = kb / 1024
		}
	}
	return readyMS, cpuMS, mb, nil
}

// firstAnswer opens an address as a browser does, and makes a request.
func firstAnswer(address string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar}
	base, _, _ := strings.Cut(address, "/?")
	for _, url := range []string{address, base + "/api/status"} {
		res, err := client.Get(url)
		if err != nil {
			return err
		}
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusOK {
			return fmt.Errorf("carrel serve answered %s", res.Status)
		}
	}
	return nil
}
