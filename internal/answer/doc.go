// Package answer owns the judgement: given a question and what a learner
// said, typed or picked, whether that is right, close, wrong or not clear
// enough to say, and why, in a plain sentence.
//
// A wrong "right" teaches something false and is never noticed, so it is the
// worst error; a wrong "wrong" annoys; asking again costs a moment. What is
// doubtful is therefore close (to be read back) or unclear (to be asked
// again), and never right.
//
// A judgement asks ordered lists of named rules, of which the first that applies
// decides: questionRules, textRules, fittedRules, comparisonRules.
package answer
