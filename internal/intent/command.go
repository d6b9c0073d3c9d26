package intent

import "carrel/internal/lang"

// Command is something that the learner can ask for by voice, other than an answer.
type Command string

// The commands.
const (
	Start   Command = "start"
	Repeat  Command = "repeat"
	Skip    Command = "skip"
	Pause   Command = "pause"
	Resume  Command = "resume"
	Undo    Command = "undo"
	Slower  Command = "slower"
	Faster  Command = "faster"
	Show    Command = "show"  // show, that is speak, the answer
	Again   Command = "again" // the four grades
	Hard    Command = "hard"
	Good    Command = "good"
	Easy    Command = "easy"
	Knew    Command = "knew" // the two-button grades
	Missed  Command = "missed"
	Stop    Command = "stop"
	Help    Command = "help"
	Wait    Command = "wait" // more time
	Yes     Command = "yes"
	No      Command = "no"
	Suspend Command = "suspend"
	Explain Command = "explain"
	Back    Command = "back" // to the beginning of the section, in a reading
)

// Commands lists every command in order of precedence: if two expected commands share a
// form, the earlier one is meant.
func Commands() []Command {
	return []Command{
		Stop, Wait, Repeat, Undo, Pause, Resume, Start, Yes, No, Missed, Knew,
		Show, Skip, Again, Hard, Good, Easy, Slower, Faster, Help, Suspend, Explain, Back,
	}
}

// Essential reports whether c is understood at every moment, even if it is not
// expected: stop, wait, repeat and undo.
func (c Command) Essential() bool {
	switch c {
	case Stop, Wait, Repeat, Undo:
		return true
	}
	return false
}

// Teach returns the form of c in lang for print and help: the first long one.
func Teach(lang string, c Command) string {
	f := languageFor(lang).Commands[string(c)]
	switch {
	case len(f.Long) > 0:
		return f.Long[0]
	case len(f.Short) > 0:
		return f.Short[0]
	}
	return string(c)
}

// FormsOf returns the ways to say c in lang.
func FormsOf(tag string, c Command) lang.Forms {
	f := languageFor(tag).Commands[string(c)]
	return lang.Forms{Long: append([]string(nil), f.Long...), Short: append([]string(nil), f.Short...)}
}
