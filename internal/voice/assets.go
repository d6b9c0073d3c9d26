package voice

import (
	"encoding/json"
	"io/fs"

	"carrel/internal/study"
)

// assetNamed reads one file of the built page by its name in the manifest.
func assetNamed(assets fs.FS, name string) ([]byte, error) {
	if assets == nil {
		return nil, study.Errorf(study.Unavailable, "this program was built without its voice: run \"make build\"")
	}
	raw, err := fs.ReadFile(assets, "assets.json")
	if err != nil {
		return nil, study.Because(err, study.Unavailable, "the page was not built into this program: run \"make build\"")
	}
	var names map[string]string
	if err := json.Unmarshal(raw, &names); err != nil {
		return nil, study.Because(err, study.Internal, "the list of the page's files is damaged: run \"make build\" again")
	}
	file, ok := names[name]
	if !ok {
		return nil, study.Errorf(study.Unavailable, "%s is missing from this program: run \"make build\" again", name)
	}
	return fs.ReadFile(assets, file)
}
