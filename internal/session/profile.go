package session

import "carrel/internal/study"

// Profile is a way of studying, as data.
type Profile struct {
	Name string // messages of the language hold the title

	Spoken        bool // works without looking: at most three options, unsuitable cards left out
	Answers       bool // takes spoken answers
	Commands      bool // takes spoken commands without the setting for control words
	Timed         bool // silence moves on to the next card
	Driving       bool // only cards that are safe on the road; suggests a break after twenty minutes
	Modes         []Mode
	Buttons       map[string]string // default command of each button
	MaxOptions    int               // how many options are read aloud
	SelfGrading   bool              // the learner grades every card after the answer
	RevealPrompts bool              // ask "Did you know it?" after the answer
}

var allModes = []Mode{Due, Daily, Weekly, Topic, Challenge, Duel, Lesson}

// Profiles are the ways of studying, in the order they are offered.
var Profiles = []Profile{
	{
		Name:     "desk",
		Answers:  true,
		Commands: true,
		Modes:    allModes,
		Buttons:  map[string]string{"next": "knew", "previous": "missed", "playpause": "pause"},
	},
	{
		Name:          "hands-free",
		Spoken:        true,
		Answers:       true,
		Commands:      true,
		Timed:         true,
		Modes:         allModes,
		MaxOptions:    3,
		RevealPrompts: true,
		Buttons:       map[string]string{"next": "knew", "previous": "missed", "playpause": "pause"},
	},
	{
		Name:        "driving",
		Spoken:      true,
		Timed:       true,
		Driving:     true,
		SelfGrading: true,
		Modes:       []Mode{Due, Daily, Weekly, Topic, Lesson},
		MaxOptions:  3,
		Buttons:     map[string]string{"next": "knew", "previous": "missed", "playpause": "pause"},
	},
	{
		Name:        "one-switch",
		SelfGrading: true,
		Modes:       []Mode{Due, Daily, Weekly, Topic, Challenge, Lesson},
		Timed:       true,
		MaxOptions:  3,
		Spoken:      true,
		Buttons:     map[string]string{"press": "knew", "double": "missed", "long": "pause", "next": "knew", "previous": "missed", "playpause": "pause"},
	},
}

// Fits reports whether the profile can ask a question. While driving it must be safe on
// the road, and in a spoken profile it must work by ear.
func (p Profile) Fits(q study.Question) bool {
	return !(p.Driving && !q.Driving) && (!p.Spoken || q.Voice || p.Name == "one-switch")
}

// Text returns the profile's title in a language and a sentence about it.
func (p Profile) Text(tag string) (title, about string) {
	t := messagesFor(tag).Profiles[p.Name]
	return t.Title, t.About
}

// ProfileNamed returns the profile of that name.
func ProfileNamed(name string) (Profile, bool) {
	for _, p := range Profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}
