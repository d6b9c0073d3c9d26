package conversation

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/intent"
	"carrel/internal/library"
	"carrel/internal/library/librarytest"
	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/store/storetest/faultvfs"
	"carrel/internal/study"
)

// Upper limits, in bytes: the size of a session's state as JSON, and what is
// written to the disk per card.
const (
	mostState   = 64 << 10
	mostWritten = 20 << 10
)

// longSession is a session over many cards, on a disk that counts writes.
type longSession struct {
	t    *testing.T
	a    *opened
	c    *librarytest.Clock
	disk *faultvfs.FS
	opt  store.Options
	turn Turn
	log  int64
}

// window is the number of cards over which written bytes are counted.
const window = 50

// countLog starts counting the bytes written to the write-ahead log.
func (s *longSession) countLog() {
	s.log = 0
	s.disk.Set(func(c faultvfs.Call) error {
		if c.Op == faultvfs.Write && c.As == vfs.OPEN_WAL {
			s.log += int64(len(c.Data))
		}
		return nil
	})
}

func (s *longSession) logged() int64 { s.disk.Set(nil); return s.log }

func openLong(t *testing.T, cards int, mode session.Mode) *longSession {
	s := &longSession{t: t, c: librarytest.NewClock(), disk: faultvfs.New(t, nil)}
	s.opt = store.Options{Home: t.TempDir(), DiskVFS: s.disk.Name()}
	s.open()
	var deck strings.Builder
	for i := range cards {
		fmt.Fprintf(&deck, "What is the %dth word of the list, and what does it mean?\tThe word number %d\n", i, i)
	}
	if _, err := s.a.Import(t.Context(), library.Upload{Name: "long.tsv", Data: strings.NewReader(deck.String()), Size: int64(deck.Len())}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.a.ChangeSettings(t.Context(), []byte(`{"new_per_day":9999}`), true); err != nil {
		t.Fatal(err)
	}
	s.play(session.Start{Profile: "desk", Mode: mode, Seed: 7})
	return s
}

func (s *longSession) open() {
	s.t.Helper()
	lib, err := library.Open(s.t.Context(), library.Config{Home: s.opt.Home, Now: s.c.Now, Voice: librarytest.Hum{}, Store: &s.opt})
	if err != nil {
		s.t.Fatal(err)
	}
	s.a = &opened{lib, New(lib)}
	s.t.Cleanup(func() { lib.Close() })
}

func (s *longSession) play(e session.Event) {
	s.t.Helper()
	s.c.T = s.c.T.Add(time.Second)
	turn, err := s.a.conv.Step(s.t.Context(), session.Timed(e, s.c.T))
	if err != nil {
		s.t.Fatal(err)
	}
	s.turn = turn
}

func (s *longSession) command(names ...intent.Command) {
	s.t.Helper()
	for _, name := range names {
		s.play(session.Command{Command: name})
	}
}

func (s *longSession) card() study.ID {
	s.t.Helper()
	if s.turn.View.Card == nil {
		s.t.Fatalf("no card is asked: the session is %s", s.turn.View.Phase)
	}
	return s.turn.View.Card.ID
}

func (s *longSession) size() int {
	s.t.Helper()
	state, err := s.a.Store().Session(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return len(state)
}

// TestALongSessionStaysSmall studies many cards in each mode. The stored session
// and the bytes written per card must not grow, a restarted session must
// continue, no card of a topic may be asked twice, and the last cards must be
// undoable. CARREL_SESSION_CARDS sets the number of cards.
func TestALongSessionStaysSmall(t *testing.T) {
	cards := 400
	if text := os.Getenv("CARREL_SESSION_CARDS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("CARREL_SESSION_CARDS is %q", text)
		}
		cards = n
	}
	for _, way := range []struct {
		mode session.Mode
		each func(i int) []intent.Command
	}{
		{session.Due, func(int) []intent.Command { return []intent.Command{"show", "easy"} }},
		{session.Due, func(i int) []intent.Command { return [][]intent.Command{{"skip"}, {"show", "easy"}}[i%2] }},
		{session.Topic, func(int) []intent.Command { return []intent.Command{"show", "good"} }},
		{session.Topic, func(i int) []intent.Command { return [][]intent.Command{{"suspend"}, {"skip"}, {"show", "easy"}}[i%3] }},
	} {
		t.Run(fmt.Sprint(way.mode, len(way.each(0))), func(t *testing.T) {
			s := openLong(t, cards+10, way.mode)
			asked := map[study.ID]int{}
			largest, last := 0, cards-window
			var early, late int64 // bytes written to the log per card, for everything
			var state int64
			for i := range cards {
				asked[s.card()]++
				s.command(way.each(i)...)
				if i%40 == 0 || i >= last {
					largest = max(largest, s.size())
				}
				if i == cards/2 { // restart the program on the next day
					s.c.T = s.c.T.Add(24 * time.Hour)
					s.a.Close()
					s.open()
					s.play(session.Resumed{})
				}
				switch i {
				case 10, last:
					s.countLog()
					state = s.a.conv.stateBytes
				case 10 + window:
					early = s.logged() / window
				}
			}
			late = s.logged() / (window - 1)
			written := (s.a.conv.stateBytes - state) / (window - 1)
			t.Logf("%d cards: at most %d bytes of state, %d bytes of it written a card; to the log %d bytes a card at first, %d at last", cards, largest, written, early, late)
			if early == 0 || late > 2*early {
				t.Errorf("what is written a card has grown from %d to %d bytes", early, late)
			}
			if largest > mostState {
				t.Errorf("the state has %d bytes", largest)
			}
			if written > mostWritten {
				t.Errorf("%d bytes are written a card", written)
			}
			for id, n := range asked {
				if n > 1 && way.mode == session.Topic {
					t.Fatalf("card %s was asked %d times", id, n)
				}
			}
			s.takeBack()
		})
	}
}

// takeBack grades three cards, restarts the program, undoes the grades and finds
// the cards as they were.
func (s *longSession) takeBack() {
	s.t.Helper()
	var cards []study.ID
	for range 3 {
		cards = append(cards, s.card())
		s.command("show", "good")
	}
	s.a.Close()
	s.open()
	s.play(session.Resumed{})
	for i := len(cards) - 1; i >= 0; i-- {
		s.command("undo")
		if s.card() != cards[i] {
			s.t.Fatalf("the undo brings %s back, not %s", s.card(), cards[i])
		}
		card, err := s.a.Store().Card(s.t.Context(), cards[i])
		if err != nil || card.Schedule.Phase != study.New {
			s.t.Errorf("after the undo the card is in phase %d, %v", card.Schedule.Phase, err)
		}
	}
}
