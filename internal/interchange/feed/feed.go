// Package feed owns podcast feeds (RSS, Atom, JSON Feed) that are read from a file. Each
// feed becomes a reading with the episodes' notes as sections. The recordings are on
// other servers and are not fetched; each is reported with its address.
package feed

import (
	"context"
	"strings"

	"github.com/mmcdole/gofeed"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const (
	maxFeed  = 24 << 20
	maxItems = 20_000
	maxDepth = 200
	maxTag   = 1 << 20 // bytes of one tag, because a tag can hold a million attributes
)

// Read yields a feed. Errors are Unreadable for a file that is not a feed, and
// Unsupported for one that is too large.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		b, err := src.ReadAll(maxFeed)
		if err != nil {
			return err
		}
		text, ok := source.DecodeText(b)
		if !ok {
			return src.Errorf(study.Unreadable, "this is not a podcast feed")
		}
		if deep(text) {
			return src.Errorf(study.Unsupported, "the feed is nested too deeply; it looks like a trap and was left alone")
		}
		f, err := parse(text)
		if err != nil {
			return study.Because(err, study.Unreadable, "%s: this is not a podcast feed, or a damaged one", src.Name)
		}
		return send(src, f, out)
	})
}

// parse turns a panic of the third-party parser into an error.
func parse(text string) (f *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, study.Errorf(study.Unreadable, "the feed's parser gave up: %v", p)
		}
	}()
	return gofeed.NewParser().ParseString(text)
}

// deep reports whether elements are so deeply nested, or tags so long, that the parser
// would take too much time.
func deep(s string) bool {
	depth := 0
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			return false
		}
		s = s[i+1:]
		end := tagEnd(s)
		j := strings.Index(s, end)
		if j < 0 {
			return false
		}
		if end == ">" {
			depth += deeper(s[:j])
			if j > maxTag || depth > maxDepth {
				return true
			}
		}
		s = s[j:]
	}
}

// tagEnd returns what ends the tag, comment or literal text that begins before s.
func tagEnd(s string) string {
	switch {
	case strings.HasPrefix(s, "![CDATA["):
		return "]]>"
	case strings.HasPrefix(s, "!--"):
		return "-->"
	}
	return ">"
}

// deeper returns 1 for a start tag, −1 for an end tag and 0 for any other tag. The tag is
// given without its brackets.
func deeper(tag string) int {
	switch {
	case strings.HasPrefix(tag, "/"):
		return -1
	case strings.HasPrefix(tag, "?"), strings.HasPrefix(tag, "!"), strings.HasSuffix(tag, "/"):
		return 0
	}
	return 1
}

func send(src source.Source, f *gofeed.Feed, out *stream.Stream) error {
	if len(f.Items) > maxItems {
		return src.Errorf(study.Unsupported, "the feed has more than %d episodes", maxItems)
	}
	r := reading(src, f)
	for _, item := range f.Items {
		if item == nil {
			continue
		}
		s := section(item)
		for _, e := range item.Enclosures {
			if e != nil && e.URL != "" {
				if err := out.Skip("the recording of "+s.Title, "it is not in the file but at "+clean(e.URL)+"; fetch it and import it as an audio file"); err != nil {
					return err
				}
			}
		}
		r.Sections = append(r.Sections, s)
	}
	if len(r.Sections) == 0 {
		return src.Errorf(study.Unreadable, "the feed has no episodes")
	}
	// A feed that names its own address has the same identity in any file.
	out.In(src.Scope)
	return out.Reading(r, f.FeedLink == "" && f.Link == "")
}

// reading returns the reading of a feed, without sections.
func reading(src source.Source, f *gofeed.Feed) *study.Reading {
	r := &study.Reading{Title: clean(f.Title), Lang: f.Language}
	if r.Title == "" {
		r.Title = stream.DeckOfFile(src.Name)
	}
	if len(f.Authors) > 0 && f.Authors[0] != nil {
		r.Author = clean(f.Authors[0].Name)
	}
	if r.Author == "" && f.ITunesExt != nil {
		r.Author = clean(f.ITunesExt.Author)
	}
	r.ID = study.DeriveID("reading", "feed", f.FeedLink, f.Link, r.Title)
	return r
}

// section returns the notes of an episode, or its title where it has none.
func section(item *gofeed.Item) study.Section {
	title := item.Title
	if markup.Looks(title) {
		title = markup.Text(title)
	}
	if title = clean(title); title == "" {
		title = "Untitled"
	}
	html := item.Content
	if html == "" {
		html = item.Description
	}
	if !markup.Looks(html) {
		html = markup.Escape(strings.TrimSpace(html))
	}
	if strings.TrimSpace(html) == "" {
		html = "<p>" + markup.Escape(title) + "</p>"
	}
	return study.Section{Title: title, HTML: html}
}

func clean(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "�")), " ") }
