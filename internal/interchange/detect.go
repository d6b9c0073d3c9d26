package interchange

import (
	"path"
	"regexp"
	"strings"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// headSize is how much of a file is looked at to tell what it is.
const headSize = 64 << 10

// Detect returns the name of the format a file is in, told by its content; the
// file's name only decides between formats that look alike. A file of no known
// format is an Unreadable error that says what it looks like.
func Detect(src Source) (string, error) {
	head, err := src.Head(headSize)
	if err != nil {
		return "", err
	}
	switch {
	case src.Size == 0:
		return "", src.Errorf(study.Unreadable, "the file is empty")
	case strings.HasPrefix(string(head), "SQLite format 3\x00"):
		return "apkg", nil
	case source.IsZip(head):
		return detectZip(src)
	}
	return detectText(src, head)
}

func detectZip(src Source) (string, error) {
	zip, err := src.OpenZip()
	if err != nil {
		return "", err
	}
	switch {
	case zip.Has("collection.anki2") || zip.Has("collection.anki21") || zip.Has("collection.anki21b"):
		return "apkg", nil
	}
	return "", src.Errorf(study.Unreadable, "the zip file holds nothing that Carrel knows how to read")
}

func detectText(src Source, head []byte) (string, error) {
	start := strings.ToLower(strings.TrimSpace(string(head[:min(len(head), 1024)])))
	if strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") {
		return "", src.Errorf(study.Unreadable, "this is a web page, not a deck; download the deck itself, often behind a button on that page")
	}
	if strings.HasPrefix(start, `{"carrel":`) {
		return "backup", nil
	}
	text, ok := source.DecodeText(head)
	if !ok {
		return "", src.Errorf(study.Unreadable, "Carrel does not know this kind of file")
	}
	end := strings.ToLower(path.Ext(src.Name))
	switch {
	case hashHeader.MatchString(text):
		return "csv", nil // says so itself, whatever stands in its cells
	case giftAnswers.MatchString(text) || giftCategory.MatchString(text) || aikenAnswer.MatchString(text) && aikenOption.MatchString(text):
		return "gift", nil
	case end == ".gift":
		return "gift", nil
	case end == ".md" || end == ".markdown" || markdownCard.MatchString(text):
		return "markdown", nil
	}
	return "csv", nil
}

// What gives text formats away.
var (
	hashHeader = regexp.MustCompile(`(?m)\A\x{FEFF}?#(separator|html|tags|columns|notetype|deck|guid|id|title|lang)[: ]`)
	// An answer in braces begins with =, ~ or #, is true or false, or is empty.
	giftAnswers  = regexp.MustCompile(`(^|[^\\{])\{\s*(=|~|#|\}|(T|F|TRUE|FALSE)\s*(#|\}))`)
	giftCategory = regexp.MustCompile(`(?m)^\s*\$CATEGORY:`)
	aikenAnswer  = regexp.MustCompile(`(?m)^ANSWER:\s*[A-Z]\s*$`)
	aikenOption  = regexp.MustCompile(`(?m)^A[.)]\s`)
	markdownCard = regexp.MustCompile(`(?m)^(\?\??\s*$|Q:\s.*\n(.*\n)*?A:\s)|<!--SR:`)
)
