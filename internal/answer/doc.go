// Package answer owns the judgement of answers. Given a question and what the learner
// said, typed or picked, it decides whether that is right, close, wrong or unclear, and
// explains why in a plain sentence.
//
// A wrong answer judged right teaches something false and goes unnoticed, so it is the
// worst error. A right answer judged wrong annoys; asking again costs a moment. A doubtful
// answer is therefore close (and read back) or unclear (and asked again), never right.
//
// A judgement goes through ordered lists of named rules, and the first rule that applies
// decides: questionRules, textRules, fittedRules, comparisonRules.
package answer
