package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"carrel/fsrs"
	"carrel/internal/library"
	"carrel/internal/relay"
	"carrel/internal/schedule"
)

type fitOptions struct {
	log      string
	folds    int
	zone     string
	rollover int
	two, dry bool
}

func newFit(t *terminal) *cobra.Command {
	var o fitOptions
	cmd := &cobra.Command{
		Use:   "fit",
		Short: "Fit the scheduler to your own reviews",
		Long: `Finds the FSRS parameters that describe your reviews best, and takes them only
where they predict your latest reviews, kept out of the fit, better than those
you have. Then all cards are scheduled by them.

With --log it fits a file instead and changes nothing: a CSV with the columns
card_id, review_time (milliseconds) and review_rating (1 to 4). The defaults
are the parameters to beat.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.folds < 0 || o.folds > 100 {
				return usage{fmt.Errorf("--folds %d cannot be: choose 1 to 100, or leave it out", o.folds)}
			}
			if o.log == "" {
				for _, name := range []string{"zone", "rollover", "two-button"} {
					if cmd.Flags().Changed(name) {
						return usage{fmt.Errorf("--%s goes with --log only; your own reviews are read by your settings", name)}
					}
				}
				return t.with(cmd.Context(), func(lib *library.Library) error {
					r, err := lib.Fit(cmd.Context(), library.FitOptions{Folds: o.folds}, o.dry)
					if err != nil {
						return err
					}
					return t.printFit(r)
				})
			}
			r, err := runFit(cmd.Context(), t.in, o)
			if err != nil {
				return err
			}
			return t.printFit(r)
		},
	}
	cmd.Flags().StringVar(&o.log, "log", "", "review log in CSV to fit instead of your own (- reads standard input)")
	cmd.Flags().IntVar(&o.folds, "folds", 0, "also cross-validate in so many parts, each predicted from the reviews before it")
	cmd.Flags().StringVar(&o.zone, "zone", "UTC", "time zone of the log, such as Europe/Paris")
	cmd.Flags().IntVar(&o.rollover, "rollover", schedule.DefaultRollover, "hour at which the log's days begin")
	cmd.Flags().BoolVar(&o.two, "two-button", false, "the log is of a learner who only says knew it or missed it")
	cmd.Flags().BoolVar(&o.dry, "dry-run", false, "only tell; do not take new parameters")
	return cmd
}

func runFit(ctx context.Context, in io.Reader, o fitOptions) (library.FitReport, error) {
	zone, err := time.LoadLocation(o.zone)
	if err != nil {
		return library.FitReport{}, usage{fmt.Errorf("the time zone %q is not known here: use a name such as Europe/Paris", o.zone)}
	}
	if o.rollover < 0 || o.rollover > 23 {
		return library.FitReport{}, usage{fmt.Errorf("days cannot begin at %d o'clock: choose 0 to 23", o.rollover)}
	}
	name := "standard input"
	if o.log != "-" {
		f, _, err := openFile(relay.Disk{}, o.log)
		if err != nil {
			return library.FitReport{}, err
		}
		defer f.Close()
		in, name = newInterruptible(ctx, f), o.log
	}
	return library.FitLog(ctx, name, in, library.FitOptions{
		Folds: o.folds, Calendar: fsrs.Calendar{Zone: zone, RolloverHour: o.rollover}, Two: o.two,
	})
}

func (t *terminal) printFit(r library.FitReport) error {
	if t.json {
		return t.print(r)
	}
	fmt.Fprintf(t.out, "%s\n", r.Why)
	if r.Items > 0 {
		fmt.Fprintf(t.out, "%d reviews, %d of them scored. Log loss %.4f (defaults %.4f), RMSE(bins) %.4f, AUC %.4f.\n",
			r.Reviews, r.Items, r.LogLoss, r.LogLossDefault, r.RMSEBins, r.AUC)
	}
	if r.CVLogLoss != nil {
		fmt.Fprintf(t.out, "Predicting later reviews from earlier ones: log loss %.4f (defaults %.4f).\n", *r.CVLogLoss, *r.CVLogLossDefault)
	}
	fmt.Fprint(t.out, "Parameters: ")
	for i, w := range r.Params {
		if i > 0 {
			fmt.Fprint(t.out, ",")
		}
		fmt.Fprintf(t.out, "%.4f", w)
	}
	_, err := fmt.Fprintln(t.out)
	return err
}
