package apkg

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path"
	"strconv"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const (
	maxMediaFiles = 250_000
	maxMediaName  = 255 // bytes, the limit of common file systems
	maxMediaSize  = 1 << 30
)

// mediaFile is one media file: its name and its place in the zip.
type mediaFile struct {
	name  string
	entry string
}

// readMedia yields the media. It reads each file completely before it yields it, so that
// a damaged file is left out and reported instead of ending the import.
func (r *reader) readMedia(zip *source.Archive, version int) error {
	list, err := r.mediaList(zip, version)
	if err != nil {
		return err
	}
	var z source.Zstd
	defer z.Close()
	fold := cases.Fold()
	taken := map[string]struct{}{}
	listed := map[string]struct{}{"media": {}, "meta": {}, nameLegacy1: {}, nameLegacy2: {}, nameLatest: {}}
	for i, m := range list {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		r.progress(int64(i), int64(len(list)), "media")
		listed[m.entry] = struct{}{}
		why := unsafeName(m.name)
		name := norm.NFC.String(m.name)
		if why == "" {
			key := fold.String(name)
			if _, twice := taken[key]; twice {
				why = "another media file has the same name, but for upper and lower case or accents"
			}
			taken[key] = struct{}{}
		}
		if why == "" && !zip.Has(m.entry) {
			why = "it is listed but not in the file"
		}
		if why != "" {
			r.skips.add("media file", "media files", strconv.Quote(clipName(m.name)), why)
			continue
		}
		media, why, err := r.checkMedia(zip, &z, version, m.entry)
		if err != nil {
			return err
		}
		if why != "" {
			r.skips.add("media file", "media files", strconv.Quote(clipName(m.name)), why)
			continue
		}
		media.Name = name
		if err := r.emit(study.Entry{Media: media}); err != nil {
			return err
		}
	}
	for _, name := range zip.Names() {
		if _, ok := listed[name]; !ok {
			r.skips.add("file", "files", strconv.Quote(clipName(name)), "it is in the package but not listed as media, so nothing says what it is")
		}
	}
	return nil
}

// checkMedia reads a media file to its end to learn its size and hash.
func (r *reader) checkMedia(zip *source.Archive, z *source.Zstd, version int, entry string) (*study.Media, string, error) {
	if zip.Size(entry) > maxMediaSize {
		return nil, "it is larger than 1 GB", nil
	}
	f, err := openMedia(zip, z, version, entry)
	if err != nil {
		return nil, "it is damaged or looks like a trap", nil
	}
	defer f.Close()
	h := sha256.New()
	limit := min(maxMediaSize, max(maxPlain, zip.Size(entry)*maxRatio))
	n, err := io.Copy(h, io.LimitReader(source.Context(r.ctx, f), limit+1))
	r.packed, r.unpacked = r.packed+zip.Size(entry), r.unpacked+n
	switch {
	case r.ctx.Err() != nil:
		return nil, "", r.ctx.Err()
	case r.unpacked > maxMediaSize && r.unpacked/maxAllRatio > r.packed:
		return nil, "", r.src.Errorf(study.Unsupported, "its media unpack to far more than media would; it looks like a trap and was left alone")
	case err != nil:
		return nil, "it is damaged", nil
	case n > limit:
		return nil, "it unpacks to far more than a media file would; it looks like a trap", nil
	}
	return &study.Media{
		Hash: hex.EncodeToString(h.Sum(nil)),
		Size: n,
		Open: func() (io.ReadCloser, error) { return openMedia(zip, new(source.Zstd), version, entry) },
	}, "", nil
}

const (
	maxPlain    = 64 << 20 // above this size a very high ratio counts as a bomb
	maxRatio    = 200
	maxAllRatio = 100 // ratio of all media together
)

func openMedia(zip *source.Archive, z *source.Zstd, version int, entry string) (io.ReadCloser, error) {
	f, err := zip.Open(entry)
	if err != nil || version < latest {
		return f, err
	}
	plain, err := z.Reader(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{plain, f}, nil
}

// unsafeName returns what is wrong with a media name, or "". In Carrel, names are labels
// and never paths, but an export may pass them on to programs that are less careful.
func unsafeName(name string) string {
	switch {
	case name == "" || name == "." || name == "..":
		return "it has no usable name"
	case len(name) > maxMediaName:
		return "its name is longer than 255 bytes"
	case strings.ContainsAny(name, `/\`) || path.IsAbs(name):
		return "its name is a path, which media names may not be"
	case len(name) >= 2 && name[1] == ':':
		return "its name begins with a drive letter, which media names may not"
	case strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7f || r == '�' }):
		return "its name holds characters that names may not hold"
	}
	return ""
}

func (r *reader) mediaList(zip *source.Archive, version int) ([]mediaFile, error) {
	if !zip.Has("media") {
		return nil, nil
	}
	b, err := r.readList(zip, version)
	if err != nil {
		return nil, err
	}
	var list []mediaFile
	add := func(name, entry string) error {
		if len(list) >= maxMediaFiles {
			return errTooMany
		}
		list = append(list, mediaFile{name: name, entry: entry})
		return nil
	}
	if version < latest {
		if len(b) == 0 {
			return nil, nil
		}
		err = eachMember(b, func(entry string, raw json.RawMessage) error { return add(text(raw), entry) })
	} else {
		index := 0
		err = eachField(b, func(f field) error {
			if f.num != 1 {
				return nil
			}
			name, entry := "", strconv.Itoa(index)
			index++
			if err := eachField(f.bytes, func(f field) error {
				switch f.num {
				case 1:
					name = validText(f.bytes)
				case 255:
					entry = strconv.FormatUint(f.value, 10)
				}
				return nil
			}); err != nil {
				return err
			}
			return add(name, entry)
		})
	}
	switch {
	case err == errTooMany:
		return nil, r.src.Errorf(study.Unsupported, "it holds more than %d media files, more than Carrel takes from one file", maxMediaFiles)
	case err != nil:
		return nil, study.Because(err, study.Unreadable, "%s: its list of media is damaged; export it again", r.src.Name)
	}
	return list, nil
}

func (r *reader) readList(zip *source.Archive, version int) ([]byte, error) {
	if version < latest {
		return zip.Read("media", maxMediaList)
	}
	f, err := zip.Open("media")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var z source.Zstd
	defer z.Close()
	plain, err := z.Reader(f)
	if err != nil {
		return nil, r.src.Errorf(study.Unreadable, "its list of media is damaged; export it again")
	}
	b, err := io.ReadAll(io.LimitReader(plain, maxMediaList+1))
	switch {
	case err != nil:
		return nil, study.Because(err, study.Unreadable, "%s: its list of media is damaged; export it again", r.src.Name)
	case len(b) > maxMediaList:
		return nil, r.src.Errorf(study.Unsupported, "its list of media is larger than %d MB once unpacked; it looks like a trap and was left alone", maxMediaList>>20)
	}
	return b, nil
}
