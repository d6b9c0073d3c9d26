package interchange

import (
	"context"

	"carrel/internal/interchange/apkg"
	"carrel/internal/interchange/backup"
	"carrel/internal/interchange/csv"
	"carrel/internal/interchange/gift"
	"carrel/internal/interchange/markdown"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// Source is one file to import.
type Source = source.Source

// Format is one kind of file Carrel reads.
type Format struct {
	Name string // short and stable: "apkg", "csv", "gift", …
	Says string // what a learner calls it
	Read func(context.Context, Source, study.Progress) study.Entries
}

// Formats are all formats that can be read.
var Formats = []Format{
	{"apkg", "Anki package or collection", apkg.Read},
	{"csv", "table of questions (CSV, TSV)", csv.Read},
	{"gift", "question bank (GIFT, Aiken)", gift.Read},
	{"markdown", "notes with questions (Markdown, Obsidian)", markdown.Read},
	{"backup", "backup of Carrel", backup.Read},
}

// Read tells the format of a file and returns its entries. The error is about
// telling the format; errors of the content come in the stream.
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
