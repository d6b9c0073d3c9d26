package session

import "carrel/internal/study"

// Profile is a way of studying, as data.
type Profile struct {
	Name  string
	Title map[string]string // by language
	About map[string]string

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
		Title:    map[string]string{"en": "At the desk", "fr": "Au bureau"},
		About:    map[string]string{"en": "Screen, keyboard and voice. Take all the time you want.", "fr": "Écran, clavier et voix. Prenez votre temps."},
		Answers:  true,
		Commands: true,
		Modes:    allModes,
		Buttons:  map[string]string{"next": "knew", "previous": "missed", "playpause": "pause"},
	},
	{
		Name:          "hands-free",
		Title:         map[string]string{"en": "Hands-free", "fr": "Mains libres"},
		About:         map[string]string{"en": "In the kitchen or on a walk: you are asked aloud and answer aloud.", "fr": "À la cuisine ou en promenade : questions et réponses à voix haute."},
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
		Title:       map[string]string{"en": "Driving", "fr": "En voiture"},
		About:       map[string]string{"en": "Listen, and grade with two buttons: next means you knew it, previous that you did not.", "fr": "Écoutez, et notez avec deux boutons : suivant si vous saviez, précédent sinon."},
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
		Title:       map[string]string{"en": "One switch", "fr": "Un seul bouton"},
		About:       map[string]string{"en": "Press once if you knew it, twice if you did not, hold to pause.", "fr": "Un appui si vous saviez, deux sinon, un appui long pour la pause."},
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

// ProfileNamed returns the profile of that name.
func ProfileNamed(name string) (Profile, bool) {
	for _, p := range Profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}
