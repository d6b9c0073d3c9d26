package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newSimulate(t *terminal) *cobra.Command {
	var retention, now string
	o := library.WorkloadOptions{NewPerDay: -1}
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Minutes a day against the retention you could ask for",
		Long: `Simulates what studying your cards would cost at each desired retention, with
your parameters, at your own pace: the workload curve. Where the curve turns
steep, a little more retention costs a lot of time. There is no best point but
the one you choose.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := retentionRange(retention, &o); err != nil {
				return err
			}
			at, err := instant(now)
			if err != nil {
				return err
			}
			return t.with(cmd.Context(), func(lib *library.Library) error {
				points, err := lib.Workload(cmd.Context(), o, at)
				if err != nil {
					return err
				}
				for _, p := range points {
					if t.json {
						if err := t.print(p); err != nil {
							return err
						}
						continue
					}
					mark := ""
					if p.Yours {
						mark = "  ← yours"
					}
					fmt.Fprintf(t.out, "%.2f  %6.1f minutes a day, %5.0f reviews, %6.0f cards known at the end%s\n",
						p.Retention, p.Minutes, p.Reviews, p.Known, mark)
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&retention, "retention", ".70:.99", "retentions FROM:TO, or FROM:TO:STEP (step .01)")
	cmd.Flags().IntVar(&o.Days, "days", 0, "days to simulate (default 365)")
	cmd.Flags().IntVar(&o.NewPerDay, "new-per-day", -1, "new cards a day (default as in your settings)")
	cmd.Flags().StringVar(&now, "now", "", "as if it were this moment (2026-11-23T08:00:00Z)")
	return cmd
}

// retentionRange parses .70:.99, .70:.99:.05 or a single .9.
func retentionRange(s string, o *library.WorkloadOptions) error {
	parts := strings.Split(s, ":")
	var v [3]float64
	for i, p := range parts {
		f, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || i >= len(v) {
			return usage{fmt.Errorf("--retention %q cannot be: write FROM:TO, such as .70:.99", s)}
		}
		v[i] = f
	}
	if len(parts) == 1 {
		v[1] = v[0]
	}
	o.From, o.To, o.Step = v[0], v[1], v[2]
	return nil
}
