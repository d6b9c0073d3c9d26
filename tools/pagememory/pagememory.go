// Package pagememory measures how much of a computer's memory a page uses, for the
// benchmarks and for the test of its budget.
package pagememory

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// LargestMB returns the proportional set size of the largest renderer process of a
// browser, in units of 2^20 bytes. Memory shared with other processes counts in part.
// With one page open, this is the process of the page, its workers and its service
// worker. Without /proc it returns an error.
func LargestMB(browser context.Context) (float64, error) {
	all, err := chromedp.CallBrowser(browser, systeminfo.GetProcessInfo, struct{}{})
	if err != nil {
		return 0, err
	}
	largest := 0.0
	for _, p := range all.ProcessInfo {
		if p.Type == "renderer" {
			largest = max(largest, pssMB(p.ID))
		}
	}
	if largest == 0 {
		return 0, errors.New("the memory of a page is not known here: the system has no /proc/PID/smaps_rollup")
	}
	return largest, nil
}

func pssMB(pid int64) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0 // the process has ended, or there is no /proc
	}
	for _, l := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(l, "Pss:"); ok {
			var kb float64
			fmt.Sscan(rest, &kb)
			return kb / 1024
		}
	}
	return 0
}
