package gift

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"carrel/internal/interchange/source"
)

// expected converts a parsed question into the form of the fixtures.
func expected(q question) map[string]any {
	text := func(r rich) any { return map[string]any{"format": r.Format, "text": r.Text} }
	maybe := func(r *rich) any {
		if r == nil {
			return nil
		}
		return text(*r)
	}
	num := func(n *number) any {
		switch n.Type {
		case "range":
			return map[string]any{"type": n.Type, "number": n.Value, "range": n.Tolerance}
		case "high-low":
			return map[string]any{"type": n.Type, "numberLow": n.Low, "numberHigh": n.High}
		}
		return map[string]any{"type": n.Type, "number": n.Value}
	}
	if q.Kind == category {
		return map[string]any{"type": "Category", "title": q.Title}
	}
	m := map[string]any{"type": string(q.Kind), "id": nil, "tags": nil, "title": nil, "stem": text(q.Stem), "hasEmbeddedAnswers": q.Embedded}
	if q.ID != "" {
		m["id"] = q.ID
	}
	if q.Tags != nil {
		tags := []any{}
		for _, t := range q.Tags {
			tags = append(tags, t)
		}
		m["tags"] = tags
	}
	if q.HasTitle {
		m["title"] = q.Title
	}
	if q.Kind != description {
		m["globalFeedback"] = maybe(q.Feedback)
	}
	switch q.Kind {
	case trueFalse:
		m["isTrue"], m["trueFeedback"], m["falseFeedback"] = q.True, maybe(q.First), maybe(q.Second)
	case matching:
		pairs := []any{}
		for _, p := range q.Pairs {
			pairs = append(pairs, map[string]any{"subquestion": text(p.Left), "subanswer": p.Right})
		}
		m["matchPairs"] = pairs
	case choice, short, numerical:
		if q.Number != nil {
			m["choices"] = num(q.Number)
			break
		}
		list := []any{}
		for _, c := range q.Choices {
			o := map[string]any{"isCorrect": c.Right, "weight": nil, "text": text(c.Text), "feedback": maybe(c.Feedback)}
			if c.Weight != nil {
				o["weight"] = *c.Weight
			}
			if c.Number != nil {
				o["text"] = num(c.Number)
			}
			list = append(list, o)
		}
		m["choices"] = list
	}
	return m
}

func TestFixturesParseAsExpected(t *testing.T) {
	const dir = "../../../../shared/fixtures/gift/questions"
	files, err := filepath.Glob(filepath.Join(dir, "*.gift"))
	if err != nil || len(files) == 0 {
		t.Skip("the fixtures are not on this machine (../shared/fixtures/gift)")
	}
	total := 0
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w, err := os.ReadFile(strings.TrimSuffix(file, ".gift") + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var want, got []any
			if err := json.Unmarshal(w, &want); err != nil {
				t.Fatal(err)
			}
			text, _ := source.DecodeText(b)
			for _, block := range split(text) {
				q, err := parse(block)
				if err != nil {
					t.Errorf("line %d: %v", block.line, err)
				}
				got = append(got, any(expected(q)))
			}
			total += len(got)
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
	if len(files) != 51 || total != 102 {
		t.Errorf("got %d files with %d items, want 51 and 102", len(files), total)
	}
}
