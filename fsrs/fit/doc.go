// Package fit finds the FSRS-6 parameters that describe a learner's own reviews best,
// and reports how well they do. It owns everything between a log of reviews and a
// parameter set: reading and ordering the log, choosing the scored reviews, the loss
// and its gradient, the search, the measures, and the decision whether new parameters
// are worth using. It imports only the standard library and package fsrs.
//
//	log, err := fit.ReadCSV(file)
//	data, err := fit.Prepare(ctx, log, fit.Options{Calendar: calendar})
//	report, err := fit.Fit(ctx, data, current)
//	if report.Accepted { use(report.Params) }
//
// # Loss
//
// The loss is the binary cross-entropy of recall over all reviews except a card's first
// and those on the same day as the one before. Each is weighted by its recency (.25 for
// the oldest to 1 for the newest). A penalty for leaving the starting parameters, Σ((w
// − start)/σ)², is added. Reviews after a first interval that is rare for its first
// grade are left out as outliers. The method, the weights and σ are those of fsrs-rs,
// but the search is different: the gradient is written by hand, one forward and one
// backward pass over each card's history gives the gradient of all its reviews, and a
// full-batch quasi-Newton method (L-BFGS with bounds) finds the optimum itself.
//
// # Guarantees
//
// The same reviews give the same bytes, whatever the order of the log and the number of
// threads. Cancelling the context stops any call within 100 ms. No history, however
// odd, gives a NaN.
package fit
