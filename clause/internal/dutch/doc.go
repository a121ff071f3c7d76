// Package dutch reads Dutch contract language: words with their place in the
// source, sentences, values (durations, frequencies, percentages, money,
// blanks) and clauses with who acts, how binding it is and what is negated.
//
// Every function is pure, keeps no state and takes time linear in its input.
// All offsets are byte offsets.
package dutch
