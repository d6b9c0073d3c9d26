package session

import "carrel/internal/study"

// ProfileID names a profile.
type ProfileID string

// The profiles.
const (
	Desk      ProfileID = "desk"
	HandsFree ProfileID = "hands-free"
	Driving   ProfileID = "driving"
	OneSwitch ProfileID = "one-switch"
)

// Profile is a way of studying, as data.
type Profile struct {
	Name ProfileID // messages of the language hold the title

	Spoken        bool // works without looking: at most three options, unsuitable cards left out
	Answers       bool // takes spoken answers
	Commands      bool // takes spoken commands without the setting for control words
	Timed         bool // silence moves on to the next card
	Driving       bool // only cards that are safe on the road; suggests a break after twenty minutes
	Modes         []Mode
	Buttons       map[ButtonName]string // default command of each button
	MaxOptions    int                   // how many options are read aloud
	SelfGrading   bool                  // the learner grades every card after the answer
	RevealPrompts bool                  // ask "Did you know it?" after the answer
}

var allModes = []Mode{Due, Daily, Weekly, Topic, Challenge, Duel, Lesson}

// Profiles are the ways of studying, in the order they are offered.
var Profiles = []Profile{
	{
		Name:     Desk,
		Answers:  true,
		Commands: true,
		Modes:    allModes,
		Buttons:  map[ButtonName]string{ButtonNext: "knew", ButtonPrevious: "missed", ButtonPlayPause: "pause"},
	},
	{
		Name:          HandsFree,
		Spoken:        true,
		Answers:       true,
		Commands:      true,
		Timed:         true,
		Modes:         allModes,
		MaxOptions:    3,
		RevealPrompts: true,
		Buttons:       map[ButtonName]string{ButtonNext: "knew", ButtonPrevious: "missed", ButtonPlayPause: "pause"},
	},
	{
		Name:        Driving,
		Spoken:      true,
		Timed:       true,
		Driving:     true,
		SelfGrading: true,
		Modes:       []Mode{Due, Daily, Weekly, Topic, Lesson},
		MaxOptions:  3,
		Buttons:     map[ButtonName]string{ButtonNext: "knew", ButtonPrevious: "missed", ButtonPlayPause: "pause"},
	},
	{
		Name:        OneSwitch,
		SelfGrading: true,
		Modes:       []Mode{Due, Daily, Weekly, Topic, Challenge, Lesson},
		Timed:       true,
		MaxOptions:  3,
		Spoken:      true,
		Buttons:     map[ButtonName]string{ButtonPress: "knew", ButtonDouble: "missed", ButtonLong: "pause", ButtonNext: "knew", ButtonPrevious: "missed", ButtonPlayPause: "pause"},
	},
}

// NeedsEars reports whether the profile is meant to be used by voice: it speaks and takes
// spoken answers. Without a microphone it waits for buttons.
func (p Profile) NeedsEars() bool { return p.Spoken && p.Answers }

// Fits reports whether the profile can ask a question. While driving it must be safe on
// the road, and in a spoken profile it must work by ear.
func (p Profile) Fits(q study.Question) bool {
	return !(p.Driving && !q.Driving) && (!p.Spoken || q.Voice || p.Name == OneSwitch)
}

// Text returns the profile's title in a language and a sentence about it.
func (p Profile) Text(tag string) (title, about string) {
	t := messagesFor(tag).Profiles[string(p.Name)]
	return t.Title, t.About
}

// ProfileNamed returns the profile of that name.
func ProfileNamed(name ProfileID) (Profile, bool) {
	for _, p := range Profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}
