package e2e

import (
	"bytes"
	order "encoding/binary"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/chromedp/chromedp"
)

// quiet switches off what Chromium itself sends, whatever page it shows: component
// updates, hints, sign-in, the autofill server, push messages, its search engine.
var quiet = []chromedp.ExecAllocatorOption{
	chromedp.Flag("disable-features", "Translate,OptimizationGuideModelDownloading,OptimizationHintsFetching,OptimizationHints,OptimizationTargetPrediction,OptimizationGuideOnDeviceModel,AutofillServerCommunication,MediaRouter,DialMediaRouteProvider,NetworkTimeServiceQuerying,ExtensionsUpdater,PreconnectToSearch,SearchEnginePreconnect2,SearchEnginePreconnectInterval"),
	chromedp.Flag("disable-component-extensions-with-background-pages", true),
	chromedp.Flag("disable-domain-reliability", true),
	chromedp.Flag("allow-browser-signin", "false"),
	chromedp.Flag("component-updater", "url-source=http://127.0.0.1:9/"),
	chromedp.Flag("gcm-checkin-url", "http://127.0.0.1:9/"),
	chromedp.Flag("google-base-url", "http://127.0.0.1:9/"),
	chromedp.Flag("gaia-url", "http://127.0.0.1:9/"),
	chromedp.Flag("google-apis-url", "http://127.0.0.1:9/"),
	chromedp.Flag("extensions-update-frequency", "86400"),
	chromedp.Flag("no-pings", true),
}

// island marks the test process that runs inside the network namespace.
const island = "CARREL_TEST_ISLAND"

// wire collects the packets that leave through one interface.
type wire struct {
	mu    sync.Mutex
	seen  []string
	fault error
}

// sinceThen returns the packets since the last call.
func (w *wire) sinceThen() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	seen := w.seen
	w.seen = nil
	return seen
}

// listenIn reads every packet on an interface, in both directions, until the test ends.
func listenIn(t *testing.T, name string) *wire {
	t.Helper()
	dev, err := net.InterfaceByName(name)
	if err != nil {
		t.Fatal(err)
	}
	all := order.NativeEndian.Uint16([]byte{syscall.ETH_P_ALL >> 8, syscall.ETH_P_ALL & 0xff})
	fd, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_DGRAM, int(all))
	if err != nil {
		t.Fatalf("a packet socket: %v", err)
	}
	if err := syscall.Bind(fd, &syscall.SockaddrLinklayer{Protocol: all, Ifindex: dev.Index}); err != nil {
		t.Fatal(err)
	}
	return read(fd)
}

// tunnel makes an interface whose other end is this test: packets that the kernel sends
// through it arrive here and go no further.
func tunnel(t *testing.T, name string) *wire {
	t.Helper()
	fd, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_CLOEXEC, 0)
	if err != nil {
		missing(t, "NOT SHOWN: that nothing leaves the device. /dev/net/tun: "+err.Error())
	}
	var request [40]byte // struct ifreq: a name, then flags
	copy(request[:15], name)
	order.NativeEndian.PutUint16(request[16:], syscall.IFF_TUN|syscall.IFF_NO_PI)
	if _, _, e := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TUNSETIFF, uintptr(unsafe.Pointer(&request[0]))); e != 0 {
		missing(t, "NOT SHOWN: that nothing leaves the device. A tunnel cannot be made: "+e.Error())
	}
	return read(fd)
}

