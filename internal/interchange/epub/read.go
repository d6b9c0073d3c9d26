package epub

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const (
	maxChapter  = 16 << 20  // bytes of one document
	maxBook     = 128 << 20 // bytes of all documents together
	maxChapters = 10_000
)

// Read yields a book as one reading. Errors are Unreadable for a file that is damaged or
// not a book, and Unsupported for a book that is locked or too large.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		zip, err := src.OpenZip()
		if err != nil {
			return err
		}
		b := &book{src: src, zip: zip, out: out, titles: map[string][]entry{}}
		if err := b.locked(); err != nil {
			return err
		}
		if err := b.open(); err != nil {
			return err
		}
		return b.send()
	})
}

type book struct {
	src    source.Source
	zip    *source.Archive
	out    *stream.Stream
	folder string // folder of the package document
	id     string
	title  string
	author string
	lang   string
	spine  []string           // paths of the chapters in reading order
	titles map[string][]entry // entries of the table of contents by path
}

// entry is a line of the table of contents.
type entry struct{ title, fragment string }

func (b *book) damaged(what string) error {
	return b.src.Errorf(study.Unreadable, "the book is damaged: %s; fetch it again", what)
}

// locked returns an error for a book with digital rights management. Books in which only
// the fonts are obfuscated are readable.
func (b *book) locked() error {
	if b.zip.Has("META-INF/rights.xml") || b.zip.Has("META-INF/license.lcpl") || b.zip.Has("META-INF/sinf.xml") {
		return b.src.Errorf(study.Unsupported, "the book is locked by its seller and only opens in their program")
	}
	if !b.zip.Has("META-INF/encryption.xml") {
		return nil
	}
	root, err := b.xml("META-INF/encryption.xml")
	if err != nil {
		return nil // an unreadable list does not make the book locked
	}
	for _, c := range root.Find("CipherReference") {
		switch strings.ToLower(path.Ext(c.Get("URI"))) {
		case ".xhtml", ".html", ".htm", ".xml":
			return b.src.Errorf(study.Unsupported, "the book is locked by its seller and only opens in their program")
		}
	}
	return nil
}

func (b *book) xml(name string) (*markup.Node, error) {
	data, err := b.zip.Read(name, maxChapter)
	if err != nil {
		return nil, err
	}
	return markup.ParseXML(data)
}

// open finds the chapters and their titles.
func (b *book) open() error {
	container, err := b.xml("META-INF/container.xml")
	if err != nil {
		return b.damaged("it does not say where its contents are")
	}
	files := container.Find("rootfile")
	if len(files) == 0 {
		return b.damaged("it does not say where its contents are")
	}
	opf := files[0].Get("full-path")
	root, err := b.xml(opf)
	if err != nil {
		return b.damaged("its list of chapters is missing")
	}
	b.folder = path.Dir(opf)
	b.describe(root.First("metadata"))
	m := b.manifest(root.First("manifest"))
	for _, ref := range root.First("spine").Find("itemref") {
		it := m.items[ref.Get("idref")]
		if it.path == "" || ref.Get("linear") == "no" || it.path == m.nav || strings.HasPrefix(it.kind, "image/") {
			continue
		}
		b.spine = append(b.spine, it.path)
	}
	if len(b.spine) == 0 {
		return b.damaged("it lists no chapters")
	}
	if len(b.spine) > maxChapters {
		return b.src.Errorf(study.Unsupported, "the book has more than %d chapters", maxChapters)
	}
	if m.nav != "" {
		b.readNav(m.nav)
	}
	if len(b.titles) == 0 && m.ncx != "" {
		b.readNCX(m.ncx)
	}
	return nil
}

// manifest lists the files of a book.
type manifest struct {
	items    map[string]manifestItem // by identifier
	nav, ncx string                  // tables of contents of EPUB 3 and EPUB 2, "" if missing
}

type manifestItem struct{ path, kind string }

