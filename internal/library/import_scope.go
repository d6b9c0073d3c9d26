package library

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strconv"
	"strings"

	"carrel/internal/interchange"
	"carrel/internal/store/importing"
	"carrel/internal/study"
)

// scope returns the ID that tells the file apart from other files of the same
// name.
func (l *Library) scope(ctx context.Context, src interchange.Source, where string) (study.ID, error) {
	format, err := interchange.Detect(src)
	if err != nil {
		return study.ID{}, err
	}
	f := importing.ImportedFile{Format: format, Path: where}
	if f.Path == "" {
		f.Path = src.Name
	}
	base := path.Base(strings.ReplaceAll(src.Name, `\`, "/"))
	switch format {
	case "markdown":
		f.Name = src.Name // IDs include the folders, too
	case "text", "audio", "csv", "gift", "aiken":
		f.Name = base
	case "feed", "epub": // identified by their content
	default:
		return study.ID{}, nil
	}
	switch format {
	case "markdown", "text", "audio", "feed", "epub":
		f.Reading = func() (*study.Reading, error) { return firstReading(ctx, src) }
	}
	if f.Digest, err = digest(src); err != nil {
		return study.ID{}, err
	}
	return l.store.FileScope(ctx, f)
}

// firstReading reads a file up to its first reading; nil if it has none.
func firstReading(ctx context.Context, src interchange.Source) (*study.Reading, error) {
	_, entries, err := interchange.Read(ctx, src, nil)
	if err != nil {
		return nil, err
	}
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		if e.Reading != nil {
			return e.Reading, nil
		}
	}
	return nil, nil
}

// digestPart is how many bytes of a file's beginning and of its end go into its
// digest. The middle is skipped because a recording may be large.
const digestPart = 256 << 10

func digest(src interchange.Source) (study.ID, error) {
	head, err := src.Head(digestPart)
	if err != nil {
		return study.ID{}, err
	}
	tail := make([]byte, min(src.Size, digestPart))
	n, _ := src.ReadAt(tail, src.Size-int64(len(tail))) // the importer will report what cannot be read
	sum := sha256.Sum256(bytes.Join([][]byte{head, tail[:n]}, nil))
	return study.DeriveID("content", strconv.FormatInt(src.Size, 10), hex.EncodeToString(sum[:])), nil
}
