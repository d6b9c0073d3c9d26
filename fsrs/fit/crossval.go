package fit

import (
	"context"
	"fmt"

	"carrel/fsrs"
)

// Fold is one part of a cross-validation.
type Fold struct {
	Trained        int     // scored reviews used for training, all of them earlier
	Tested         int     // scored reviews predicted
	LogLoss        float64 // of the trained parameters
	LogLossDefault float64 // of the default parameters, on the same reviews
}

// CrossValidation is the result of a cross-validation. Its log losses are the means
// over the folds.
type CrossValidation struct {
	Folds          []Fold
	LogLoss        float64
	LogLossDefault float64
}

// CrossValidate divides the scored reviews by time into folds+1 parts. It predicts each
// part except the first with parameters trained on all reviews before it, as they would
// have been available to the learner. The first part takes the remainder of the
// division.
func (d *Data) CrossValidate(ctx context.Context, folds int) (CrossValidation, error) {
	var cv CrossValidation
	if folds < 1 || folds >= d.scored {
		return cv, fmt.Errorf("%w: %d folds need at least %d reviews to score, there are %d", ErrLog, folds, folds+1, d.scored)
	}
	progress := newProgress(d.opts.Progress)
	size := d.scored / (folds + 1)
	for k := range folds {
		from := d.scored - (folds-k)*size
		part := progress.part(float64(k)/float64(folds), float64(k+1)/float64(folds))
		trained, err := d.train(ctx, from, part)
		if err != nil {
			return cv, err
		}
		fold := Fold{Trained: trained.Items, Tested: size}
		for _, p := range []struct {
			params fsrs.Params
			loss   *float64
		}{{trained.Params, &fold.LogLoss}, {fsrs.DefaultParams(), &fold.LogLossDefault}} {
			all, err := d.predict(ctx, p.params, from, from+size)
			if err != nil {
				return cv, err
			}
			*p.loss = measure(all).LogLoss
		}
		cv.Folds = append(cv.Folds, fold)
		cv.LogLoss += fold.LogLoss / float64(folds)
		cv.LogLossDefault += fold.LogLossDefault / float64(folds)
	}
	progress.done()
	return cv, nil
}
