package interchange

import (
	"context"
	"io"

	"carrel/internal/interchange/apkg"
	"carrel/internal/interchange/audiobook"
	"carrel/internal/interchange/backup"
	"carrel/internal/interchange/csv"
	"carrel/internal/interchange/epub"
	"carrel/internal/interchange/feed"
	"carrel/internal/interchange/gift"
	"carrel/internal/interchange/h5p"
	"carrel/internal/interchange/markdown"
	"carrel/internal/interchange/moodle"
	"carrel/internal/interchange/plaintext"
	"carrel/internal/interchange/qti"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/trivia"
	"carrel/internal/study"
)

// Source is one file to import.
type Source = source.Source

// Format is a file format that Carrel reads.
type Format struct {
	Name string // short and stable: "apkg", "csv", "gift", …
	Says string // the name shown to learners
	Read func(context.Context, Source, study.Progress) study.Entries
}

// Formats lists all formats that Carrel reads.
var Formats = []Format{
	{"backup", "Carrel backup", backup.Read},
	{"packed backup", "Carrel backup, packed", backup.ReadPacked},
	{"apkg", "Anki package or collection", apkg.Read},
	{"csv", "table of questions (CSV, TSV)", csv.Read},
	{"markdown", "Markdown, Obsidian vault", markdown.Read},
	{"gift", "GIFT questions", gift.Read},
	{"aiken", "Aiken questions", gift.ReadAiken},
	{"moodle", "Moodle XML question bank", moodle.Read},
	{"qti", "QTI items or package, Common Cartridge", qti.Read},
	{"trivia", "Open Trivia questions", trivia.Read},
	{"h5p", "H5P package", h5p.Read},
	{"epub", "electronic book (EPUB)", epub.Read},
	{"text", "plain text to listen to", plaintext.Read},
	{"audio", "audiobook or recording (M4B, MP3)", audiobook.Read},
	{"feed", "podcast feed", feed.Read},
}

// Writer is a file format that Carrel writes. It returns as skips what the format cannot
// hold.
type Writer struct {
	Name  string
	Says  string
	Ends  []string // file name extensions of the format, the usual one first
	Write func(context.Context, io.Writer, study.Entries) ([]study.Skip, error)
}

// Writers lists all formats that Carrel writes.
var Writers = []Writer{
	{"backup", "Carrel backup", []string{".jsonl", ".carrel"}, func(ctx context.Context, w io.Writer, e study.Entries) ([]study.Skip, error) {
		return backup.Write(ctx, w, e)
	}},
	{"apkg", "Anki package that every Anki reads", []string{".apkg"}, func(ctx context.Context, w io.Writer, e study.Entries) ([]study.Skip, error) {
		return apkg.Write(ctx, w, e, apkg.Options{})
	}},
	{"apkg-latest", "Anki package for Anki 2.1.50 and later", nil, func(ctx context.Context, w io.Writer, e study.Entries) ([]study.Skip, error) {
		return apkg.Write(ctx, w, e, apkg.Options{Latest: true})
	}},
	{"csv", "table (tab separated)", []string{".tsv", ".csv", ".txt"}, csv.Write},
	{"markdown", "Markdown for Obsidian", []string{".md"}, markdown.Write},
	{"gift", "GIFT questions", []string{".gift"}, gift.Write},
	{"qti", "QTI 2.1 package", []string{".zip"}, qti.Write},
}

// Read recognises the format of a file and returns its entries. The error is about the
// recognition; errors in the content come in the stream.
func Read(ctx context.Context, src Source, progress study.Progress) (format string, entries study.Entries, err error) {
	name, err := Detect(src)
	if err != nil {
		return "", nil, err
	}
	for _, f := range Formats {
		if f.Name == name {
			return name, f.Read(ctx, src, progress), nil
		}
	}
	return "", nil, src.Errorf(study.Internal, "no reader for format %s", name)
}
