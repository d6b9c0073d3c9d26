package exports

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestMapsFitTheInstalledModules generates the maps again from the files that npm
// installed. After a change of version, run: go run ./internal/listen/exports/exportmap.
func TestMapsFitTheInstalledModules(t *testing.T) {
	modules := filepath.Join("..", "..", "..", "web", "node_modules")
	for _, c := range []struct {
		load       func() (Map, error)
		glue, wasm string
	}{
		{SoundSwallower, "soundswallower/soundswallower.web.js", "soundswallower/soundswallower.web.wasm"},
		{RNNoise, "@jitsi/rnnoise-wasm/dist/rnnoise.js", "@jitsi/rnnoise-wasm/dist/rnnoise.wasm"},
	} {
		want, err := c.load()
		if err != nil {
			t.Fatal(err)
		}
		glue, err := os.ReadFile(filepath.Join(modules, c.glue))
		if err != nil {
			t.Skip("web/node_modules is not there: run npm ci --prefix web")
		}
		wasm, err := os.ReadFile(filepath.Join(modules, c.wasm))
		if err != nil {
			t.Fatal(err)
		}
		if err := want.Check(wasm); err != nil {
			t.Error(err)
		}
		if err := want.Check(wasm[1:]); err == nil {
			t.Errorf("%s: another file passes for the pinned one", c.wasm)
		}
		got := Scan(string(glue))
		got.Package, got.Version, got.SHA256 = want.Package, want.Version, want.SHA256
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the glue code says %+v, the map %+v", c.glue, got, want)
		}
	}
}
