package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"carrel/internal/study"
)

// page returns a built page as webbuild makes it.
func page(main string) fstest.MapFS {
	return fstest.MapFS{
		"index.html":                    {Data: []byte("<!doctype html>\n<meta charset=\"utf-8\">\n<script src=\"assets/main-11.js\"></script>\n")},
		"manifest.webmanifest":          {Data: []byte(`{"name":"Carrel"}`)},
		"THIRD-PARTY.txt":               {Data: []byte("Others' work.\n")},
		"assets.json":                   {Data: []byte(`{"main.js":"assets/main-11.js","icon.png":"assets/icon-33.png","host/sw.js":"assets/host/sw-22.js"}`)},
		"assets/main-11.js":             {Data: []byte(main)},
		"assets/icon-33.png":            {Data: noise(3000)},
		"assets/host/sw-22.js":          {Data: []byte("addEventListener(\"install\", () => {});\n")},
		"assets/left-from-before-44.js": {Data: []byte("not in assets.json")},
	}
}

// noise returns bytes that do not compress.
func noise(n int) []byte {
	var b []byte
	for i := 0; len(b) < n; i++ {
		sum := sha256.Sum256(fmt.Append(nil, i))
		b = append(b, sum[:]...)
	}
	return b[:n]
}

func prog() fstest.MapFS {
	return fstest.MapFS{"carrel.wasm.gz": {Data: noise(5000)}, "wasm_exec.js": {Data: []byte(strings.Repeat("run(); ", 500))}}
}

var long = strings.Repeat("study(); ", 1000)

func write(t *testing.T, dir string, main string) Summary {
	t.Helper()
	s, err := Write(dir, page(main), prog())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tree reads every file of a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// list is the data at the start of the service worker.
type list struct {
	Version string
	Headers [][2]string
	Page    []string
	Assets  map[string]string
}

func serviceList(t *testing.T, files map[string]string) list {
	t.Helper()
	first, script, _ := strings.Cut(strings.TrimPrefix(files["sw.js"], serviceTop), ";\n")
	var l list
	if err := json.Unmarshal([]byte(first), &l); err != nil {
		t.Fatalf("sw.js begins with %.80q: %v", files["sw.js"], err)
	}
	if !strings.Contains(script, "addEventListener") {
		t.Errorf("sw.js goes on with %q", script)
	}
	return l
}

func TestTheServiceWorkerKnowsEveryFile(t *testing.T) {
	dir := t.TempDir()
	s := write(t, dir, long)
	files := tree(t, dir)
	l := serviceList(t, files)
	if l.Version != s.Version {
		t.Errorf("sw.js has version %q, want %q", l.Version, s.Version)
	}
	known := append(slices.Collect(maps.Values(l.Assets)), l.Page...)
	for _, name := range known {
		if _, ok := files[name]; !ok {
			t.Errorf("sw.js lists %s, which is not there: no visit could be kept", name)
		}
	}
	size := int64(0)
	for name, data := range files {
		size += int64(len(data))
		if plain := strings.TrimSuffix(name, ".gz"); name != "sw.js" && !isHeaders(name) && !slices.Contains(known, name) && (plain == name || files[plain] == "") {
			t.Errorf("%s was written, and sw.js does not list it: it would be missing offline", name)
		}
	}
	if s.Files != len(files) || s.Bytes != size {
		t.Errorf("the summary says %d files of %d bytes, there are %d of %d", s.Files, s.Bytes, len(files), size)
	}
	var assets map[string]string
	if err := json.Unmarshal([]byte(files["assets.json"]), &assets); err != nil || !maps.Equal(assets, l.Assets) {
		t.Errorf("assets.json says %v, %v; sw.js %v", assets, err, l.Assets)
	}
	for name := range files {
		if strings.Contains(name, "left-from-before") || strings.Contains(name, "sw-22") {
			t.Errorf("%s belongs to no site", name)
		}
	}
}

// isHeaders reports whether a file is only for the host.
func isHeaders(name string) bool { return name == underscoreHeaders || name == htaccess }

func TestCompressedVariantsAreTheSame(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, long)
	files := tree(t, dir)
	variants := 0
	for name, data := range files {
		plain, ok := strings.CutSuffix(name, ".gz")
		if !ok || files[plain] == "" {
			continue
		}
		variants++
		z, err := gzip.NewReader(strings.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := io.ReadAll(z); err != nil || string(got) != files[plain] {
			t.Errorf("%s unpacks to something else than %s: %v", name, plain, err)
		}
		if len(data) >= len(files[plain]) {
			t.Errorf("%s is no smaller than %s", name, plain)
		}
	}
	if variants != 3 { // main.js, wasm_exec.js and sw.js
		t.Errorf("there are %d compressed variants, want 3", variants)
	}
}

func TestNamesUnderAssetsChangeWithTheirContent(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, long)
	l := serviceList(t, tree(t, dir))
	for name, data := range map[string][]byte{"host/carrel.wasm.gz": noise(5000), "host/wasm_exec.js": prog()["wasm_exec.js"].Data} {
		sum := sha256.Sum256(data)
		if file := l.Assets[name]; !strings.HasPrefix(file, "assets/host/") || !strings.Contains(file, fmt.Sprintf("-%x.", sum[:5])) {
			t.Errorf("%s is kept as %q, which may be cached for ever", name, file)
		}
	}
	if !strings.HasSuffix(l.Assets["host/carrel.wasm.gz"], ".wasm.gz") {
		t.Errorf("the program is kept as %q", l.Assets["host/carrel.wasm.gz"])
	}
}