// read collects packets from a file descriptor, one per read.
func read(fd int) *wire {
	w := &wire{}
	go func() {
		buf := make([]byte, 65536)
		for {
			n, err := syscall.Read(fd, buf)
			if err == syscall.EINTR {
				continue
			}
			w.mu.Lock()
			if err != nil {
				w.fault = err
			} else if what := describe(buf[:n]); what != "" {
				w.seen = append(w.seen, what)
			}
			w.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return w
}

// describe names the other end of an IP packet. It ignores the packets that the kernel
// itself sends to its neighbours when an interface comes up.
func describe(p []byte) string {
	if len(p) >= 20 && p[0]>>4 == 4 {
		head := int(p[0]&15) * 4
		return far(p[9], net.IP(p[16:20]), p[min(head, len(p)):])
	}
	if len(p) >= 40 && p[0]>>4 == 6 {
		next, body := p[6], p[40:]
		if next == 0 && len(body) >= 8 { // hop-by-hop options, as in multicast reports
			next, body = body[0], body[min(8+8*int(body[1]), len(body)):]
		}
		const icmp6 = 58
		if next == icmp6 && len(body) > 0 && (body[0] == 133 || body[0] == 135 || body[0] == 143) {
			return ""
		}
		return far(next, net.IP(p[24:40]), body)
	}
	return fmt.Sprintf("%d bytes of something that is not IP", len(p))
}

func far(proto byte, to net.IP, body []byte) string {
	name := map[byte]string{syscall.IPPROTO_TCP: "TCP", syscall.IPPROTO_UDP: "UDP"}[proto]
	if name == "" || len(body) < 4 {
		return fmt.Sprintf("protocol %d to %s", proto, to)
	}
	port := order.BigEndian.Uint16(body[2:4])
	asked := ""
	if name == "UDP" && port == 53 && len(body) > 20 {
		asked = " for " + question(body[20:])
	}
	return fmt.Sprintf("%s to %s%s", name, net.JoinHostPort(to.String(), fmt.Sprint(port)), asked)
}

// question returns the name in a DNS query.
func question(p []byte) string {
	var labels []string
	for len(p) > 0 && p[0] > 0 && int(p[0]) < len(p) {
		labels = append(labels, string(p[1:1+p[0]]))
		p = p[1+p[0]:]
	}
	return strings.Join(labels, ".")
}

// TestNothingLeaves runs the whole of Carrel, program and browser or site, in a network
// namespace whose only way out is an interface on which every packet is captured. It shows
// that none is sent: during imports, while studying by voice, on every page. The site is
// studied after its server is gone. Then the same browser opens pages of other hosts, to
// show that the capture would have seen them.
func TestNothingLeaves(t *testing.T) {
	if os.Getenv(island) == "" {
		t.Parallel()
		for _, host := range []string{"native", "site"} {
			t.Run(host, runOnIsland)
		}
		return
	}
	out := settle(t)
	local := listenIn(t, "lo")
	if err := os.WriteFile("/etc/resolv.conf", []byte("nameserver 192.0.2.53\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	onBothHosts(t, func(t *testing.T, h host) {
		b := h.visit(quiet...)
		studyUnseen(t, h, b)
		time.Sleep(2 * time.Second)
		if seen := out.sinceThen(); len(seen) > 0 {
			t.Errorf("%d packets left the device: %s", len(seen), strings.Join(seen, ", "))
		}
		for _, what := range local.sinceThen() {
			if !strings.HasPrefix(what, "TCP to 127.0.0.1:") {
				t.Errorf("on the loopback interface something else than the page's own connection was seen: %s", what)
			}
		}
		wouldBeSeen(t, out, b)
		if out.fault != nil || local.fault != nil {
			t.Errorf("the capture broke: %v %v", out.fault, local.fault)
		}
	})
}

// studyUnseen imports files, studies by voice and visits every page.
func studyUnseen(t *testing.T, h host, b *tab) {
	t.Helper()
	b.see(".packs .button")
	b.upload(own(t, "words.csv"), own(t, "quiz.gift"), own(t, "page.apkg"))
	b.waitFor(60*time.Second, "for the files", `document.querySelectorAll(".job.done, .job.failed").length === 3`)
	b.settings(`{profile: "hands-free", rate: 2, answer_gap_ms: 8000}`)
	b.do(chromedp.Reload())
	b.see(".today")
	b.listenOn()
	if site, ok := h.(*siteHost); ok {
		b.waitKept("mp3|soundswallower/fr")
		site.site.stop()
		b.do(chromedp.Reload())
		b.ready()
		b.listenOn()
	}
	b.press("Study")
	b.await(0, "answering")
	b.tell("show answer")
	now := b.tell("knew it")
	b.await(0, "answering")
	if now.View.Done == 0 && b.turn().View.Done == 0 {
		t.Error("nothing was studied by voice, so the capture says little")
	}
	b.press("Stop")
	for _, page := range []string{"progress", "settings", "about", "library"} {
		js[bool](t, b.ctx, `(location.hash = "#/%s", true)`, page)
		b.see("main h1")
	}
	b.see(".today")
}

// wouldBeSeen shows that the capture works.
func wouldBeSeen(t *testing.T, out *wire, b *tab) {
	t.Helper()
	// A packet that any program sends would be seen …
	conn, err := net.Dial("udp", "198.51.100.7:9")
	if err != nil {
		t.Fatal(err)
	}
	conn.Write([]byte("seen?"))
	conn.Close()
	until(t, 60*time.Second, "to see a datagram", func() bool { return strings.Contains(strings.Join(out.sinceThen(), " "), "UDP to 198.51.100.7:9") })
	if six, err := net.Dial("udp", "[2001:db8:1::7]:9"); err == nil {
		six.Write([]byte("seen?"))
		six.Close()
		until(t, 60*time.Second, "to see an IPv6 datagram", func() bool { return strings.Contains(strings.Join(out.sinceThen(), " "), "UDP to [2001:db8:1::7]:9") })
	}
	// … and so would a request of this browser, by address and by name.
	for page, want := range map[string]string{"http://198.51.100.8/": "TCP to 198.51.100.8:80", "http://carrel.example/": "UDP to 192.0.2.53:53"} {
		go chromedp.Do(b.ctx, chromedp.Navigate(page))
		var all []string
		until(t, 60*time.Second, "to see the browser ask for "+page, func() bool {
			all = append(all, out.sinceThen()...)
			return strings.Contains(strings.Join(all, " "), want)
		})
	}
}

// settle brings up the namespace's interfaces: the loopback, and a tunnel as the way out,
// with addresses reserved for documentation.
func settle(t *testing.T) *wire {
	t.Helper()
	out := tunnel(t, "out0")
	for _, line := range []string{
		"link set lo up",
		"addr add 192.0.2.2/24 dev out0",
		"link set out0 up",
		"route add default dev out0",
	} {
		command(t, "ip", strings.Fields(line)...)
	}
	if exists("/proc/sys/net/ipv6/conf/out0") {
		for _, line := range []string{"-6 addr add 2001:db8::2/64 dev out0 nodad", "-6 route add default dev out0"} {
			if err := exec.Command("ip", strings.Fields(line)...).Run(); err != nil {
				t.Logf("no IPv6 here, so only IPv4 is watched: ip %s: %v", line, err)
				break
			}
		}
	}
	// Give the namespace its own resolver settings, so that a DNS query goes out through out0
	// too, whatever the machine's settings are.
	resolv := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(resolv, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount(resolv, "/etc/resolv.conf", "", syscall.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	out.sinceThen()
	return out
}

// runOnIsland runs this test again in a new network namespace.
func runOnIsland(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		missing(t, "NOT SHOWN: that nothing leaves the device. It takes root to make a network namespace")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		missing(t, "NOT SHOWN: that nothing leaves the device. iproute2 is not installed")
	}
	binary(t)
	test, part, _ := strings.Cut(t.Name(), "/")
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$/^"+part+"$", "-test.v", "-test.timeout=4m")
	cmd.Env = append(os.Environ(), island+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	if strings.Contains(said.String(), "--- SKIP") {
		missing(t, said.String())
	}
	if err != nil || !strings.Contains(said.String(), "--- PASS: "+t.Name()) {
		if strings.Contains(fmt.Sprint(err), "operation not permitted") {
			missing(t, "NOT SHOWN: that nothing leaves the device. This machine lets not even root make a network namespace: "+err.Error())
		}
		t.Fatalf("%v\n%s", err, said.String())
	}
}
