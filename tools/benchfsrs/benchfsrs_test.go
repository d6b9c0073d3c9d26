package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/fsrs/fit"
)

func TestSimulatedLogsHoldWhatTheySay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.csv")
	if err := writeSimulated(file, 5000, 1); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := writeSimulated(file, 5000, 1); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(file); err != nil || string(again) != string(first) {
		t.Errorf("the same seed gave another log, %v", err)
	}
	data, err := readData(t.Context(), file, false)
	if err != nil || data.Reviews() != 5000 || data.Items() < 2000 {
		t.Errorf("%d reviews of which %d scored, %v", data.Reviews(), data.Items(), err)
	}
}

func TestScoredRowsAreThoseOfTheFit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.csv")
	const day = 24 * 60 * 60 * 1000
	log := []fit.Review{{Card: 1, Time: 0, Grade: 3}, {Card: 2, Time: 1, Grade: 3}, {Card: 1, Time: 2, Grade: 3}, {Card: 1, Time: day, Grade: 1}, {Card: 2, Time: 3 * day, Grade: 4}}
	if rows := scoredRows(log); len(rows) != 2 || rows[0] != 3 || rows[1] != 4 {
		t.Errorf("scored rows %v", rows)
	}
	if err := writeLog(file, log); err != nil {
		t.Fatal(err)
	}
	data, err := readData(t.Context(), file, false)
	if err != nil || data.Items() != 2 || data.Reviews() != 5 {
		t.Errorf("%d reviews of which %d scored, %v", data.Reviews(), data.Items(), err)
	}
}

func TestPageShowsFiguresAndBars(t *testing.T) {
	p := &page{command: "make bench-fsrs"}
	c := &comparison{name: "simulated, 1,000,000 reviews", reviews: 1_000_000, items: 700_000, loss: .30005, optimum: .3}
	c.carrel.cpu, c.peer.cpu = .5, 9
	c.carrel.PeakMB, c.peer.PeakMB = 95, 700
	p.fits = []*comparison{c}
	p.folds = []fold{{trained: 1046, tested: 1046, carrel: .43, peer: .44, standard: .45}}
	p.schedule = speeds{speed{1_000_000, .4, .8}, speed{1_000_000, 12, 15}}
	text := string(p.render())
	for _, want := range []string{"18.0×", "| **Carrel** | 0.50 | 95 |", "5.0e-05", "1,046 | 1,046 | 0.4500 | 0.4400 | 0.4300", "2,500,000", "1,250,000"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not have %q:\n%s", want, text)
		}
	}
	if err := p.bars(); err != nil {
		t.Errorf("bars that hold fail: %v", err)
	}
	c.carrel.cpu, c.carrel.PeakMB, c.loss, p.folds[0].carrel = 1, 151, .3002, .46
	p.schedule.carrel = speed{1_000_000, .6, 3}
	err := p.bars()
	if err == nil || strings.Count(err.Error(), "\n") != 6 {
		t.Errorf("seven bars should fail: %v", err)
	}
}
