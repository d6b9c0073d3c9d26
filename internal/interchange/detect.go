package interchange

import (
	"bytes"
	"encoding/json"
	"io"
	"path"
	"strings"

	"carrel/internal/interchange/audiobook"
	"carrel/internal/interchange/backup"
	"carrel/internal/interchange/markdown"
	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// headSize is how many bytes at the start of a file Detect looks at.
const headSize = 64 << 10

// Detect returns the name of a file's format. It decides by the content and uses the
// file's name only for formats that look alike. For an unknown format it returns an
// Unreadable error that says what the file looks like.
func Detect(src Source) (string, error) {
	head, err := src.Head(headSize)
	if err != nil {
		return "", err
	}
	switch {
	case len(bytes.TrimSpace(head)) == 0 && int64(len(head)) == src.Size:
		return "", src.Errorf(study.Unreadable, "the file is empty")
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return "apkg", nil
	case source.IsZip(head):
		return detectZip(src)
	case backup.Is(head):
		return "backup", nil
	case backup.IsPacked(head):
		return "packed backup", nil
	case audiobook.IsMP4(head) || audiobook.IsMP3(head):
		return "audio", nil
	}
	for _, known := range foreign {
		if bytes.HasPrefix(head, []byte(known.mark)) {
			return "", src.Errorf(study.Unreadable, "this is %s; %s", known.what, known.hint)
		}
	}
	text, ok := source.DecodeText(head)
	if !ok {
		return "", src.Errorf(study.Unreadable, "Carrel does not know this kind of file")
	}
	return detectText(src, text)
}

// foreign lists files that people often try by mistake.
var foreign = []struct{ mark, what, hint string }{
	{"%PDF-", "a PDF document", "export its text, or the questions as a table"},
	{"\xd0\xcf\x11\xe0", "an old Office document", "save it as a table (CSV) or as plain text"},
	{"Rar!", "a RAR archive", "unpack it first"},
	{"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"},
	{"\x1f\x8b", "a gzip archive", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "a zstandard archive", "unpack it first"},
	{"\x89PNG", "a picture", "import the deck it belongs to"},
	{"\xff\xd8\xff", "a picture", "import the deck it belongs to"},
	{"OggS", "an Ogg recording", "convert it to MP3 or M4B"},
	{"fLaC", "a FLAC recording", "convert it to MP3 or M4B"},
	{"RIFF", "a WAV recording", "convert it to MP3 or M4B"},
}

// packages maps files at the root of a zip file to the format of the package.
var packages = []struct{ file, format string }{
	{"collection.anki2", "apkg"}, {"collection.anki21", "apkg"}, {"collection.anki21b", "apkg"},
	{"h5p.json", "h5p"},
	{"META-INF/container.xml", "epub"},
}

func detectZip(src Source) (string, error) {
	zip, err := src.OpenZip()
	if err != nil {
		return "", err
	}
	for _, p := range packages {
		if zip.Has(p.file) {
			return p.format, nil
		}
	}
	if zip.Has("[Content_Types].xml") {
		return "", src.Errorf(study.Unreadable, "this is an Office document; save it as a table (CSV) or as plain text")
	}
	notes, documents := 0, 0
	for _, name := range zip.Names() {
		ext := strings.ToLower(path.Ext(name))
		switch base := path.Base(name); {
		case base == "imsmanifest.xml":
			return "qti", nil
		case base == "collection.anki2" || base == "h5p.json":
			return "", src.Errorf(study.Unreadable, "the package was packed again with its folder; pack the files inside the folder, or import the original")
		case ext == ".qti" || ext == ".xml":
			documents++
		case markdown.IsMarkdown(name):
			notes++
		}
	}
	switch {
	case notes > 0:
		return "markdown", nil
	case documents > 0:
		return "qti", nil
	}
	return "", src.Errorf(study.Unreadable, "the zip file holds nothing that Carrel knows how to read")
}

func detectText(src Source, text string) (string, error) {
	start := strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if name, err := detectMarked(src, start); name != "" || err != nil {
		return name, err
	}
	ext := strings.ToLower(path.Ext(src.Name))
	switch {
	case tableHeader.MatchString(start):
		return "csv", nil
	case isAiken(start):
		return "aiken", nil
	case ext == ".gift" || isGIFT(start):
		return "gift", nil
	case markdown.IsMarkdown(src.Name):
		return "markdown", nil
	case ext == ".csv" || ext == ".tsv" || isTable(start, '\t') || isTable(start, ';'):
		return "csv", nil
	case markdown.Questions("x", start) > 0:
		return "markdown", nil
	case isTable(start, ','):
		return "csv", nil
	case looksLikeProse(start):
		return "text", nil
	}
	return "", src.Errorf(study.Unreadable, "Carrel found neither questions nor text to read aloud in it; a table needs a question and an answer on each line, separated by a tab or a comma")
}

// detectMarked returns the format of XML and JSON, or "" for a text that is neither.
func detectMarked(src Source, start string) (string, error) {
	switch {
	case strings.HasPrefix(start, "<!--SR"): // a comment in Markdown
		return "", nil
	case strings.HasPrefix(start, "<"):
		return detectXML(src, start)
	case strings.HasPrefix(start, "{") || strings.HasPrefix(start, "["):
		if name := detectJSON(start); name != "" {
			return name, nil
		}
		if isJSON(start) {
			return "", src.Errorf(study.Unreadable, "this is JSON of a kind Carrel does not know; save it as a table (CSV), or import the package it comes from")
		}
	}
	return "", nil
}

func detectXML(src Source, start string) (string, error) {
	root, err := markup.NewXML([]byte(start)).Root()
	if err != nil {
		return "", nil
	}
	switch name := strings.ToLower(root.Name); name {
	case "html":
		return "", src.Errorf(study.Unreadable, "this is a web page, not a deck; download the deck itself, often behind a button on that page")
	case "quiz":
		return "moodle", nil
	case "questestinterop", "assessmentitem", "qti-assessment-item", "assessmenttest", "qti-assessment-test":
		return "qti", nil
	case "rss", "feed", "rdf":
		return "feed", nil
	case "manifest":
		return "", src.Errorf(study.Unreadable, "this is the table of contents of a package; import the whole package (a .zip or .imscc file)")
	default:
		if strings.HasPrefix(start, "<?xml") {
			return "", src.Errorf(study.Unreadable, "this is XML of a kind Carrel does not know (<%s>)", name)
		}
	}
	return "", nil
}

// isJSON reports whether a text, which may be truncated, is JSON that contains a member
// name or an object.
func isJSON(start string) bool {
	d := json.NewDecoder(strings.NewReader(start))
	for n := 0; ; n++ {
		if _, err := d.Token(); err != nil {
			return n > 2 && (err == io.EOF && !d.More() || err == io.ErrUnexpectedEOF)
		}
	}
}

func detectJSON(start string) string {
	switch {
	case strings.Contains(start, `"correct_answer"`) || strings.Contains(start, `"correctAnswer"`) || strings.Contains(start, `"response_code"`):
		return "trivia"
	case strings.Contains(start, "jsonfeed.org/version"):
		return "feed"
	}
	return ""
}
