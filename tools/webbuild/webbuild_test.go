package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// built builds the page once for all tests of this package.
func built(t *testing.T) *builder {
	t.Helper()
	b := &builder{web: filepath.Join("..", "..", "web"), out: filepath.Join(t.TempDir(), "dist"), files: map[string]string{}}
	if _, err := os.Stat(filepath.Join(b.web, "node_modules")); err != nil {
		t.Skip("npm packages are not installed; run npm ci --prefix web")
	}
	dist := b.out
	if err := b.run(); err != nil {
		t.Fatal(err)
	}
	b.out = dist
	return b
}

func TestBuild(t *testing.T) {
	b := built(t)

	t.Run("manifest", func(t *testing.T) {
		var files map[string]string
		if err := json.Unmarshal(b.read(t, "assets.json"), &files); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"main.js", "main.css", "listen/worker.js", "listen/worklet.js", "flite/flite.wasm", "soundswallower/fr-fr/dict.txt", "rnnoise/rnnoise.wasm"} {
			if files[name] == "" {
				t.Errorf("assets.json lacks %s", name)
			}
		}
		for name, file := range files {
			if _, err := os.Stat(filepath.Join(b.out, file)); err != nil {
				t.Errorf("%s is said to be at %s, where nothing is", name, file)
			}
		}
	})

	t.Run("the page loads little", func(t *testing.T) {
		total := 0
		for name, file := range b.files {
			if name == "main.js" || name == "main.css" || strings.HasPrefix(name, "chunk/") || strings.HasPrefix(name, "listen/") {
				total += zipped(b.read(t, file))
			}
		}
		const budget = 150 << 10
		if total > budget {
			t.Errorf("scripts and styles are %d bytes with gzip, want %d at most", total, budget)
		}
		t.Logf("scripts and styles: %d bytes with gzip", total)
	})

	t.Run("the page keeps its own policy", func(t *testing.T) {
		html := string(b.read(t, "index.html"))
		for what, rule := range map[string]string{
			"an inline script": `<script(?:\s[^>]*)?>[^<]`, "an inline style": `<style|\sstyle=`, "an event attribute": `\son[a-z]+=`,
			"an absolute address": `(?:src|href)="(?:/|https?:)`,
		} {
			if found := regexp.MustCompile(rule).FindString(html); found != "" {
				t.Errorf("index.html has %s: %s", what, found)
			}
		}
	})

	t.Run("nothing watches or calls out", func(t *testing.T) {
		for name, file := range b.files {
			if filepath.Ext(file) != ".js" {
				continue
			}
			text := string(b.read(t, file))
			// APIs that could reveal a person's place or identity, or send a recording of
			// their voice.
			for _, api := range []string{"geolocation", "bluetooth", "DeviceMotionEvent", "DeviceOrientationEvent", "Accelerometer", "Gyroscope", "requestMIDIAccess", "sendBeacon", "webkitSpeechRecognition", "RTCPeerConnection", "getBattery", "WebSocket", "EventSource"} {
				if strings.Contains(text, api) {
					t.Errorf("%s uses %s", name, api)
				}
			}
			if strings.Contains(text, "SpeechRecognition") && !strings.Contains(text, "processLocally") {
				t.Errorf("%s uses the browser's recogniser without asking that it stay on this device", name)
			}
			for _, host := range regexp.MustCompile(`https?://[a-zA-Z0-9.-]+`).FindAllString(text, -1) {
				// Names of XML namespaces, which nothing fetches.
				if host != "http://www.w3.org" {
					t.Errorf("%s names the host %s", name, host)
				}
			}
		}
	})

	t.Run("every part shipped has its notice", func(t *testing.T) {
		var pkg struct{ Dependencies map[string]string }
		data, err := os.ReadFile(filepath.Join(b.web, "package.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &pkg); err != nil {
			t.Fatal(err)
		}
		have := map[string]bool{}
		for _, n := range notices {
			have[n.pkg] = true
		}
		for dep := range pkg.Dependencies {
			if !have[dep] {
				t.Errorf("%s is shipped without its licence: add it to notices in parts.go", dep)
			}
		}
		text := b.read(t, "THIRD-PARTY.txt")
		for _, n := range notices {
			if !bytes.Contains(text, []byte("\n"+n.part+"\n")) {
				t.Errorf("THIRD-PARTY.txt has nothing about %s", n.part)
			}
		}
		_, wide := b.files[wideModel+"/mdef"]
		if named := bytes.Contains(text, []byte("\n"+wideNotice.part+"\n")) && bytes.Contains(text, []byte("Alpha Cephei")); named != wide {
			t.Errorf("the wide-band model is shipped: %v; THIRD-PARTY.txt names it: %v", wide, named)
		}
	})

	t.Run("a second build gives the same names", func(t *testing.T) {
		again := built(t)
		for name, file := range b.files {
			if again.files[name] != file {
				t.Errorf("%s was %s and is %s", name, file, again.files[name])
			}
		}
	})
}

// TestFailedBuildKeepsTheLast checks that a failed build does not replace a page that
// works.
func TestFailedBuildKeepsTheLast(t *testing.T) {
	web := t.TempDir()
	dist := filepath.Join(web, "dist")
	for name, text := range map[string]string{"node_modules/x": "", "dist/index.html": "good", "dist/.keep": ""} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(web, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(web, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := &builder{web: web, out: dist, files: map[string]string{}}
	if err := b.run(); err == nil {
		t.Fatal("a build without its parts succeeded")
	}
	if got, _ := os.ReadFile(filepath.Join(dist, "index.html")); string(got) != "good" {
		t.Errorf("the page is %q after a failed build, want the good one", got)
	}
	if left, _ := filepath.Glob(filepath.Join(web, ".dist-*")); len(left) > 0 {
		t.Errorf("the build left %v behind", left)
	}
}

func (b *builder) read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(b.out, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func zipped(data []byte) int {
	var w bytes.Buffer
	z, _ := gzip.NewWriterLevel(&w, gzip.BestCompression)
	z.Write(data)
	z.Close()
	return w.Len()
}
