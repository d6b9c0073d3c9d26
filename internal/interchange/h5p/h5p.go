// Package h5p owns H5P packages: multiple choice, true or false, fill in the blanks,
// single choice sets, flash and dialog cards, drag the words, and essays, both alone and
// inside question sets, columns and books. It reports other content types by name.
package h5p

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const (
	maxContent = 8 << 20 // bytes of JSON
	maxDepth   = 40      // nesting of contents
	maxMedia   = 256 << 20
)

// Read yields the questions of a package. Errors are Unreadable for a file that is
// damaged or not a package, and Unsupported for one without questions that Carrel knows.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		zip, err := src.OpenZip()
		if err != nil {
			return err
		}
		var about struct {
			Title    string `json:"title"`
			Language string `json:"language"`
			Main     string `json:"mainLibrary"`
		}
		if err := object(src, zip, "h5p.json", &about); err != nil {
			return err
		}
		var content map[string]any
		if err := object(src, zip, "content/content.json", &content); err != nil {
			return err
		}
		r := &reader{src: src, zip: zip, out: out, media: map[string]bool{}}
		if len(about.Language) > 1 && about.Language != "und" {
			r.lang = about.Language
		}
		name := strings.TrimSpace(about.Title)
		if name == "" {
			name = stream.DeckOfFile(src.Name)
		}
		r.name = strings.ReplaceAll(name, "::", ":")
		if err := r.library(about.Main, content, "", 0); err != nil {
			return err
		}
		if r.found == 0 {
			return src.Errorf(study.Unsupported, "its content of type %q has no questions that Carrel knows", about.Main)
		}
		return nil
	})
}

func object(src source.Source, zip *source.Archive, name string, v any) error {
	b, err := zip.Read(name, maxContent)
	if err != nil {
		return study.Because(err, study.Unreadable, "%s: this is not an H5P package, or a damaged one: %s is missing, damaged or too large", src.Name, name)
	}
	if err := json.Unmarshal(b, v); err != nil {
		return study.Because(err, study.Unreadable, "%s: %s inside is damaged; export it again", src.Name, name)
	}
	return nil
}

type reader struct {
	src   source.Source
	zip   *source.Archive
	out   *stream.Stream
	name  string
	lang  string
	found int
	media map[string]bool
}

// text returns a member if it is a string.
func text(m map[string]any, key string) string {
	s, _ := m[key].(string)
	return strings.TrimSpace(s)
}

func list(m map[string]any, key string) []any {
	l, _ := m[key].([]any)
	return l
}

func member(m map[string]any, key string) map[string]any {
	o, _ := m[key].(map[string]any)
	return o
}

// library reads one content by the name of the H5P library that displays it.
func (r *reader) library(name string, m map[string]any, id string, depth int) error {
	kind, _, _ := strings.Cut(strings.TrimPrefix(name, "H5P."), " ")
	switch kind {
	case "MultiChoice":
		return r.multiChoice(m, id)
	case "TrueFalse":
		return r.send(&study.Item{Kind: study.TrueFalse, Stem: text(m, "question"), True: text(m, "correct") == "true"}, m, id)
	case "Blanks":
		return r.blanks(m, id)
	case "DragText":
		return r.gaps(text(m, "taskDescription"), dragFeedback.ReplaceAllString(text(m, "textField"), ""), m, id)
	case "SingleChoiceSet":
		return r.singleChoices(m, id)
	case "Flashcards", "Dialogcards":
		return r.cards(m, id)
	case "Essay":
		return r.send(&study.Item{Kind: study.Essay, Stem: text(m, "taskDescription"), Answer: text(member(m, "solution"), "sample")}, m, id)
	case "AdvancedText", "Text", "Image", "Audio", "Video", "Link", "Table":
		return nil // surrounds questions without being one
	}
	before := r.found
	if err := r.inside(m, id, depth); err != nil {
		return err
	}
	if r.found == before {
		return r.out.Skip(fmt.Sprintf("content %s of type %s", id, kind), "this type of content has no questions that Carrel knows")
	}
	return nil
}

// inside searches a content for nested contents.
func (r *reader) inside(v any, id string, depth int) error {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for i, k := range v {
			if err := r.inside(k, fmt.Sprintf("%s/%d", id, i+1), depth+1); err != nil {
				return err
			}
		}
	case map[string]any:
		params := member(v, "params")
		if lib := text(v, "library"); lib != "" && params != nil {
			if sub := text(v, "subContentId"); sub != "" {
				id = sub
			}
			return r.library(lib, params, id, depth+1)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if err := r.inside(v[key], id, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// send yields one question.
func (r *reader) send(it *study.Item, m map[string]any, id string) error {
	r.found++
	it.Lang = r.lang
	if markup.Text(it.Stem) == "" && text(m, "imageAltText") == "" {
		return r.out.Skip("content "+id, "it has no text")
	}
	image, alt, err := r.picture(m)
	switch {
	case err != nil:
		return err
	case image != "" && alt != "":
		it.Stem += `<p><img src="` + markup.Attribute(image) + `" alt="` + markup.Attribute(alt) + `"></p>`
	case image == "" && markup.Text(it.Stem) == "":
		it.Stem = markup.Escape(text(m, "imageAltText")) // all that remains of the picture
	default:
		it.Image = image
	}
	deck, err := r.out.Deck(study.Deck{Name: r.name, Lang: r.lang})
	if err != nil {
		return err
	}
	n := study.Note{Item: it, ID: study.DeriveID("note", "h5p", r.name, id, markup.Text(it.Stem))}
	return r.out.Note(n, deck)
}

// picture yields the picture of a question and returns its name and its description.
func (r *reader) picture(m map[string]any) (name, alt string, err error) {
	shown := member(member(member(m, "media"), "type"), "params")
	ref, alt := text(member(shown, "file"), "path"), text(shown, "alt")
	if ref == "" {
		ref, alt = text(member(m, "image"), "path"), text(m, "imageAltText")
	}
	p := path.Join("content", ref)
	if ref == "" || strings.Contains(ref, "://") || !r.zip.Has(p) {
		return "", "", nil
	}
	name = path.Base(p)
	if r.media[p] {
		return name, alt, nil
	}
	r.media[p] = true
	size := int64(0)
	if f, e := r.zip.Open(p); e != nil || r.zip.Size(p) > maxMedia {
		err = io.ErrUnexpectedEOF
	} else {
		size, err = io.Copy(io.Discard, f)
		f.Close()
	}
	if err != nil || strings.ContainsAny(name, "\\\x00") {
		return "", "", r.out.Skip("media file "+p, "it is damaged, too large or has an unsafe name")
	}
	return name, alt, r.out.Emit(study.Entry{Media: &study.Media{Name: name, Size: size, Open: func() (io.ReadCloser, error) { return r.zip.Open(p) }}})
}
