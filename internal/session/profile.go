package session

import "carrel/internal/study"

// Profile is a way of studying, as data.
type Profile struct {
	Name string // what it is called is in the messages of a language

	Spoken        bool // nothing needs looking: three options at most, unfit cards left out
	Answers       bool // spoken answers are taken
	Commands      bool // spoken commands are taken without asking for them in the settings
	Timed         bool // silence moves on
	Driving       bool // only cards fit for the road; a break after twenty minutes
	Modes         []Mode
	Buttons       map[string]string // default meaning of each button
	MaxOptions    int               // options read aloud
	SelfGrading   bool              // every card is graded by the learner after the answer
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

// Fits reports whether a question can be asked in the profile: while driving
// only what is fit for the road, and without looking only what works by ear.
func (p Profile) Fits(q study.Question) bool {
	return !(p.Driving && !q.Driving) && (!p.Spoken || q.Voice || p.Name == "one-switch")
}

// Text returns what a profile is called in a language, and a sentence about it.
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
