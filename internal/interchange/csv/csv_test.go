package csv

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

func write(ctx context.Context, w io.Writer, entries study.Entries) error {
	_, err := Write(ctx, w, entries)
	return err
}

const pack = `#separator:tab
#deck:Geography::Capitals
#lang:en
#columns:Question	Answer	Also
# a comment
What is the capital of the Czech Republic?	Prague	Praha | City of a Hundred Spires
What is the capital of Peru?	Lima	
`

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read:  Read,
		Write: write,
		Good: map[string][]byte{
			"pack.tsv":     []byte(pack),
			"quotes.csv":   []byte("Front,Back\n\"a, \"\"b\"\"\",\"line\nbreak\"\n3 < 4,yes & no\n"),
			"choices.tsv":  []byte("#columns:Question\tAnswer\tWrong\tExplanation\tTags\n2+2?\t4\t3 | 5\tCount.\tmaths easy\n"),
			"notes.txt":    []byte("#separator:tab\n#html:true\n#notetype:Vocabulary\n#deck:Words\n#columns:Word\tSound\tMeaning\tTags\n#tags column:4\nhond\t[sound:hond.mp3]\tdog\tanimal\nkat\t\tcat\t\n"),
			"exported.txt": []byte("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\nabc\tBasic\tA::B\tf\tb\tx y\ndef\tCloze\tA\tone {{c1::two}} {{c3::three}}\t\t\n"),
			"plain.txt":    []byte("hond\tdog\nkat\tcat\n"),
		},
		Attacks: []interchangetest.Attack{
			{Name: "a quote never closed", Make: func() []byte {
				return []byte("q1\ta1\n\"q2\ta2\n" + strings.Repeat("q\ta\n", 100))
			}, Skip: "never closed"},
			{Name: "a quote never closed, large", Make: func() []byte {
				return []byte("q1\ta1\n" + strings.Repeat("\"q\ta\n", 200_001))
			}},
			{Name: "a million columns", Make: func() []byte {
				return []byte("q\ta\n" + strings.Repeat("x\t", 1_000_000))
			}, Skip: "more columns"},
			{Name: "a ten megabyte field", Make: func() []byte {
				return []byte("q\t" + strings.Repeat("long ", 2_000_000))
			}},
			{Name: "rows without end", Make: func() []byte {
				return []byte(strings.Repeat("why\tso\n", maxRows+1))
			}, Want: study.Unsupported},
			{Name: "note types without end", Make: func() []byte {
				var b strings.Builder
				b.WriteString("#notetype column:1\n")
				for i := range maxTypes + 1 {
					fmt.Fprintf(&b, "type %d\twhy\tso\n", i)
				}
				return []byte(b.String())
			}, Want: study.Unsupported},
			{Name: "one column", Make: func() []byte { return []byte("a\nb\nc\n") }, Want: study.Unreadable},
			{Name: "a log of reviews", Make: func() []byte {
				return []byte("card_id,review_time,review_rating,review_state\n1,1711744352250,1,0\n")
			}, Want: study.Unsupported},
			{Name: "an image", Make: func() []byte { return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") }, Want: study.Unreadable},
			{Name: "lone surrogates", Make: func() []byte {
				return []byte("\xff\xfeq\x00\t\x00\x00\xd8a\x00\n\x00")
			}},
		},
	})
}

func read(t *testing.T, name string, data []byte) interchangetest.Content {
	t.Helper()
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes(name, data), nil))
	if c.Err != nil {
		t.Fatal(c.Err)
	}
	return c
}

func TestPackMakesShortAnswersWithAliases(t *testing.T) {
	c := read(t, "pack.tsv", []byte(pack))
	if len(c.Notes) != 2 || len(c.Cards) != 2 || len(c.Skips) != 0 {
		t.Fatalf("got %d notes, %d cards, skips %v", len(c.Notes), len(c.Cards), c.Skips)
	}
	if d := c.Decks[0]; d.Name != "Geography::Capitals" || d.Lang != "en" {
		t.Errorf("got deck %+v", d)
	}
	it := c.Notes[0].Item
	if it.Kind != study.Short || it.Lang != "en" || len(it.Accept) != 3 || it.Accept[0].Text != "Prague" || it.Accept[2].Text != "City of a Hundred Spires" || it.Accept[2].Weight != 1 {
		t.Errorf("got item %+v", it)
	}
}

