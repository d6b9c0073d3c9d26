package intent

// Taught returns the phrases that a learner can teach a recogniser, in the order in
// which they are requested: the long forms of the commands that a session needs most,
// and the short forms that are easily confused.
func Taught(lang string) []string {
	var out []string
	for _, c := range []Command{Repeat, Show, Skip, Undo, Knew, Missed, Hard, Stop} {
		out = append(out, Teach(lang, c))
	}
	for _, c := range []Command{Repeat, Pause, Stop, Help, Yes, No} {
		out = append(out, FormsOf(lang, c).Short[0])
	}
	return out
}
