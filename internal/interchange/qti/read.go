package qti

import (
	"context"
	"errors"
	"io"
	"path"
	"sort"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const (
	maxXML   = 32 << 20 // bytes of one document
	maxFiles = 50_000
	maxMedia = 256 << 20
)

// Read yields the items of a QTI document or package. Errors are Unreadable for a file
// that is not XML, not a package, or has no item, and Unsupported for one that is too
// large.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		r := &reader{src: src, out: out, deck: stream.DeckOfFile(src.Name), stems: map[string]string{}}
		head, err := src.Head(4)
		if err != nil {
			return err
		}
		if source.IsZip(head) {
			err = r.readPackage()
		} else {
			err = r.readFile()
		}
		if err != nil {
			return err
		}
		if r.found == 0 {
			return src.Errorf(study.Unreadable, "no question was found in it")
		}
		return nil
	})
}

type reader struct {
	src   source.Source
	out   *stream.Stream
	deck  string // deck of items that name none
	file  string // path within the package, "" for a single document
	found int    // number of items, read or reported
	media *media
	// stems maps the questions seen, by assessment and text, to their file. It finds
	// repetitions, because a cartridge contains its quizzes twice.
	stems map[string]string
}

func (r *reader) readFile() error {
	b, err := r.src.ReadAll(maxXML)
	if err != nil {
		return err
	}
	return r.document(b)
}

// readPackage reads every document of a zip. It uses the manifest only for the title,
// because manifests are often incomplete and some packages have none.
func (r *reader) readPackage() error {
	zip, err := r.src.OpenZip()
	if err != nil {
		return err
	}
	r.media = newMedia(zip)
	names := zip.Names()
	sort.Slice(names, func(i, j int) bool { return order(names[i]) < order(names[j]) })
	if len(names) > maxFiles {
		return r.src.Errorf(study.Unsupported, "it holds more than %d files", maxFiles)
	}
	for i, name := range names {
		r.out.Progress(int64(i), int64(len(names)), "files")
		if !isXML(name) {
			continue
		}
		b, err := zip.Read(name, maxXML)
		if err == nil {
			r.file = name
			err = r.document(b)
		}
		if err != nil && study.KindOf(err) != study.Internal {
			// One damaged document must not spoil the others.
			r.found++
			err = r.out.Skip(name, strings.TrimPrefix(err.Error(), r.src.Name+": "))
		}
		if err != nil {
			return err
		}
	}
	for _, s := range zip.Skipped {
		if err := r.out.Skip(s.What, s.Why); err != nil {
			return err
		}
	}
	return r.media.send(r.out)
}

// order returns a sort key that puts the manifest first, for its title, and of the two
// copies in a Canvas cartridge the fuller one first.
func order(name string) string {
	switch {
	case path.Base(name) == "imsmanifest.xml":
		return "0" + name
	case strings.Contains(name, "non_cc_assessments/"):
		return "1" + name
	}
	return "2" + name
}

func isXML(name string) bool {
	lower := strings.ToLower(name)
	return !strings.HasPrefix(path.Base(name), ".") && (strings.HasSuffix(lower, ".xml") || strings.HasSuffix(lower, ".qti"))
}

// document reads an XML document of any version.
func (r *reader) document(b []byte) error {
	root, err := r.parse(b)
	if err != nil {
		return err
	}
	canonical(root)
	switch root.Name {
	case "questestinterop":
		return r.readV1(root)
	case "assessmentItem":
		return r.itemV2(root)
	case "manifest":
		r.title(root)
		return nil
	case "assessmentTest":
		return nil
	}
	for _, n := range root.Find("assessmentItem") {
		if err := r.itemV2(n); err != nil {
			return err
		}
	}
	return nil
}

// parse parses an XML document and explains what is wrong with it.
func (r *reader) parse(b []byte) (*markup.Node, error) {
	if len(b) > 1 && (b[0] == 0xff || b[0] == 0xfe) { // UTF-16
		if text, ok := source.DecodeText(b); ok {
			b = []byte(text)
		}
	}
	root, err := markup.ParseXML(b)
	switch {
	case errors.Is(err, io.EOF) && root == nil:
		return nil, r.src.Errorf(study.Unreadable, "there is no XML in it")
	case errors.Is(err, markup.ErrDeep) || errors.Is(err, markup.ErrLarge):
		return nil, study.Because(err, study.Unsupported, "%s: %v; it looks like a trap and was left alone", r.src.Name, err)
	case err != nil:
		return nil, study.Because(err, study.Unreadable, "%s: the XML is damaged: %v", r.src.Name, err)
	}
	return root, nil
}

// title takes the deck name from the manifest of a package.
func (r *reader) title(manifest *markup.Node) {
	meta := manifest.First("metadata")
	for _, t := range meta.Find("title") {
		if s := strings.Join(strings.Fields(t.Plain()), " "); s != "" {
			r.deck = stream.CleanDeck(s)
			return
		}
	}
}

// canonical renames elements and attributes of version 3 as in version 2:
// qti-choice-interaction becomes choiceInteraction.
func canonical(n *markup.Node) {
	fix := func(n *markup.Node) {
		if !strings.HasPrefix(n.Name, "qti-") {
			return
		}
		n.Name = camel(n.Name[len("qti-"):])
		for k, v := range n.Attr {
			if strings.Contains(k, "-") {
				delete(n.Attr, k)
				n.Attr[camel(k)] = v
			}
		}
	}
	fix(n)
	n.Walk(func(k *markup.Node) bool { fix(k); return true })
}

func camel(s string) string {
	parts := strings.Split(s, "-")
	for i, p := range parts[1:] {
		if p != "" {
			parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "")
}

// send yields one item as a note.
func (r *reader) send(it *study.Item, deck, ident, group string) error {
	r.found++
	if it.Stem == "" && it.Kind == study.Info {
		return r.out.Skip(r.place(ident, it.Title), "it has no text")
	}
	if group != "" {
		key := group + "\x00" + markup.Text(it.Stem)
		if first, twice := r.stems[key]; twice && first != r.file {
			return r.out.Skip(r.place(ident, it.Title), "the cartridge holds this question twice; it was taken from "+first)
		}
		r.stems[key] = r.file
	}
	id, err := r.out.Deck(study.Deck{Name: deck})
	if err != nil {
		return err
	}
	n := study.Note{GUID: ident, Item: it}
	n.ID = study.DeriveID("note", "qti", stream.CleanDeck(deck), ident, markup.Text(it.Stem))
	if own, ours := stream.OwnNote(strings.Replace(ident, "carrel-", "carrel:", 1)); ours {
		n.ID, n.GUID = own, ""
	}
	return r.out.Note(n, id)
}

func (r *reader) place(ident, title string) string {
	parts := []string{}
	if r.file != "" {
		parts = append(parts, r.file)
	}
	parts = append(parts, "item "+ident)
	if title != "" {
		parts = append(parts, title)
	}
	return strings.Join(parts, ", ")
}