func TestEncodingsAreDetected(t *testing.T) {
	const text = "œuf à la coque\tegg\nété\tsummer\n"
	utf16le := []byte{}
	for _, u := range utf16.Encode([]rune(text)) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	var utf16be []byte
	for i := 0; i < len(utf16le); i += 2 {
		utf16be = append(utf16be, utf16le[i+1], utf16le[i])
	}
	latin := bytes.ReplaceAll([]byte(text), []byte("é"), []byte{0xe9})
	latin = bytes.ReplaceAll(latin, []byte("à"), []byte{0xe0})
	latin = bytes.ReplaceAll(latin, []byte("œ"), []byte{0x9c})
	for name, data := range map[string][]byte{
		"UTF-8":                    []byte(text),
		"UTF-8 with mark":          []byte("\ufeff" + text),
		"UTF-16 LE with mark":      append([]byte{0xff, 0xfe}, utf16le...),
		"UTF-16 BE with mark":      append([]byte{0xfe, 0xff}, utf16be...),
		"UTF-16 LE without a mark": utf16le,
		"UTF-16 BE without a mark": utf16be,
		"Windows-1252":             latin,
		"old Macintosh line ends":  []byte(strings.ReplaceAll(text, "\n", "\r")),
	} {
		c := read(t, name, data)
		if len(c.Notes) != 2 || c.Notes[0].Item.Stem != "œuf à la coque" || c.Notes[1].Item.Stem != "été" {
			t.Errorf("%s: got %+v", name, c.Notes)
		}
	}
}

func TestChoicesInColumnsOfTheirOwn(t *testing.T) {
	for _, text := range []string{
		"Question,Option A,Option B,Option C,Correct Answer,Time limit\nWhat is 2+2?,3,4,5,B,20\nWhich are even?,2,3,4,\"A, C\",20\nWho?,x,y,z,D,20\n",
		"Question - max 120 characters;Answer 1 - max 75 characters;Answer 2;Answer 3;Time limit (sec);Correct answer(s) - choose at least one\nWhat is 2+2?;3;4;5;20;2\nWhich are even?;2;3;4;20;1,3\nWho?;x;y;z;20;7\n",
	} {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("quiz.csv", []byte(text)), nil))
		if c.Err != nil || len(c.Notes) != 2 || len(c.Skips) != 1 {
			t.Fatal(c.Err, c.Notes, c.Skips)
		}
		if it := c.Notes[0].Item; it.Kind != study.Choice || len(it.Options) != 3 || it.Options[1].Text != "4" || it.Options[1].Weight != 1 || it.Options[0].Weight != 0 {
			t.Errorf("got %+v", it)
		}
		if it := c.Notes[1].Item; it.Kind != study.Multiple || it.Options[0].Weight != .5 || it.Options[1].Weight != 0 || it.Options[2].Weight != .5 {
			t.Errorf("got %+v", it)
		}
	}
}

func TestHeadersInOtherLanguages(t *testing.T) {
	for _, head := range []string{"Question;Réponse;Étiquettes", "Recto;Verso;Tags", "Frage;Antwort;Tags", "Pregunta;Respuesta;Etiquetas"} {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("mots.csv", []byte(head+"\nCapitale de l'Australie ?;Canberra;géo\n")), nil))
		if c.Err != nil || len(c.Notes) != 1 || c.Notes[0].Item == nil || len(c.Notes[0].Tags) != 1 {
			t.Errorf("%s: %v, %+v", head, c.Err, c.Notes)
		}
	}
}

func TestEveryRowIsImportedOrReported(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("../../../../shared/fixtures/csv/text-2fields.txt"))
	if os.IsNotExist(err) {
		t.Skip("the fixtures are not on this machine (../shared/fixtures)")
	}
	if err != nil {
		t.Fatal(err)
	}
	c := read(t, "text-2fields.txt", b)
	// Nine rows: five good ones, of which one has a surplus column, and four that repeat
	// another or lack a question or an answer.
	if len(c.Notes) != 5 || len(c.Skips) != 5 {
		t.Errorf("got %d notes and these skips: %v", len(c.Notes), c.Skips)
	}
}

func TestSameQuestionWithTwoAnswersIsTwoNotes(t *testing.T) {
	c := read(t, "x.csv", []byte("bank,river side\nbank,money house\nbank,money house\n"))
	if len(c.Notes) != 2 || c.Notes[0].ID == c.Notes[1].ID || len(c.Skips) != 1 {
		t.Errorf("got %+v, skips %v", c.Notes, c.Skips)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(pack))
	f.Add([]byte("a,\"b\nc\"\n\"d"))
	f.Add([]byte("#separator:,\n#notetype column:1\n#tags column:9\nA,B\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