func (b *book) manifest(n *markup.Node) manifest {
	m := manifest{items: map[string]manifestItem{}}
	for _, it := range n.Find("item") {
		p, kind := b.resolve(b.folder, it.Get("href")), it.Get("media-type")
		m.items[it.Get("id")] = manifestItem{p, kind}
		if slices.Contains(strings.Split(it.Get("properties"), " "), "nav") {
			m.nav = p
		}
		if kind == "application/x-dtbncx+xml" {
			m.ncx = p
		}
	}
	return m
}

func (b *book) describe(meta *markup.Node) {
	first := func(name string) string {
		for _, n := range meta.Find(name) {
			if s := strings.Join(strings.Fields(n.Plain()), " "); s != "" {
				return s
			}
		}
		return ""
	}
	b.id, b.title, b.lang = first("identifier"), first("title"), first("language")
	var authors []string
	for _, n := range meta.Find("creator") {
		if s := strings.Join(strings.Fields(n.Plain()), " "); s != "" && len(authors) < 20 {
			authors = append(authors, s)
		}
	}
	b.author = strings.Join(authors, ", ")
	if b.title == "" {
		b.title = stream.DeckOfFile(b.src.Name)
	}
}

func (b *book) resolve(folder, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if u, err := url.PathUnescape(href); err == nil {
		href = u
	}
	return path.Join(folder, href)
}

func (b *book) note(folder, href, title string) {
	title = strings.Join(strings.Fields(title), " ")
	if title == "" || href == "" {
		return
	}
	_, fragment, _ := strings.Cut(href, "#")
	p := b.resolve(folder, href)
	if len(b.titles[p]) < maxChapters {
		b.titles[p] = append(b.titles[p], entry{title, fragment})
	}
}

// readNav reads the table of contents of EPUB 3.
func (b *book) readNav(name string) {
	root, err := b.xml(name)
	if err != nil {
		return // the headings then serve as titles
	}
	navs := root.Find("nav")
	for _, n := range navs {
		if len(navs) > 1 && n.Get("type") != "toc" {
			continue
		}
		for _, a := range n.Find("a") {
			b.note(path.Dir(name), a.Get("href"), a.Plain())
		}
	}
}

// readNCX reads the table of contents of EPUB 2.
func (b *book) readNCX(name string) {
	root, err := b.xml(name)
	if err != nil {
		return // as in readNav
	}
	for _, p := range root.Find("navPoint") {
		b.note(path.Dir(name), p.First("content").Get("src"), p.First("navLabel").Plain())
	}
}

func (b *book) send() error {
	r := &study.Reading{
		ID:    study.DeriveID("reading", "epub", b.id, b.title, b.author),
		Title: b.title, Author: b.author, Lang: b.lang,
	}
	size := 0
	for i, p := range b.spine {
		b.out.Progress(int64(i), int64(len(b.spine)), "chapters")
		data, err := b.zip.Read(p, maxChapter)
		if err != nil {
			if err := b.out.Skip(p, "the chapter is missing, damaged or larger than 16 MB"); err != nil {
				return err
			}
			continue
		}
		if size += len(data); size > maxBook {
			return b.src.Errorf(study.Unsupported, "the book's text is longer than %d MB", maxBook>>20)
		}
		for _, s := range b.chapter(p, data) {
			if s.Title == "" && len(r.Sections) > 0 {
				// A document that the table of contents does not name continues the
				// chapter before it.
				last := &r.Sections[len(r.Sections)-1]
				last.HTML += "\n" + s.HTML
				continue
			}
			if s.Title == "" {
				s.Title = b.title
			}
			r.Sections = append(r.Sections, s)
		}
	}
	for _, s := range b.zip.Skipped {
		if err := b.out.Skip(s.What, s.Why); err != nil {
			return err
		}
	}
	if len(r.Sections) == 0 {
		return b.damaged("none of its chapters has any text")
	}
	for i := range r.Sections {
		if r.Sections[i].Title == "" {
			r.Sections[i].Title = fmt.Sprintf("%d", i+1)
		}
	}
	if err := b.attach(r); err != nil {
		return err
	}
	b.out.In(b.src.Scope)
	return b.out.Reading(r, b.id == "")
}
