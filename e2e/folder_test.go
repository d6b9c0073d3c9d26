package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestAFolderComesInWhole imports a vault of notes: one job, with decks by folder as on
// the command line, and a report of the files that are not notes.
func TestAFolderComesInWhole(t *testing.T) {
	t.Parallel()
	vault := filepath.Join(t.TempDir(), "Biology")
	for name, text := range map[string]string{
		"Cells/Parts.md":      "# Parts\n\nWhat makes ATP?::the mitochondrion\n",
		"Plants.md":           "Which pigment is green?::chlorophyll\n",
		".obsidian/notes.md":  "Hidden?::yes\n",
		"Cells/drawing.png":   "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"Cells/.trash/old.md": "Old?::yes\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(vault, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(vault, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.see("input[webkitdirectory]")
	b.do(chromedp.SetUploadFiles("input[webkitdirectory]", []string{vault}))
	b.waitFor(60*time.Second, "for the folder to come in", `document.querySelectorAll(".job.done").length === 1`)
	if said := b.text(".job"); !strings.Contains(said, "Biology is in") || !strings.Contains(said, "2 cards") || !strings.Contains(said, "1 thing was skipped") {
		t.Errorf("the page says %q", said)
	}
	if skipped := js[string](t, b.ctx, `document.querySelector(".job td").textContent`); skipped != "Biology/Cells/drawing.png" {
		t.Errorf("skipped is %q, want the drawing", skipped)
	}
	var cards struct {
		Cards []struct{ Deck, Question string }
	}
	p.get("/api/cards", &cards)
	got := map[string]string{}
	for _, c := range cards.Cards {
		got[c.Question] = c.Deck
	}
	if len(got) != 2 || got["Which pigment is green?"] != "Biology::Plants" || got["What makes ATP?"] != "Biology::Cells::Parts" {
		t.Errorf("the cards are %v", got)
	}
}
