//go:build !js

package voice

import (
	"io/fs"
	"path/filepath"

	"carrel/internal/speech"
)

// builtinVoice returns flite, which is read from the page's files when it is
// first needed.
func builtinVoice(assets fs.FS, cache string) (speech.Synthesizer, string) {
	if assets == nil {
		return nil, "this program was built without its voice: run \"make build\""
	}
	if _, err := fs.Stat(assets, "assets.json"); err != nil {
		return nil, "the page was not built into this program: run \"make build\""
	}
	dir := ""
	if cache != "" {
		dir = filepath.Join(cache, "compiled")
	}
	return speech.NewFlite(speech.FliteConfig{
		Wasm:     func() ([]byte, error) { return assetNamed(assets, "flite/flite.wasm") },
		CacheDir: dir,
	}), ""
}

// programVoice returns a synthesizer for the program the learner chose; nil for
// none. For programs that Carrel knows, the synthesizer also knows the languages.
func programVoice(argv []string) speech.Synthesizer {
	if len(argv) == 0 {
		return nil
	}
	name := filepath.Base(argv[0])
	config := speech.CommandConfig{Name: name, Argv: argv}
	switch name {
	case "espeak-ng":
		config.Voices = speech.EspeakNG().Voices
		if len(argv) == 1 {
			config.Argv = speech.EspeakNG().Argv
		}
	default:
		config.Voices = []speech.Voice{{Name: name, Lang: "en", About: "your own program"}, {Name: name, Lang: "fr", About: "your own program"}}
	}
	c, err := speech.NewCommand(config)
	if err != nil {
		return nil
	}
	return c
}

// clipMemory bounds the clips kept in memory, in bytes; 0 means the default.
const clipMemory = 0
