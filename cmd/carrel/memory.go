package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newMemory(t *terminal) *cobra.Command {
	var grades, days, params string
	var retention float64
	cmd := &cobra.Command{
		Use:   "memory",
		Short: "What a history of grades does to a memory",
		Long: `Computes stability, difficulty and interval after each review of a history:
--grades 1,3,3 --days 0,1,3 is again, a day later good, three days later good.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			g, err := numbers("grades", grades)
			if err != nil {
				return err
			}
			d, err := numbers("days", days)
			if err != nil {
				return err
			}
			w, err := numbers("params", params)
			if err != nil {
				return err
			}
			whole := make([]int, len(g))
			for i, v := range g {
				if whole[i] = int(v); float64(whole[i]) != v {
					return usage{fmt.Errorf("--grades has %v: grades are 1, 2, 3 and 4", v)}
				}
			}
			steps, err := library.Memory(w, whole, d, retention)
			if err != nil {
				return err
			}
			for _, s := range steps {
				if t.json {
					if err := t.print(s); err != nil {
						return err
					}
					continue
				}
				fmt.Fprintf(t.out, "%d. grade %d after %v days: stability %.4f days, difficulty %.4f, next in %s\n",
					s.Review, s.Grade, s.Days, s.Stability, s.Difficulty, counted(s.Interval, "day"))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&grades, "grades", "", "grades 1 to 4, separated by commas")
	cmd.Flags().StringVar(&days, "days", "", "days before each review since the last, separated by commas; 0 is the same day")
	cmd.Flags().StringVar(&params, "params", "", "17, 19 or 21 FSRS parameters, separated by commas (default the published ones)")
	cmd.Flags().Float64Var(&retention, "retention", 0, "retention that intervals are for (default 0.9)")
	return cmd
}

// numbers parses a list such as 1,3,3, with or without brackets around it.
func numbers(flag, list string) ([]float64, error) {
	list = strings.Trim(strings.TrimSpace(list), "[]")
	if list == "" {
		return nil, nil
	}
	var out []float64
	for _, s := range strings.Split(list, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil {
			return nil, usage{fmt.Errorf("--%s has %q: write numbers separated by commas", flag, s)}
		}
		out = append(out, v)
	}
	return out, nil
}
