package wire

import (
	"os"
	"path/filepath"

	"carrel/internal/api"
)

// The files that are written from the types.
const (
	types = "web/src/api/types.ts"
	page  = "docs/api.md"
)

// Files returns the files that w becomes, by their names below root, the folder of the
// module. Of docs/api.md only the tables are new.
func Files(w api.Wire, root string) (map[string]string, error) {
	ts, err := TypeScript(w, root)
	if err != nil {
		return nil, err
	}
	old, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(page)))
	if err != nil {
		return nil, err
	}
	md, err := Tables(w, root, string(old))
	if err != nil {
		return nil, err
	}
	return map[string]string{types: ts, page: md}, nil
}
