package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hostileBackup has settings that would run a program, open the microphone, and send what
// is said to another computer.
const hostileBackup = `{"carrel":1,"kind":"backup"}
{"setting":{"key":"theme","value":"\"dark\""}}
{"setting":{"key":"voice_command","value":"[\"sh\",\"-c\",\"touch owned\"]"}}
{"setting":{"key":"listening","value":"true"}}
{"setting":{"key":"recogniser","value":"\"wyoming\""}}
{"setting":{"key":"wyoming_hear","value":"\"203.0.113.5:10300\""}}
{"end":true}
`

// TestAFileConfiguresNothingUnlessAsked imports a backup under another name. The report
// lists what was imported and what was not, a dialog lists what would change, and a yes
// applies that, except for programs to run.
func TestAFileConfiguresNothingUnlessAsked(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	file := filepath.Join(t.TempDir(), "capitals.apkg")
	if err := os.WriteFile(file, []byte(hostileBackup), 0o600); err != nil {
		t.Fatal(err)
	}
	b := visit(t, p.url)
	values := func() string {
		return js[string](t, b.ctx, `fetch("api/settings").then(r => r.json()).then(s => JSON.stringify([s.values.theme, s.values.voice_command ?? [], s.values.listening, s.values.recogniser, s.values.wyoming_hear]))`)
	}
	b.see(".packs .button")
	b.upload(file)
	b.waitFor(60*time.Second, "for the file", `!!document.querySelector(".job.done section")`)
	if got, want := values(), `["dark",[],false,"carrel",""]`; got != want {
		t.Errorf("after the import the settings are %s, want %s", got, want)
	}
	b.press("Left in the file:")
	if said := b.text(".job.done section"); !strings.Contains(said, "Theme") || !strings.Contains(said, "Program that speaks") {
		t.Errorf("the report says %q", said)
	}
	b.press("Look at the settings it would change…")
	b.see("dialog[open]")
	asked := b.text("dialog[open]")
	for _, want := range []string{"203.0.113.5:10300", "Listen while I study", "command line", "capitals.apkg"} {
		if !strings.Contains(asked, want) {
			t.Errorf("the dialog says %q, without %q", asked, want)
		}
	}
	b.accessible("the question about imported settings")
	b.shot("imported-settings")
	b.press("Cancel")
	if got, want := values(), `["dark",[],false,"carrel",""]`; got != want {
		t.Errorf("after the answer no the settings are %s, want %s", got, want)
	}
	b.press("Look at the settings it would change…")
	b.press("Take them")
	until(t, 60*time.Second, "the settings are taken", func() bool { return values() == `["dark",[],true,"wyoming","203.0.113.5:10300"]` })
	b.waitFor(60*time.Second, "for the button to go", `![...document.querySelectorAll("button")].some(b => b.textContent.includes("Look at the settings"))`)
}
