package intent

// Taught returns the phrases a learner may teach a recogniser, in the order in
// which they are asked for: the commands a session needs most in their long
// form, and the short ones that are easily mistaken.
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
