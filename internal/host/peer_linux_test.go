package host

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// Another user of the computer is refused even with the owner's cookie.
func TestAnotherUserIsRefused(t *testing.T) {
	if url := os.Getenv("HOST_TEST_ASK"); url != "" {
		r, _ := http.NewRequest("GET", url, nil)
		r.Header.Set("Cookie", os.Getenv("HOST_TEST_COOKIE"))
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		fmt.Printf("answer: %d %s\n", res.StatusCode, body)
		return
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can ask as another user")
	}
	s := open(t, "", secret)
	c := newBrowser(t)
	get(t, c, s.Address())
	r, _ := http.NewRequest("GET", s.URL(), nil)
	cookie := c.Jar.Cookies(r.URL)[0]
	program, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "carrel-host-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/ask", program, 0o755); err != nil {
		t.Fatal(err)
	}
	for uid, want := range map[uint32]string{0: "answer: 200 the learner's", 1234: "answer: 403", 65534: "answer: 403"} {
		for _, path := range []string{"/api/status", "/"} {
			if uid == 0 && path == "/" {
				continue
			}
			cmd := exec.Command(dir+"/ask", "-test.run=^TestAnotherUserIsRefused$")
			cmd.Dir = "/"
			cmd.Env = []string{"HOST_TEST_ASK=" + s.URL() + path, "HOST_TEST_COOKIE=" + cookie.String()}
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if !strings.Contains(string(out), want) || uid != 0 && strings.Contains(string(out), "learner") {
				t.Errorf("user %d at %s: %s", uid, path, out)
			}
		}
	}
}

// The kernel interface and the tables agree about both ends of a connection, for every
// kind of client socket.
func TestWhoIsAtTheOtherEnd(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	client, err := net.Dial("tcp4", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	local, remote := server.LocalAddr().(*net.TCPAddr), server.RemoteAddr().(*net.TCPAddr)
	for name, find := range map[string]lookup{"sock_diag": askKernel, "/proc/net": readTables} {
		if _, _, known := find(local, remote); !known {
			t.Logf("%s does not tell here", name)
			continue
		}
		for _, end := range [][2]*net.TCPAddr{{local, remote}, {remote, local}} {
			e, found, _ := find(end[0], end[1])
			if !found || e.uid != uint32(os.Geteuid()) || e.inode == 0 {
				t.Errorf("%s: %+v, found %v", name, e, found)
			}
		}
		nobody := &net.TCPAddr{IP: remote.IP, Port: 1}
		if e, found, known := find(nobody, local); found || !known {
			t.Errorf("%s finds a socket that is not there: %+v", name, e)
		}
	}
	if stranger(local, remote) {
		t.Error("this program is a stranger to itself")
	}
	client.Close()
	until(t, "the client's end is gone", func() bool { return stranger(local, remote) })
}

func TestWhoCountsAsAStranger(t *testing.T) {
	for _, tt := range []struct {
		name  string
		peer  endpoint
		found bool
		want  bool
	}{
		{"the owner", endpoint{1000, 7}, true, false},
		{"another user", endpoint{1001, 7}, true, true},
		{"root", endpoint{0, 7}, true, false},
		{"a socket that nobody holds any more", endpoint{0, 0}, true, true},
		{"no socket", endpoint{}, false, true},
	} {
		if got := isStranger(tt.peer, tt.found, 1000); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestTablesOfProc(t *testing.T) {
	table := `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:128B 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 651 1 000000009b8f1746 100 0 0 10 0
   1: 0100007F:9C40 0100007F:128B 01 00000000:00000000 00:00000000 00000000  1001        0 99 1 000000009b8f1746 100 0 0 10 0
`
	a, b := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 40000}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4747}
	from, to := inTable4(a), inTable4(b)
	if from == "7F000001:9C40" {
		t.Skip("a big-endian machine writes its tables otherwise")
	}
	if e, ok := findIn(strings.NewReader(table), from, to); !ok || e != (endpoint{1001, 99}) {
		t.Errorf("%+v, %v", e, ok)
	}
	if e, ok := findIn(strings.NewReader(table), to, from); ok {
		t.Errorf("found %+v", e)
	}
	if six := inTable6(a); six != "0000000000000000FFFF00000100007F:9C40" {
		t.Errorf("in tcp6: %s", six)
	}
}
