package arch

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sources calls each for the source files of the program and the page, without tests.
func sources(t *testing.T, dirs []string, ends []string, each func(path, text string)) {
	t.Helper()
	n := 0
	for _, dir := range dirs {
		err := filepath.WalkDir(root+dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "dist" || d.Name() == "testdata") {
				return fs.SkipDir
			}
			if !d.Type().IsRegular() || strings.Contains(path, "_test.") || strings.Contains(path, ".test.") {
				return nil
			}
			for _, end := range ends {
				if strings.HasSuffix(path, end) {
					b, err := os.ReadFile(path)
					if err != nil {
						return err
					}
					n++
					each(path, string(b))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 20 {
		t.Fatalf("only %d files were looked at: the rule would pass without looking", n)
	}
}

// TestThePageKnowsNotWhereOrWho searches the page's source for browser APIs that reveal
// location, body or identity.
func TestThePageKnowsNotWhereOrWho(t *testing.T) {
	forbidden := regexp.MustCompile(`\b(geolocation|getCurrentPosition|watchPosition|DeviceMotionEvent|DeviceOrientationEvent|Accelerometer|Gyroscope|Magnetometer|AmbientLightSensor|navigator\.(bluetooth|usb|serial|hid|nfc|contacts|credentials|connection|deviceMemory|hardwareConcurrency|plugins|getBattery|sendBeacon)|IdleDetector|RTCPeerConnection|WebSocket|EventSource|document\.cookie|toDataURL|webkitSpeechRecognition)\b`)
	sources(t, []string{"web/src"}, []string{".ts", ".tsx", ".html"}, func(path, text string) {
		for _, m := range forbidden.FindAllString(text, -1) {
			t.Errorf("%s uses %s, which tells where or who someone is, or leaves this device", path, m)
		}
	})
}

// TestThePageAsksTheBrowserLittle lists every property of navigator that the page uses,
// because navigator knows far more about the machine and its owner than a study program
// needs. Before you add a name, say what it reveals and to whom.
func TestThePageAsksTheBrowserLittle(t *testing.T) {
	wanted := map[string]bool{
		"languages": true, "mediaDevices": true, "mediaSession": true, "serviceWorker": true, "storage": true,
		"share": true, "canShare": true, "wakeLock": true, "locks": true, "permissions": true,
	}
	asks := regexp.MustCompile(`\bnavigator(?: as .*?\}\))?\s*(?:(?:\?\.|\.)\s*(\w+))?`)
	seen := 0
	sources(t, []string{"web/src"}, []string{".ts", ".tsx"}, func(path, text string) {
		for _, line := range strings.Split(text, "\n") {
			if code := strings.TrimSpace(line); strings.HasPrefix(code, "//") || strings.HasPrefix(code, "*") || strings.HasPrefix(code, "/*") {
				continue
			}
			for _, m := range asks.FindAllStringSubmatch(line, -1) {
				seen++
				if !wanted[m[1]] {
					t.Errorf("%s asks for %q, which is not among what the page asks of the browser", path, m[0])
				}
			}
		}
	})
	if seen < 5 {
		t.Errorf("navigator was found %d times: the rule would pass without looking", seen)
	}
}

// TestTheBrowsersRecogniserIsLocalOnly allows SpeechRecognition only in a file that also
// requires processing on the device.
func TestTheBrowsersRecogniserIsLocalOnly(t *testing.T) {
	sources(t, []string{"web/src"}, []string{".ts", ".tsx"}, func(path, text string) {
		if strings.Contains(text, "SpeechRecognition") && !strings.Contains(text, "processLocally") {
			t.Errorf("%s uses the browser's recogniser without processLocally: it might send a voice away", path)
		}
		if strings.Contains(text, "speechSynthesis") && !strings.Contains(text, "localService") {
			t.Errorf("%s speaks with the browser's voices without asking for local ones", path)
		}
	})
}

// TestNoAddressOfAnyoneElse searches the source of program and page for addresses of other
// hosts, because there is nothing to contact. It ignores the names of XML namespaces and
// documents cited in comments.
func TestNoAddressOfAnyoneElse(t *testing.T) {
	address := regexp.MustCompile(`https?://[^\s"'` + "`" + `)>\\]+`)
	fine := regexp.MustCompile(`^https?://(127\.0\.0\.1|localhost|\[::1\]|www\.w3\.org/|www\.imsglobal\.org/|purl\.|ltsc\.ieee\.org/xsd/|example\.|.*\.example)`)
	sources(t, []string{"internal", "cmd", "web/src", "packs"}, []string{".go", ".ts", ".tsx", ".html", ".css"}, func(path, text string) {
		for _, line := range strings.Split(text, "\n") {
			code := strings.TrimSpace(line)
			if strings.HasPrefix(code, "//") || strings.HasPrefix(code, "*") {
				continue
			}
			for _, a := range address.FindAllString(code, -1) {
				if i := strings.Index(code, "// "); i >= 0 && strings.Index(code, a) > i {
					continue
				}
				if !fine.MatchString(a) {
					t.Errorf("%s holds the address %s", path, a)
				}
			}
		}
	})
}

// TestOnlyTheHostOpensAPort allows servers and outgoing connections only in the packages
// that need them.
func TestOnlyTheHostOpensAPort(t *testing.T) {
	dials := regexp.MustCompile(`\b(net\.(Dial(er|Timeout|TCP|UDP|UDP4|IP|Unix)?|Listen(TCP|UDP|IP|Unix|Packet|MulticastUDP|Config)?)\b|http\.(Get|Post|Head|PostForm|ListenAndServe|NewRequest|NewRequestWithContext)\(|http\.DefaultClient|http\.Client\{)`)
	sources(t, []string{"internal", "cmd", "fsrs", "packs"}, []string{".go"}, func(path, text string) {
		for _, line := range strings.Split(text, "\n") {
			m := dials.FindString(line)
			if m == "" || strings.HasPrefix(strings.TrimSpace(line), "//") {
				continue
			}
			if strings.Contains(filepath.ToSlash(path), "internal/host/") && m == "net.Listen" {
				continue
			}
			// This is a socket in the home, which no other computer can reach.
			if strings.Contains(filepath.ToSlash(path), "internal/relay/") && (m == "net.DialUnix" || m == "net.ListenUnix") {
				continue
			}
			// It connects only to the address that the learner typed in, see what-leaves. Its test
			// server listens on loopback.
			if dir := filepath.ToSlash(path); strings.Contains(dir, "internal/wyoming/client.go") && m == "net.Dialer" || strings.Contains(dir, "internal/wyoming/wyomingtest/") && m == "net.Listen" {
				continue
			}
			t.Errorf("%s uses %s: nothing but internal/host may open a port, and nothing may call out", path, m)
		}
	})
}
