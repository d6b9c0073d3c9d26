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
		if strings.HasPrefix(s, "![CDATA[") || strings.HasPrefix(s, "!--") {
			end := "]]>"
			if s[1] == '-' {
				end = "-->"
			}
			j := strings.Index(s, end)
			if j < 0 {
				return false
			}
			s = s[j:]
			continue
		}
		j := strings.IndexByte(s, '>')
		switch {
		case j < 0:
			return false
		case j > maxTag:
			return true
		case s[0] == '/':
			depth--
		case s[0] == '?' || s[0] == '!' || j > 0 && s[j-1] == '/':
		default:
			if depth++; depth > maxDepth {
				return true
			}
		}
		s = s[j:]
	}
}

func send(src source.Source, f *gofeed.Feed, out *stream.Stream) error {
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
	if len(f.Items) > maxItems {
		return src.Errorf(study.Unsupported, "the feed has more than %d episodes", maxItems)
	}
	for _, item := range f.Items {
		if item == nil {
			continue
		}
		title := item.Title
		if markup.Looks(title) {
			title = markup.Text(title)
		}
		title = clean(title)
		if title == "" {
			title = "Untitled"
		}
		html := item.Content
		if html == "" {
			html = item.Description
		}
		if !markup.Looks(html) {
			html = markup.Escape(strings.TrimSpace(html))
		}
		for _, e := range item.Enclosures {
			if e != nil && e.URL != "" {
				if err := out.Skip("the recording of "+title, "it is not in the file but at "+clean(e.URL)+"; fetch it and import it as an audio file"); err != nil {
					return err
				}
			}
		}
		if strings.TrimSpace(html) == "" {
			html = "<p>" + markup.Escape(title) + "</p>"
		}
		r.Sections = append(r.Sections, study.Section{Title: title, HTML: html})
	}
	if len(r.Sections) == 0 {
		return src.Errorf(study.Unreadable, "the feed has no episodes")
	}
	// A feed that names its own address has the same identity in any file.
	out.In(src.Scope)
	return out.Reading(r, f.FeedLink == "" && f.Link == "")
}

func clean(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "�")), " ") }
