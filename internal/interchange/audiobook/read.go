// Package audiobook owns recordings with chapters, which become readings: MPEG-4 audio
// (M4B, M4A) with Nero or QuickTime chapters, and MP3 with ID3 chapters. The recording
// itself becomes a media file; a section is a time range of it.
package audiobook

import (
	"context"
	"io"
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const maxChapters = 10_000

// Read yields a recording as a reading and its media file. A recording without chapters
// has one section. Errors are Unreadable for a file that is damaged or is neither MPEG-4
// audio nor MP3.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		head, err := src.Head(4096)
		if err != nil {
			return err
		}
		var b *book
		switch {
		case IsMP4(head):
			b, err = readMP4(src)
		case IsMP3(head):
			b, err = readMP3(src)
		default:
			return src.Errorf(study.Unreadable, "this is neither an audiobook (M4B) nor an MP3")
		}
		if err != nil {
			return err
		}
		return b.send(src, out)
	})
}

// IsMP4 reports whether a file that begins with head is MPEG-4.
func IsMP4(head []byte) bool { return len(head) >= 12 && string(head[4:8]) == "ftyp" }

// IsMP3 reports whether a file that begins with head is MP3.
func IsMP3(head []byte) bool {
	if strings.HasPrefix(string(head), "ID3") {
		return true
	}
	_, ok := parseFrame(head)
	return ok
}

// book collects what the tags and the index of a recording contain.
type book struct {
	title, author, album string
	lengthMS             int64
	chapters             []chapter
}

type chapter struct {
	title      string
	start, end int64 // ms
}

func (b *book) send(src source.Source, out *stream.Stream) error {
	name := path.Base(strings.ReplaceAll(src.Name, "\\", "/"))
	if name == "." || name == "/" || len(name) > 255 || !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
		name = "recording"
	}
	r := &study.Reading{Title: b.title, Author: b.author}
	if r.Title == "" {
		r.Title = b.album
	}
	if r.Title == "" {
		r.Title = stream.DeckOfFile(name)
	}
	sort.SliceStable(b.chapters, func(i, j int) bool { return b.chapters[i].start < b.chapters[j].start })
	for i, c := range b.chapters {
		end := c.end
		if i+1 < len(b.chapters) {
			end = b.chapters[i+1].start
		} else if end <= c.start {
			end = b.lengthMS
		}
		if end > 0 && end <= c.start {
			continue
		}
		r.Sections = append(r.Sections, study.Section{Title: c.title, Media: name, StartMS: c.start, EndMS: end})
	}
	if len(r.Sections) == 0 {
		r.Sections = []study.Section{{Title: r.Title, Media: name, EndMS: b.lengthMS}}
	}
	r.ID = study.DeriveID("reading", "recording", r.Title, r.Author, name)
	media := &study.Media{Name: name, Size: src.Size, Open: func() (io.ReadCloser, error) { return io.NopCloser(src.Reader()), nil }}
	if err := out.Emit(study.Entry{Media: media}); err != nil {
		return err
	}
	out.In(src.Scope)
	return out.Reading(r, true)
}

func clean(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < 0x20 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))), " ")
}
