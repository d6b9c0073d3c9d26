package apkg

import (
	"io"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// The generations of packages, as the file "meta" in a package numbers them.
const (
	legacy1 = 1
	legacy2 = 2
	latest  = 3
)

const (
	nameLegacy1 = "collection.anki2"
	nameLegacy2 = "collection.anki21"
	nameLatest  = "collection.anki21b"

	maxMeta       = 1 << 10
	maxCollection = 1 << 30
	maxMediaList  = 48 << 20
)

// readPackage reads a zip package. Newer generations contain two collections: the real
// one, and an older one with a single note that asks the user to update Anki. The file
// "meta" says which is real.
func (r *reader) readPackage() error {
	zip, err := r.src.OpenZip()
	if err != nil {
		return err
	}
	version, err := r.generation(zip)
	if err != nil {
		return err
	}
	name := map[int]string{legacy1: nameLegacy1, legacy2: nameLegacy2, latest: nameLatest}[version]
	if !zip.Has(name) {
		return r.src.Errorf(study.Unreadable, "it says it holds %q, which is not inside; export it again", name)
	}
	data, err := r.unpackCollection(zip, name, version)
	if err != nil {
		return err
	}
	defer data.Close()
	if err := r.readDatabase(data); err != nil {
		return err
	}
	for _, s := range zip.Skipped {
		if err := r.emit(study.Entry{Skip: &s}); err != nil {
			return err
		}
	}
	return r.readMedia(zip, version)
}

// generation returns the generation of a package. It reads the meta file or, in the
// oldest packages, which have none, looks at the names of the entries.
func (r *reader) generation(zip *source.Archive) (int, error) {
	if !zip.Has("meta") {
		switch {
		case zip.Has(nameLatest):
			return latest, nil
		case zip.Has(nameLegacy2):
			return legacy2, nil
		case zip.Has(nameLegacy1):
			return legacy1, nil
		}
		return 0, r.src.Errorf(study.Unreadable, "this zip file is not an Anki package: no collection is inside")
	}
	b, err := zip.Read("meta", maxMeta)
	if err != nil {
		return 0, err
	}
	version := 0
	err = eachField(b, func(f field) error {
		if f.num == 1 {
			version = int(min(f.value, 1<<20))
		}
		return nil
	})
	switch {
	case err != nil || version == 0:
		return 0, r.src.Errorf(study.Unreadable, "its file \"meta\" is damaged; export it again")
	case version > latest:
		return 0, r.src.Errorf(study.Unsupported, "it was made by a newer version of Anki (package version %d, Carrel knows up to %d); export it with the option to support older versions", version, latest)
	}
	return version, nil
}

func (r *reader) unpackCollection(zip *source.Archive, name string, version int) (*source.Unpacked, error) {
	if version < latest && zip.Size(name) > maxCollection {
		return nil, r.src.Errorf(study.Unsupported, "the collection inside is larger than %d MB, more than Carrel takes from one file", maxCollection>>20)
	}
	packed, err := zip.Open(name)
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	in, limit := source.Context(r.ctx, packed), int64(maxCollection)
	if version == latest {
		// Collections compress three to ten times; a ratio of hundreds is a zip bomb.
		limit = min(limit, max(maxPlain, zip.Size(name)*maxRatio))
		var z source.Zstd
		defer z.Close()
		if in, err = z.Reader(in); err != nil {
			return nil, r.src.Errorf(study.Unreadable, "%q inside is damaged; export it again", name)
		}
	}
	data, err := r.src.Unpack(&meter{r: in, progress: r.progress}, limit, name)
	if err != nil && r.ctx.Err() != nil {
		return nil, r.ctx.Err()
	}
	return data, err
}

// meter reports progress while a file is unpacked.
type meter struct {
	r        io.Reader
	n        int64
	progress study.Progress
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	m.progress(m.n, 0, "bytes")
	return n, err
}
