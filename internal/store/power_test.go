//go:build !js

package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"carrel/internal/faults"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// With these variables the test binary runs as the program whose power is cut: they set
// the home that it writes to and how little it syncs.
const (
	powerHome = "CARREL_POWER_HOME"
	powerSync = "CARREL_POWER_SYNC"
)

// powerCards is how many cards that program starts with.
const powerCards = 12

// studyUnderPower does some dozens of reviews with everything around them, and prints each
// row after it is acknowledged.
func studyUnderPower(home string) (err error) {
	ctx := context.Background()
	s, err := Open(ctx, Options{Home: home})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if mode := os.Getenv(powerSync); mode != "" {
		c := <-s.writing
		err := c.Exec("PRAGMA synchronous = " + mode)
		s.writing <- c
		if err != nil {
			return err
		}
	}
	out := bufio.NewWriter(os.Stdout)
	for i := range 24 {
		r := study.Review{ID: table.NewID(), Card: itemCard(i % powerCards), At: start + study.Time(i), Kind: study.Graded, Grade: study.Grade(1 + i%4)}
		if _, err := s.AppendReview(ctx, r, []byte(strconv.Itoa(i))); err != nil {
			return err
		}
		fmt.Fprintln(out, r.Card, r.ID)
		if err := out.Flush(); err != nil {
			return err
		}
		switch i {
		case 8: // a file larger than the log's cache
			if _, err := s.Import(ctx, itemEntries(powerCards+60, func(int) string { return strings.Repeat("long ", 300) }), nil, nil); err != nil {
				return err
			}
		case 12, 20: // the log is copied into the database
			s.copyLog()
		}
	}
	return nil
}

// recordStudy runs studyUnderPower. It returns the disk as it was before and the log of
// operations on it.
func recordStudy(t *testing.T, sync string) (faults.Image, []faults.Op) {
	t.Helper()
	if err := faults.CanWatch(); err != nil {
		t.Skip(err)
	}
	folder := faults.Folder(t)
	home := filepath.Join(folder, "home")
	s := openHere(t, Options{Home: home})
	addItems(t, s, powerCards)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	base, err := faults.ReadImage(folder)
	if err != nil {
		t.Fatal(err)
	}
	r, err := faults.Run(faults.Program{
		Path: os.Args[0], Args: []string{"-test.run=^$"}, Folder: folder, Record: true,
		Env: []string{powerHome + "=" + home, powerSync + "=" + sync},
	})
	if err != nil || r.Code != 0 {
		t.Fatalf("the program ended with %d, %v: %s", r.Code, err, r.Stderr)
	}
	// All operations together must give the content of the disk.
	full, err := faults.Cut(base, r.Log, len(r.Log), faults.Fate{Keep: 1}, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	real, err := faults.ReadImage(folder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := faults.Difference(full, real); diff != "" {
		t.Fatalf("the record is not what happened: %s", diff)
	}
	return base, r.Log
}

// cutStudy cuts the power at a random moment and returns what is then wrong with the
// collection, or "".
func cutStudy(t *testing.T, base faults.Image, log []faults.Op, folder string, r *rand.Rand) string {
	t.Helper()
	n := r.IntN(len(log) + 1)
	fate := faults.SomeFate(r)
	im, err := faults.Cut(base, log, n, fate, r)
	if err != nil {
		t.Fatal(err)
	}
	if err := im.WriteTo(folder); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	if wrong := checkHome(t.Context(), filepath.Join(folder, "home"), acknowledged(t, log[:n])); wrong != "" {
		return fmt.Sprintf("cut after operation %d, %+v: %s", n, fate, wrong)
	}
	return ""
}

// acknowledged returns the rows that the program printed as acknowledged.
func acknowledged(t *testing.T, log []faults.Op) []ack {
	t.Helper()
	var acked []ack
	for _, op := range log {
		if op.Kind != faults.Said {
			continue
		}
		var card, review string
		if _, err := fmt.Sscan(string(op.Data), &card, &review); err != nil {
			t.Fatalf("the program says %q", op.Data)
		}
		c, err1 := study.ParseID(card)
		r, err2 := study.ParseID(review)
		if err1 != nil || err2 != nil {
			t.Fatalf("the program says %q", op.Data)
		}
		acked = append(acked, ack{c, r})
	}
	return acked
}

// checkHome opens a home, looks for the acknowledged rows, runs the doctor, then continues
// to study.
func checkHome(ctx context.Context, home string, acked []ack) string {
	s, err := Open(ctx, Options{Home: home})
	if err != nil {
		return fmt.Sprintf("open: %v", err)
	}
	defer s.Close()
	have := map[study.ID]bool{}
	if err := s.EachReview(ctx, func(r study.Review) error { have[r.ID] = true; return nil }); err != nil {
		return err.Error()
	}
	for _, a := range acked {
		if !have[a.review] {
			return fmt.Sprintf("the acknowledged row %s is lost", a.review)
		}
	}
	if len(have) > len(acked)+1 {
		return fmt.Sprintf("there are %d rows, but only %d were told of", len(have), len(acked))
	}
	if findings, err := s.Doctor(ctx, false, nil); err != nil || len(findings) > 0 {
		return fmt.Sprintf("the doctor finds %+v, %v", findings, err)
	}
	r := study.Review{ID: table.NewID(), Card: itemCard(0), At: start + 1000, Kind: study.Graded, Grade: study.Good}
	if _, err := s.AppendReview(ctx, r, nil); err != nil {
		return fmt.Sprintf("studying goes on: %v", err)
	}
	return ""
}

// TestAPowerCutLosesNoReview cuts the power at random moments while reviews are written,
// and drops, tears and reorders unsynced writes. CARREL_POWER sets the number of cuts.
func TestAPowerCutLosesNoReview(t *testing.T) {
	base, log := recordStudy(t, "")
	r := faults.NewChance(t)
	cuts := faults.Times(t, "CARREL_POWER", 60)
	for range cuts {
		if wrong := cutStudy(t, base, log, filepath.Join(faults.Folder(t), "cut"), r); wrong != "" {
			t.Fatal(wrong)
		}
	}
	t.Logf("%d images of %d operations, no acknowledged review lost", cuts, len(log))
}

// TestPowerCutsShowTooFewSyncs shows that the test above fails if less is synced.
func TestPowerCutsShowTooFewSyncs(t *testing.T) {
	for _, mode := range []string{"NORMAL", "OFF"} {
		t.Run(mode, func(t *testing.T) {
			base, log := recordStudy(t, mode)
			r := faults.NewChance(t)
			for i := range 300 {
				if wrong := cutStudy(t, base, log, filepath.Join(faults.Folder(t), "cut"), r); wrong != "" {
					t.Logf("image %d: %s", i+1, wrong)
					return
				}
			}
			t.Errorf("with synchronous = %s no image shows a loss", mode)
		})
	}
}
