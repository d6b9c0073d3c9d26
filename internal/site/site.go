// Package site owns Carrel as a static site: the built page together with the program
// that runs inside it, as files that any host can serve under any path.
package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"carrel/internal/study"
)

// Names in the program's folder and in the manifest of assets.
const (
	program    = "carrel.wasm.gz"
	exec       = "wasm_exec.js"
	worker     = "host/sw.js"
	manifest   = "assets.json"
	serviceJS  = "sw.js"
	serviceTop = "self.CARREL = "
)

// Summary says what was written.
type Summary struct {
	Dir     string `json:"dir"`
	Files   int    `json:"files"`
	Bytes   int64  `json:"bytes"`
	Program int    `json:"program"` // bytes of the compressed program
	Version string `json:"version"` // changes with any file's content
}

// Write writes the site into dir, a folder that is new, empty, or contains an older site.
// page is the built page, prog the program for the browser (web.Program).
//
// Every file under assets/ has a hash of its content in its name. Files that compression
// makes smaller have a .gz beside them, for hosts that serve such files. The program is
// stored only compressed, because the page itself decompresses it.
func Write(dir string, page, prog fs.FS) (Summary, error) {
	if _, err := fs.Stat(page, "index.html"); err != nil {
		return Summary{}, study.Errorf(study.Unavailable, `this program was built without its page: run "make site"`)
	}
	wasm, err := fs.ReadFile(prog, program)
	if errors.Is(err, fs.ErrNotExist) {
		return Summary{}, study.Errorf(study.Unavailable, `this program was built without the part that runs in the browser: run "make site", which compiles it first`)
	}
	if err != nil {
		return Summary{}, err
	}
	script, err := fs.ReadFile(prog, exec)
	if err != nil {
		return Summary{}, err
	}
	if err := clear(dir); err != nil {
		return Summary{}, err
	}
	w := &writer{dir: dir, sum: Summary{Dir: dir, Program: len(wasm)}, assets: map[string]string{}}
	if err := w.all(page, wasm, script); err != nil {
		return Summary{}, study.Because(err, study.Unavailable, "the site could not be written to %s: %v", dir, err)
	}
	return w.sum, nil
}

// clear removes an older site from dir. It fails if dir contains files but no site that
// Write wrote.
func clear(dir string) error {
	old, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return study.Because(err, study.Unavailable, "%s cannot be read: %v", dir, err)
	}
	if len(old) == 0 {
		return nil
	}
	sw, err := os.ReadFile(filepath.Join(dir, serviceJS))
	if err != nil || !bytes.HasPrefix(sw, []byte(serviceTop)) {
		return study.Errorf(study.Conflict, "the folder %s is not empty and holds no site of Carrel: choose another folder", dir)
	}
	for _, name := range append([]string{"assets", serviceJS, manifest}, pageFiles...) {
		for _, end := range []string{"", ".gz"} {
			if err := os.RemoveAll(filepath.Join(dir, name+end)); err != nil {
				return study.Because(err, study.Unavailable, "the older site in %s cannot be removed: %v", dir, err)
			}
		}
	}
	return nil
}

// pageFiles are the files whose names do not change, except assets.json.
var pageFiles = []string{"index.html", "manifest.webmanifest", "THIRD-PARTY.txt"}

type writer struct {
	dir    string
	sum    Summary
	assets map[string]string // logical name → file
	hash   []byte            // hash of everything written
}

func (w *writer) all(page fs.FS, wasm, script []byte) error {
	service, err := w.built(page)
	if err != nil {
		return err
	}
	if err := w.hashed("host/"+program, wasm, false); err != nil {
		return err
	}
	if err := w.hashed("host/"+exec, script, true); err != nil {
		return err
	}
	names, err := json.MarshalIndent(w.assets, "", " ")
	if err != nil {
		return err
	}
	if err := w.file(manifest, append(names, '\n'), true); err != nil {
		return err
	}
	for _, name := range pageFiles {
		if err := w.pageFile(page, name, len(wasm)); err != nil {
			return err
		}
	}
	if err := w.headers(); err != nil {
		return err
	}
	return w.service(service)
}

// built writes the files that the page's manifest names, and returns the service worker,
// which is written last.
func (w *writer) built(page fs.FS) (service []byte, err error) {
	data, err := fs.ReadFile(page, manifest)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	if err := json.Unmarshal(data, &files); err != nil {
		return nil, err
	}
	if service, err = fs.ReadFile(page, files[worker]); err != nil {
		return nil, err
	}
	delete(files, worker)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data, err := fs.ReadFile(page, files[name])
		if err != nil {
			return nil, err
		}
		w.assets[name] = files[name]
		if err := w.file(files[name], data, true); err != nil {
			return nil, err
		}
	}
	return service, nil
}

// pageFile writes a file of the page whose name does not change. size is the size of the
// program.
func (w *writer) pageFile(page fs.FS, name string, size int) error {
	data, err := fs.ReadFile(page, name)
	if err != nil {
		return err
	}
	if name == "index.html" {
		if data, err = ownHost(data, size); err != nil {
			return err
		}
	}
	return w.file(name, data, true)
}

// ownHost marks the page as its own host and adds the policy that on a computer comes
// with every response.
func ownHost(index []byte, size int) ([]byte, error) {
	const charset = `<meta charset="utf-8">`
	policy, _, _ := strings.Cut(Policy, "; frame-ancestors") // has no effect inside a page
	marks := fmt.Sprintf("%s\n<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n<meta name=\"carrel-host\" content=\"browser\">\n<meta name=\"carrel-program-size\" content=\"%d\">", charset, policy, size)
	if !bytes.Contains(index, []byte(charset)) {
		return nil, errors.New("index.html has no charset to put the marks of the site after")
	}
	return bytes.Replace(index, []byte(charset), []byte(marks), 1), nil
}

// service writes the service worker, preceded by the list of all files.
func (w *writer) service(script []byte) error {
	w.note(script)
	w.sum.Version = hex.EncodeToString(w.hash)[:12]
	list, err := json.Marshal(map[string]any{
		"version": w.sum.Version,
		"headers": Headers,
		"page":    append([]string{manifest}, pageFiles...),
		"assets":  w.assets,
	})
	if err != nil {
		return err
	}
	return w.file(serviceJS, slices.Concat([]byte(serviceTop), list, []byte(";\n"), script), true)
}

func (w *writer) hashed(name string, data []byte, zip bool) error {
	sum := sha256.Sum256(data)
	dir, base := path.Split(name)
	stem, ext, _ := strings.Cut(base, ".")
	w.assets[name] = fmt.Sprintf("assets/%s%s-%x.%s", dir, stem, sum[:5], ext)
	return w.file(w.assets[name], data, zip)
}

func (w *writer) note(data []byte) {
	sum := sha256.Sum256(append(w.hash, data...))
	w.hash = sum[:]
}

func (w *writer) file(name string, data []byte, zip bool) error {
	w.note(append([]byte(name+"\n"), data...))
	if err := w.put(name, data); err != nil {
		return err
	}
	if !zip || len(data) < 1000 {
		return nil
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(data); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if b.Len() > len(data)*9/10 {
		return nil
	}
	return w.put(name+".gz", b.Bytes())
}

func (w *writer) put(name string, data []byte) error {
	to := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	w.sum.Files++
	w.sum.Bytes += int64(len(data))
	return os.WriteFile(to, data, 0o644)
}
