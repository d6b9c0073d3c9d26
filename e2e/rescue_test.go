package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestADamagedCollectionIsRestoredInThePage damages a collection so that it cannot be
// opened. The page says so, and a press restores a backup.
func TestADamagedCollectionIsRestoredInThePage(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	for _, args := range [][]string{{"packs", "capitals"}, {"backups", "--now"}} {
		if out, err := exec.Command(binary(t), append(args, "--home", home)...).CombinedOutput(); err != nil {
			t.Fatalf("carrel %v: %v\n%s", args, err, out)
		}
	}
	path := filepath.Join(home, "carrel.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(b[:4096])
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	p := serve(t, home)
	v := visit(t, p.url)
	v.see("#rescue-backups")
	if said := v.text("main"); !strings.Contains(said, "Carrel cannot read your collection") || !strings.Contains(said, "made when you asked") {
		t.Errorf("the page says %q", said)
	}
	v.accessible("the page of a damaged collection")
	v.shot("rescue")
	v.press("Restore")
	v.see("dialog[open]")
	v.accessible("the question before a restore")
	v.shot("rescue-question")
	js[bool](t, v.ctx, `(() => { document.querySelector("dialog[open] .danger").click(); return true })()`)
	v.waitFor(60*time.Second, "for the library", `document.body.innerText.includes("Capitals")`)
	if said := v.text("body"); !strings.Contains(said, "The backup was restored.") {
		t.Errorf("the page says %q", said)
	}
	v.accessible("the library after a restore")
}

// TestAutomaticBackupsInTheSettings makes a backup, lists it and deletes it.
func TestAutomaticBackupsInTheSettings(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if out, err := exec.Command(binary(t), "packs", "capitals", "--home", home).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p := serve(t, home)
	v := visit(t, p.url+"/#/settings")
	v.waitFor(30*time.Second, "for the backups", `document.body.innerText.includes("Automatic backups")`)
	v.press("Back up now")
	v.waitFor(30*time.Second, "for the backup", `document.body.innerText.includes("Delete all backups")`)
	js[bool](t, v.ctx, `(() => { [...document.querySelectorAll("h3")].find(h => h.textContent === "Automatic backups").scrollIntoView(); document.querySelectorAll("summary").forEach(s => s.textContent === "Show them" && s.click()); return true })()`)
	v.accessible("automatic backups")
	v.shot("automatic-backups")
}
