// Package fsrs is the FSRS-6 memory model and a scheduler built on it. It owns the
// description of a learner's memory of one card, how a review changes it, and when the
// card is due next. It knows nothing of decks, storage or screens, and imports only the
// standard library.
//
// # The model
//
// A memory is two numbers: stability, the number of days until recall has fallen to
// 90 %, and difficulty, from 1 to 10. [Params.Retrievability] is the chance of recall
// after a number of days, [Params.Interval] the number of days after which that chance
// has fallen to a given value, and [Params.Next] the memory after a review. The
// formulas and the default parameters are those of fsrs-rs 6.6 (FSRS-6); [ParamsFrom]
// migrates the 17- and 19-parameter sets of FSRS-4.5 and FSRS-5.
//
// FSRS-6 counts whole days. Two reviews on one day of the learner's [Calendar] are 0
// days apart and follow the same-day formula.
//
// # The scheduler
//
// [Scheduler.Next] computes the next [State] of a card from its State, a [Grade] and
// the time; [Scheduler.Four] does so for all four grades at once. Both are pure
// functions: no clock, no random source, no allocation. Cards in learning are due at an
// instant, cards in review on a civil day.
//
// FSRS-7 (two decay curves, fractional days, 34 parameters) is not implemented: a
// second model is added only once its published figures are reproduced, which has not
// been tried (docs/adr/0002).
package fsrs
