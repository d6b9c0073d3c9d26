package table

// Messages are the sentences that Carrel speaks in a session, in one language. Text
// such as {x} is replaced.
type Messages struct {
	Right, Wrong, WrongPlain, Close, CloseSaid string
	AnswerIs, NoAnswer                         string
	Confirm, ConfirmCommand                    string
	YourAnswer, DidYouKnow, GradeIt            string
	SayAgain, NotCaught                        string
	Paused, SilentPause, Resumed               string
	NoEars                                     string // the microphone is not open in a profile that needs it
	Undone, NothingToUndo, Regraded            string
	Suspended, NothingMore                     string
	Option, Or                                 string
	TrueWord, FalseWord                        string
	DidYouSayIdea, IdeasKnown                  string
	Break                                      string
	Done, Stopped, NothingDue, UnfitLeft       string
	Round, DuelTurn, DuelScore, DuelEnd        string
	HelpSay, HelpDriving, HelpSwitch, HelpKeys string
	OK                                         string
	OneCard, Cards                             string
	SectionAsks, NextSection                   string
	ReadStopped, ReadDone                      string
	HelpReadDriving, HelpReadSwitch            string
	HelpReadKeys                               string

	Profiles map[string]ProfileText // by the name of the profile
	Spans    Spans
}

// ProfileText is the name of a profile and a sentence about it.
type ProfileText struct{ Title, About string }

// Spans are the short names of time spans.
type Spans struct {
	Minutes, Hours, Days, Months, Years string
	Comma                               string // between units and tenths
}
