package ear

import (
	"encoding/json"
	"io/fs"
	"path"

	"carrel/internal/listen"
	"carrel/internal/study"
)

// Parts are the files needed to recognise one language.
type Parts struct {
	Lang       string // "en" or "fr"
	Sphinx     []byte // the wasm of npm soundswallower
	RNNoise    []byte // the wasm of npm @jitsi/rnnoise-wasm; may be nil
	Model      fs.FS  // the folder of the acoustic model
	Dictionary []byte
	// The second ear and its model; nil for a language without one, such as French.
	Moonshine, MoonshineModel []byte
}

// folders lists the folders of each language's acoustic models in the built page, best
// first. The last folder also contains the dictionary.
var folders = map[string][]string{"en": {"en-us-wide", "en-us"}, "fr": {"fr-fr"}}

// FromPage finds the parts in the built page (web/dist) by its manifest.
func FromPage(dist fs.FS, lang string) (Parts, error) {
	text, err := fs.ReadFile(dist, "assets.json")
	if err != nil {
		return Parts{}, study.Because(err, study.Unavailable, "the page has not been built, so the recogniser is not there; run make build")
	}
	var names map[string]string
	if err := json.Unmarshal(text, &names); err != nil {
		return Parts{}, study.Because(err, study.Unreadable, "the page's assets.json is damaged; run make build")
	}
	assets := manifest{dist, names}
	list := folders[lang]
	if list == nil {
		return Parts{}, listen.CannotListen(lang)
	}
	folder := list[len(list)-1]
	for _, f := range list {
		if names["soundswallower/"+f+"/mdef"] != "" {
			folder = f
			break
		}
	}
	p := Parts{Lang: lang, Model: sub{assets, "soundswallower/" + folder}}
	if p.Sphinx, err = fs.ReadFile(assets, "soundswallower/soundswallower.wasm"); err != nil {
		return p, missing(err)
	}
	if p.RNNoise, err = fs.ReadFile(assets, "rnnoise/rnnoise.wasm"); err != nil {
		return p, missing(err)
	}
	if p.Dictionary, err = fs.ReadFile(assets, "soundswallower/"+list[len(list)-1]+"/dict.txt"); err != nil {
		return p, missing(err)
	}
	if names["moonshine/"+lang+".bin"] == "" {
		return p, nil
	}
	if p.Moonshine, err = fs.ReadFile(assets, "moonshine/moonshine.wasm"); err != nil {
		return p, missing(err)
	}
	if p.MoonshineModel, err = fs.ReadFile(assets, "moonshine/"+lang+".bin"); err != nil {
		return p, missing(err)
	}
	return p, nil
}

func missing(err error) error {
	return study.Because(err, study.Unavailable, "a part of the recogniser is not in the built page; run make build")
}

// manifest opens files of the page by their logical names.
type manifest struct {
	dist  fs.FS
	names map[string]string
}

func (m manifest) Open(name string) (fs.File, error) {
	file, ok := m.names[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return m.dist.Open(file)
}

// sub is a folder of logical names.
type sub struct {
	fs.FS
	dir string
}

func (s sub) Open(name string) (fs.File, error) { return s.FS.Open(path.Join(s.dir, name)) }
