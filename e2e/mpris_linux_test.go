package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// desktop is a session bus of the test, on which the browser announces its player as it
// does on a desktop. Headset, keyboard and steering-wheel buttons reach a page this way.
type desktop struct {
	t       *testing.T
	address string
	player  string
}

func newDesktop(t *testing.T) *desktop {
	t.Helper()
	for _, tool := range []string{"dbus-daemon", "gdbus"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool+" is not installed")
		}
	}
	socket := filepath.Join(t.TempDir(), "bus")
	bus := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address", "--address=unix:path="+socket)
	out, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		bus.Process.Kill()
		bus.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("dbus-daemon gave no address: %v", err)
	}
	return &desktop{t: t, address: strings.TrimSpace(line)}
}

// browser returns the option that makes a browser use this bus.
func (d *desktop) browser() chromedp.ExecAllocatorOption {
	return chromedp.Env("DBUS_SESSION_BUS_ADDRESS=" + d.address)
}

func (d *desktop) gdbus(args ...string) (string, error) {
	cmd := exec.Command("gdbus", args...)
	cmd.Env = append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS="+d.address)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// find waits until the browser has announced its player.
func (d *desktop) find() {
	d.t.Helper()
	until(d.t, 60*time.Second, "for the browser to announce a player", func() bool {
		out, err := d.gdbus("call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus", "--method", "org.freedesktop.DBus.ListNames")
		if err != nil {
			d.t.Fatalf("the bus does not answer: %v\n%s", err, out)
		}
		if _, after, ok := strings.Cut(out, "'org.mpris.MediaPlayer2."); ok {
			name, _, _ := strings.Cut(after, "'")
			d.player = "org.mpris.MediaPlayer2." + name
		}
		return d.player != ""
	})
}

// button presses a media button: Next, Previous or PlayPause.
func (d *desktop) button(name string) {
	d.t.Helper()
	if out, err := d.gdbus("call", "--session", "--dest", d.player, "--object-path", "/org/mpris/MediaPlayer2", "--method", "org.mpris.MediaPlayer2.Player."+name); err != nil {
		d.t.Fatalf("the button %s: %v\n%s", name, err, out)
	}
}

// property reads a property that the player shows to the desktop.
func (d *desktop) property(name string) string {
	d.t.Helper()
	out, err := d.gdbus("call", "--session", "--dest", d.player, "--object-path", "/org/mpris/MediaPlayer2", "--method", "org.freedesktop.DBus.Properties.Get", "org.mpris.MediaPlayer2.Player", name)
	if err != nil {
		d.t.Fatalf("the property %s: %v\n%s", name, err, out)
	}
	return out
}

// TestStudyByButtonsAlone studies ten cards in the driving profile with the next, previous
// and play/pause buttons, sent from outside the browser, and nothing else after the start.
func TestStudyByButtonsAlone(t *testing.T) {
	t.Parallel()
	onBothHosts(t, studyByButtonsAlone)
}

func studyByButtonsAlone(t *testing.T, h host) {
	d := newDesktop(t)
	b := h.visit(d.browser())
	b.takeIn(`{profile: "driving", listening: false, rate: 2, bury_siblings: false}`,
		fixture(t, "anki/mixed-legacy-2.apkg"), fixture(t, "anki/pandas/collection-schema18-latest.colpkg"), own(t, "words.csv"))
	b.press("Study")
	now := b.await(0, "answering")
	d.find()
	if shown := d.property("Metadata"); strings.Contains(shown, now.View.Card.Text) {
		t.Errorf("the desktop shows the card: %s", shown)
	}

	press := func(button string, phases ...string) turn {
		t.Helper()
		from := b.turn()
		d.button(button)
		return b.await(from.Turn, phases...)
	}
	var meant []graded
	for i, button := range []string{"Next", "Previous", "Next", "Next", "Previous", "Next", "Previous", "Next", "Next", "Previous"} {
		card := now.View.Card.ID
		if i == 3 { // play/pause: the same card comes back, nothing is recorded
			paused := press("PlayPause", "paused")
			// The app first says aloud that it pauses; a real thumb is no faster.
			until(t, 60*time.Second, "for the desktop to show the pause", func() bool { return strings.Contains(d.property("PlaybackStatus"), "Paused") })
			time.Sleep(300 * time.Millisecond)
			if b.turn().Turn != paused.Turn {
				t.Errorf("the pause ended by itself")
			}
			if again := press("PlayPause", "asking", "answering"); again.View.Card.ID != card {
				t.Errorf("after the pause another card was asked")
			}
		}
		d.button(button)
		until(t, 60*time.Second, "for the next card after the button "+button, func() bool {
			now = b.turn()
			return now.View.Card != nil && now.View.Card.ID != card && (now.View.Phase == "asking" || now.View.Phase == "answering")
		})
		meant = append(meant, graded{card, map[string]int{"Next": 3, "Previous": 1}[button]})
	}
	waiting := now.View.Card.ID
	h.kill()
	h.reopen(b, "#/study")
	b.press("Go on")
	if again := b.await(0, "asking", "answering"); again.View.Card.ID != waiting {
		t.Errorf("after the kill card %s waits, not %s", again.View.Card.ID, waiting)
	}
	h.kill()
	kept, _ := kept(t, h, "button")
	sameGrades(t, meant, kept)
}
