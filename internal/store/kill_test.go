//go:build !js

package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"carrel/internal/faults"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

const killHome = "CARREL_KILL_HOME"

// TestMain lets this program run as the child of TestKill and of the power cuts, and
// cleans up after the benchmarks.
func TestMain(m *testing.M) {
	faults.Watched()
	if home := os.Getenv(powerHome); home != "" {
		if err := studyUnderPower(home); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if home := os.Getenv(killHome); home != "" {
		if err := appendForEver(home); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
	}
	if home := os.Getenv(eraseHome); home != "" {
		fmt.Println("error", eraseAndDie(home))
		os.Exit(1)
	}
	code := m.Run()
	if largeHome != "" && os.Getenv("CARREL_BENCH_HOME") == "" {
		os.RemoveAll(largeHome)
	}
	os.Exit(code)
}

// killCards is how many cards the child studies.
const killCards = 50

// appendForEver appends reviews and prints the ID of each after Commit acknowledges it.
// Now and then it undoes one, imports a note or saves a session, so that kills hit every
// kind of write.
func appendForEver(home string) error {
	ctx := context.Background()
	s, err := Open(ctx, Options{Home: home})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	at := study.At(time.Now())
	for i := 0; ; i++ {
		r := study.Review{ID: table.NewID(), Card: itemCard(i % killCards), At: at + study.Time(i), Kind: study.Graded, Grade: study.Grade(1 + i%4)}
		if _, err := s.AppendReview(ctx, r, []byte(strconv.Itoa(i))); err != nil {
			return err
		}
		fmt.Fprintln(out, r.Card, r.ID)
		if i%7 == 3 {
			cancel := study.Review{ID: table.NewID(), Card: r.Card, At: r.At, Kind: study.Cancel, Cancels: r.ID}
			if _, err := s.AppendReview(ctx, cancel, nil); err != nil {
				return err
			}
			fmt.Fprintln(out, cancel.Card, cancel.ID)
		}
		if err := out.Flush(); err != nil {
			return err
		}
		if i%20 == 19 {
			if _, err := s.Import(ctx, func(yield func(study.Entry, error) bool) {
				yield(study.Entry{Note: &study.Note{ID: table.NewID(), Item: &study.Item{Kind: study.Recall, Stem: strings.Repeat("long ", 2000)}}}, nil)
			}, nil, nil); err != nil {
				return err
			}
		}
	}
}

// TestKill repeatedly kills a process that writes, at random moments, and checks that
// every acknowledged row is there and the collection is intact. CARREL_KILLS sets the
// number of kills.
func TestKill(t *testing.T) {
	kills := 60
	if testing.Short() {
		kills = 20
	}
	kills = faults.Times(t, "CARREL_KILLS", kills)
	home := killable(t)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	total := 0
	for i := range kills {
		if i%killsAHome == killsAHome-1 {
			home = killable(t)
		}
		// Kill mostly during writes, and sometimes while the home is opened.
		acks := random.IntN(12)
		wait := time.Duration(random.IntN(1500)) * time.Microsecond
		if random.IntN(20) == 0 {
			acks, wait = 0, time.Duration(random.IntN(30))*time.Millisecond
		}
		acked := killOnce(t, home, acks, wait)
		total += len(acked)
		checkAcked(t, home, acked, i%20 == 19 || i == kills-1)
		if t.Failed() {
			t.Fatalf("after %d kills", i+1)
		}
	}
	t.Logf("%d kills, %d acknowledged rows", kills, total)
	if total < kills {
		t.Errorf("only %d rows were acknowledged: the kills came too early to show anything", total)
	}
}

// killsAHome is how often one collection is killed before the test takes a new one:
// every step takes longer as the collection gains reviews.
const killsAHome = 400

// killable is a home for a child to write to.
func killable(t *testing.T) string {
	t.Helper()
	home := faults.Folder(t)
	s := openHere(t, Options{Home: home})
	addItems(t, s, killCards)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return home
}

type ack struct{ card, review study.ID }

// killOnce starts the child and kills it some time after it has acknowledged a number of
// rows. It returns all acknowledged rows.
func killOnce(t *testing.T, home string, after int, wait time.Duration) []ack {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), killHome+"="+home)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() {
		time.Sleep(wait)
		cmd.Process.Kill()
	}
	if after == 0 {
		go kill()
	}
	var acked []ack
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || words[0] == "error" {
			t.Errorf("the child says %q", lines.Text())
			break
		}
		if len(words) != 2 || len(words[1]) != 32 {
			continue // truncated by the kill
		}
		card, err1 := study.ParseID(words[0])
		row, err2 := study.ParseID(words[1])
		if err1 != nil || err2 != nil {
			t.Errorf("the child says %q", lines.Text())
		}
		acked = append(acked, ack{card, row})
		if len(acked) == after {
			go kill()
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	return acked
}

func checkAcked(t *testing.T, home string, acked []ack, thoroughly bool) {
	t.Helper()
	s, err := Open(t.Context(), Options{Home: home})
	if err != nil {
		t.Errorf("open: %v", err)
		return
	}
	defer s.Close()
	have := map[study.ID]map[study.ID]bool{}
	for _, a := range acked {
		if have[a.card] == nil {
			rows, err := s.Reviews(t.Context(), a.card)
			if err != nil {
				t.Error(err)
				return
			}
			have[a.card] = map[study.ID]bool{}
			for _, r := range rows {
				have[a.card][r.ID] = true
			}
		}
		if !have[a.card][a.review] {
			t.Errorf("the acknowledged row %s is lost", a.review)
		}
	}
	if thoroughly {
		if findings, err := s.Doctor(t.Context(), false, nil); err != nil || len(findings) > 0 {
			t.Errorf("the doctor finds %+v, %v", findings, err)
		}
	}
}
