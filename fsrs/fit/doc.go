// Package fit finds the FSRS-6 parameters that describe a learner's own reviews
// best, and says how well they do. It owns everything between a log of reviews
// and a parameter set: reading and ordering the log, choosing what is scored,
// the loss and its gradient, the search, the measures, and the decision whether
// new parameters are worth taking. It imports the standard library and package
// fsrs only.
//
//	log, err := fit.ReadCSV(file)
//	data, err := fit.Prepare(ctx, log, fit.Options{Calendar: calendar})
//	report, err := fit.Fit(ctx, data, current)
//	if report.Accepted { use(report.Params) }
//
// # What is minimised
//
// The loss is the binary cross-entropy of recall over all reviews but a card's
// first and those on the same day as the one before, each weighted by how recent
// it is (.25 for the oldest to 1 for the newest), plus a penalty for leaving the
// starting parameters, Σ((w − start)/σ)². Reviews after a first interval that is
// rare for its first grade are left out as outliers. The method, the weights and
// σ are those of fsrs-rs; the search is not: the gradient is written out by
// hand, one pass forth and back over each card's history gives that of all its
// reviews, and a full-batch quasi-Newton method (L-BFGS with bounds) goes to the
// optimum itself.
//
// # What can be relied on
//
// The same reviews give the same bytes, whatever the order of the log and the
// number of threads. A context that is cancelled stops any call within 100 ms.
// No history, however odd, gives a NaN.
package fit