func TestTheSameSiteIsWrittenTheSame(t *testing.T) {
	one, two, other := t.TempDir(), t.TempDir(), t.TempDir()
	a, b := write(t, one, long), write(t, two, long)
	if !maps.Equal(tree(t, one), tree(t, two)) || a.Version != b.Version {
		t.Error("the same page and program gave two different sites")
	}
	if c := write(t, other, long+" "); c.Version == a.Version {
		t.Error("another page gave the same version: no visitor would get it")
	}
}

func TestANewerSiteTakesThePlaceOfAnOlder(t *testing.T) {
	dir, fresh := t.TempDir(), t.TempDir()
	older := page(long)
	older["assets.json"] = &fstest.MapFile{Data: []byte(`{"main.js":"assets/main-11.js","gone.js":"assets/gone-55.js","host/sw.js":"assets/host/sw-22.js"}`)}
	older["assets/gone-55.js"] = &fstest.MapFile{Data: []byte(long)}
	if _, err := Write(dir, older, prog()); err != nil {
		t.Fatal(err)
	}
	// Files that belong to the host stay.
	for name, data := range map[string]string{"CNAME": "carrel.example\n", ".htaccess": "Require all granted\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, long)
	write(t, fresh, long)
	got, want := tree(t, dir), tree(t, fresh)
	want["CNAME"], want[".htaccess"] = "carrel.example\n", "Require all granted\n"
	if !maps.Equal(got, want) {
		t.Errorf("after a newer version there are %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

func TestAFolderOfOthersIsLeftAlone(t *testing.T) {
	for name, data := range map[string]string{"letter.txt": "Dear all", "sw.js": "self.other = 1", "index.html": "my own"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Write(dir, page(long), prog())
		if study.KindOf(err) != study.Conflict || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "another folder") {
			t.Errorf("with %s in it: %v", name, err)
		}
		if files := tree(t, dir); len(files) != 1 || files[name] != data {
			t.Errorf("the folder with %s now holds %v", name, slices.Sorted(maps.Keys(files)))
		}
	}
}

func TestThePageIsItsOwnHost(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, long)
	index := tree(t, dir)["index.html"]
	for _, part := range []string{`<meta name="carrel-host" content="browser">`, `<meta name="carrel-program-size" content="5000">`, `http-equiv="Content-Security-Policy"`, "connect-src 'self'"} {
		if !strings.Contains(index, part) {
			t.Errorf("index.html lacks %s:\n%s", part, index)
		}
	}
	if !strings.Contains(index, "worker-src 'self' blob:;") || !strings.Contains(index, "webrtc 'block'") {
		t.Errorf("the policy binds no worker that is made from a blob, or lets WebRTC out:\n%s", index)
	}
	if strings.Contains(index, "frame-ancestors") {
		t.Error("frame-ancestors means nothing inside a page, and browsers complain")
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	for what, parts := range map[string][2]fs.FS{
		"its page":            {fstest.MapFS{}, prog()},
		"runs in the browser": {page(long), fstest.MapFS{}},
	} {
		dir := filepath.Join(t.TempDir(), "site")
		_, err := Write(dir, parts[0], parts[1])
		if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), what) || !strings.Contains(err.Error(), "make site") {
			t.Errorf("without what is %s: %v", what, err)
		}
		if _, err := os.Stat(dir); !os.IsNotExist(err) {
			t.Errorf("the folder was made all the same: %v", err)
		}
	}
}

func TestASiteNeedsACharset(t *testing.T) {
	p := page(long)
	p["index.html"] = &fstest.MapFile{Data: bytes.ReplaceAll(p["index.html"].Data, []byte("charset"), []byte("charsets"))}
	if _, err := Write(t.TempDir(), p, prog()); err == nil {
		t.Error("a page without the place for its policy was written without one")
	}
}

// TestHeadersForHosts parses the headers written for hosts and for the service worker.
func TestHeadersForHosts(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, long)
	files := tree(t, dir)
	for _, h := range Headers {
		if want := "\n  " + h[0] + ": " + h[1] + "\n"; !strings.Contains(files["_headers"], want) {
			t.Errorf("_headers lacks %q:\n%s", want, files["_headers"])
		}
		if want := "\n  Header always set " + h[0] + " \"" + h[1] + "\"\n"; !strings.Contains(files[".htaccess"], want) {
			t.Errorf(".htaccess lacks %q:\n%s", want, files[".htaccess"])
		}
		if strings.ContainsAny(h[1], "\"\n") {
			t.Errorf("%s would break out of its line: %q", h[0], h[1])
		}
	}
	if !strings.HasPrefix(files["_headers"], headerMark+" ") || !strings.Contains(files["_headers"], "\n/*\n") {
		t.Errorf("_headers begins with %.100q", files["_headers"])
	}
	if l := serviceList(t, files); !slices.Equal(l.Headers, Headers) || !strings.Contains(l.Headers[0][1], "frame-ancestors 'none'") {
		t.Errorf("the service worker answers with %q", l.Headers)
	}
}
