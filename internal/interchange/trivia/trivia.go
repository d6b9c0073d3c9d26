// Package trivia owns the JSON of Open Trivia DB, in all its encodings, and of The Trivia
// API. Categories become decks, difficulties become tags.
package trivia

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const maxFile = 48 << 20

// record is one question in either format.
type record struct {
	Category   string          `json:"category"`
	Type       string          `json:"type"`
	Difficulty string          `json:"difficulty"`
	Question   json.RawMessage `json:"question"`
	Correct    string          `json:"correct_answer"`
	Wrong      []string        `json:"incorrect_answers"`
	CorrectAPI string          `json:"correctAnswer"`
	WrongAPI   []string        `json:"incorrectAnswers"`
	Tags       []string        `json:"tags"`
	ID         string          `json:"id"`
}

// Read yields the questions. It yields an unusable question as a skip with its number.
// Errors are Unreadable for a file that is not JSON of this kind.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		b, err := src.ReadAll(maxFile)
		if err != nil {
			return err
		}
		d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
		if !toList(d) {
			return src.Errorf(study.Unreadable, "this is not a list of trivia questions")
		}
		n, found := 0, 0
		for d.More() {
			n++
			var r record
			if err := d.Decode(&r); err != nil {
				if _, wrong := err.(*json.UnmarshalTypeError); !wrong {
					return study.Because(err, study.Unreadable, "%s: the JSON is damaged at question %d", src.Name, n)
				}
			}
			if n%100 == 0 {
				out.Progress(d.InputOffset(), int64(len(b)), "bytes")
			}
			ok, err := r.send(out, n)
			if err != nil {
				return err
			}
			if ok {
				found++
			}
		}
		if _, err := d.Token(); err != nil {
			return study.Because(err, study.Unreadable, "%s: the JSON is cut off after question %d", src.Name, n)
		}
		if found == 0 {
			return src.Errorf(study.Unreadable, "no trivia question was found")
		}
		return nil
	})
}

// toList moves the decoder to the list of questions: the document itself, or its member
// "results".
func toList(d *json.Decoder) bool {
	t, err := d.Token()
	if err != nil {
		return false
	}
	if t == json.Delim('[') {
		return true
	}
	if t != json.Delim('{') {
		return false
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return false
		}
		if key == "results" {
			t, err := d.Token()
			return err == nil && t == json.Delim('[')
		}
		var skipped json.RawMessage
		if d.Decode(&skipped) != nil {
			return false
		}
	}
	return false
}

// send yields a question, or a skip. It reports whether it yielded a question.
func (r *record) send(out *stream.Stream, n int) (bool, error) {
	question := r.question()
	if r.Correct == "" {
		r.Correct, r.Wrong = r.CorrectAPI, r.WrongAPI
	}
	decode := r.encoding(question)
	stem, right := decode(question), decode(r.Correct)
	place := fmt.Sprintf("question %d: %s", n, clip(markup.Text(stem)))
	switch {
	case stem == "":
		return false, out.Skip(place, "there is no question")
	case right == "":
		return false, out.Skip(place, "there is no answer")
	}
	name := "Trivia"
	if c := html.UnescapeString(decode(r.Category)); c != "" {
		name += "::" + strings.ReplaceAll(strings.ReplaceAll(c, "::", ":"), "_", " ")
	}
	deck, err := out.Deck(study.Deck{Name: name, Lang: "en"})
	if err != nil {
		return false, err
	}
	note := study.Note{GUID: r.ID, ID: study.DeriveID("note", "trivia", markup.Text(stem)), Item: r.item(stem, right, decode)}
	for _, t := range append([]string{decode(r.Difficulty)}, r.Tags...) {
		if t = strings.Join(strings.Fields(t), "-"); t != "" {
			note.Tags = append(note.Tags, strings.ToValidUTF8(t, "�"))
		}
	}
	return true, out.Note(note, deck)
}

// question returns the text of the question, still encoded.
func (r *record) question() string {
	var text string
	if json.Unmarshal(r.Question, &text) == nil {
		return text
	}
	var q struct {
		Text string `json:"text"`
	}
	if json.Unmarshal(r.Question, &q) != nil {
		return ""
	}
	return q.Text
}

// item returns the question as a choice; as true or false if these are its answers; and
// as a short answer if there is no wrong one.
func (r *record) item(stem, right string, decode func(string) string) *study.Item {
	it := &study.Item{Kind: study.Choice, Stem: stem, Options: []study.Option{{Text: right, Weight: 1}}}
	for _, w := range r.Wrong {
		if w = decode(w); w != "" {
			it.Options = append(it.Options, study.Option{Text: w})
		}
	}
	if answer := strings.ToLower(right); decode(r.Type) == "boolean" || len(r.Wrong) == 1 && (answer == "true" || answer == "false") {
		it.Kind, it.True, it.Options = study.TrueFalse, answer == "true", nil
	} else if len(it.Options) == 1 {
		it.Kind, it.Options = study.Short, nil
		it.Accept = []study.Accept{{Text: right, Weight: 1}}
	}
	return it
}

var escaped = regexp.MustCompile(`%[0-9A-F]{2}`)

// encoding returns the decoder of the encoding that a record is in: HTML entities,
// percent encoding or base64.
func (r *record) encoding(question string) func(string) string {
	all := append([]string{question, r.Correct}, r.Wrong...)
	based, percent := true, strings.Count(question, "+") > 1
	for _, s := range all {
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil || !utf8.Valid(b) || s == "" {
			based = false
		}
		percent = percent || escaped.MatchString(s)
		if strings.Contains(s, " ") {
			percent, based = false, false
			break
		}
	}
	switch {
	case based && len(question) > 12 && len(question)%4 == 0:
		return func(s string) string {
			b, err := base64.StdEncoding.DecodeString(s)
			if err != nil {
				return tidy(s)
			}
			return tidy(markup.Escape(string(b)))
		}
	case percent:
		return func(s string) string {
			// RFC 3986 writes a plus as %2B; in the older encoding a plus is a space.
			u, err := url.QueryUnescape(s)
			if err != nil {
				return tidy(s)
			}
			return tidy(markup.Escape(u))
		}
	}
	return func(s string) string {
		// The decoded text is plain text, so that anything that looks like a tag is
		// escaped.
		return tidy(markup.Escape(html.UnescapeString(s)))
	}
}

func tidy(s string) string { return strings.TrimSpace(strings.ToValidUTF8(s, "�")) }

func clip(s string) string {
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}
