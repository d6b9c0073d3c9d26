package session

import (
	"strconv"
	"strings"
)

// messages are the loop's own words in one language. %s-free: {x} is filled in.
type messages struct {
	Right, Wrong, WrongPlain, Close, CloseSaid string
	AnswerIs, NoAnswer                         string
	Confirm, ConfirmCommand                    string
	YourAnswer, DidYouKnow, GradeIt            string
	SayAgain, NotCaught                        string
	Paused, SilentPause, Resumed               string
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
}

var english = messages{
	Right:          "Right: {answer}.",
	Wrong:          "I heard {heard}. The answer is {answer}.",
	WrongPlain:     "The answer is {answer}.",
	Close:          "Nearly. The answer is {answer}.",
	CloseSaid:      "You said {heard}. The answer is {answer}.",
	AnswerIs:       "The answer is {answer}.",
	NoAnswer:       "This card has no answer to read.",
	Confirm:        "I heard {heard}. Is that right?",
	ConfirmCommand: "Did you say {heard}?",
	YourAnswer:     "Your answer?",
	DidYouKnow:     "Did you know it?",
	GradeIt:        "How was it?",
	SayAgain:       "I did not catch that. Once more?",
	NotCaught:      "I did not catch that.",
	Paused:         "Paused.",
	SilentPause:    "It is quiet, so I pause here. Nothing is marked.",
	Resumed:        "Going on.",
	Undone:         "Taken back.",
	NothingToUndo:  "There is nothing to take back.",
	Regraded:       "Changed to {grade}.",
	Suspended:      "This card is put away.",
	NothingMore:    "There is nothing more to this card.",
	Option:         "Option {n}: {text}.",
	Or:             "or",
	TrueWord:       "true",
	FalseWord:      "false",
	DidYouSayIdea:  "Did you say: {text}?",
	IdeasKnown:     "{n} of {total}.",
	Break:          "You have been at it for twenty minutes. A break would do you good.",
	Done:           "That is all for now. {cards}.",
	Stopped:        "Stopped. {cards}.",
	NothingDue:     "Nothing is due now.",
	UnfitLeft:      "Left for the screen: {cards}.",
	Round:          "The round ends here, with {n} right.",
	DuelTurn:       "Player {n}.",
	DuelScore:      "Player one {a}, player two {b}.",
	DuelEnd:        "The duel is over.",
	HelpSay:        "You can say: {list}.",
	HelpDriving:    "The next button means you knew it. The previous button means you did not. Play and pause stops for a while.",
	HelpSwitch:     "Press once if you knew it, twice if you did not. Hold to pause.",
	HelpKeys:       "Space shows the answer. The keys one to four grade it. R repeats, U takes back, P pauses.",
	OK:             "Once more, then.",
	OneCard:        "one card",
	Cards:          "{n} cards",

	SectionAsks:     "Now to what you heard.",
	NextSection:     "next section",
	ReadStopped:     "Stopped. The place is kept.",
	ReadDone:        "That is the end.",
	HelpReadDriving: "The next button goes on to the next section, the previous button back. Play and pause stops for a while.",
	HelpReadSwitch:  "Press once to pause and to go on, twice for the next section.",
	HelpReadKeys:    "Space pauses. The right arrow goes on to the next section, the left arrow back. R repeats.",
}

var french = messages{
	Right:          "Juste : {answer}.",
	Wrong:          "J’ai entendu {heard}. La réponse est {answer}.",
	WrongPlain:     "La réponse est {answer}.",
	Close:          "Presque. La réponse est {answer}.",
	CloseSaid:      "Vous avez dit {heard}. La réponse est {answer}.",
	AnswerIs:       "La réponse est {answer}.",
	NoAnswer:       "Cette carte n’a pas de réponse à lire.",
	Confirm:        "J’ai entendu {heard}. C’est bien ça ?",
	ConfirmCommand: "Avez-vous dit {heard} ?",
	YourAnswer:     "Votre réponse ?",
	DidYouKnow:     "Le saviez-vous ?",
	GradeIt:        "Comment était-ce ?",
	SayAgain:       "Je n’ai pas compris. Encore une fois ?",
	NotCaught:      "Je n’ai pas compris.",
	Paused:         "En pause.",
	SilentPause:    "Tout est calme, je fais une pause. Rien n’est noté.",
	Resumed:        "On continue.",
	Undone:         "Annulé.",
	NothingToUndo:  "Il n’y a rien à annuler.",
	Regraded:       "Changé en {grade}.",
	Suspended:      "Cette carte est mise de côté.",
	NothingMore:    "Cette carte n’en dit pas plus.",
	Option:         "Option {n} : {text}.",
	Or:             "ou",
	TrueWord:       "vrai",
	FalseWord:      "faux",
	DidYouSayIdea:  "Avez-vous dit : {text} ?",
	IdeasKnown:     "{n} sur {total}.",
	Break:          "Vous étudiez depuis vingt minutes. Une pause vous ferait du bien.",
	Done:           "C’est tout pour l’instant. {cards}.",
	Stopped:        "Arrêté. {cards}.",
	NothingDue:     "Rien à revoir pour l’instant.",
	UnfitLeft:      "Pour l’écran : {cards}.",
	Round:          "La manche se termine ici, avec {n} bonnes réponses.",
	DuelTurn:       "Joueur {n}.",
	DuelScore:      "Joueur un {a}, joueur deux {b}.",
	DuelEnd:        "Le duel est terminé.",
	HelpSay:        "Vous pouvez dire : {list}.",
	HelpDriving:    "Le bouton suivant : vous saviez. Le bouton précédent : vous ne saviez pas. Lecture-pause arrête un moment.",
	HelpSwitch:     "Un appui si vous saviez, deux sinon. Un appui long pour la pause.",
	HelpKeys:       "Espace montre la réponse. Les touches un à quatre la notent. R répète, U annule, P met en pause.",
	OK:             "Encore une fois, alors.",
	OneCard:        "une carte",
	Cards:          "{n} cartes",

	SectionAsks:     "Revenons à ce que vous avez entendu.",
	NextSection:     "section suivante",
	ReadStopped:     "Arrêté. L’endroit est gardé.",
	ReadDone:        "C’est la fin.",
	HelpReadDriving: "Le bouton suivant passe à la section suivante, le bouton précédent revient. Lecture-pause arrête un moment.",
	HelpReadSwitch:  "Un appui pour la pause et pour continuer, deux pour la section suivante.",
	HelpReadKeys:    "Espace met en pause. La flèche droite passe à la section suivante, la gauche revient. R répète.",
}

func messagesFor(lang string) *messages {
	if strings.HasPrefix(strings.ToLower(lang), "fr") {
		return &french
	}
	return &english
}

// fill puts values into a message: fill("a {x}", "x", "b") is "a b".
func fill(s string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// cards counts cards in words.
func (m *messages) cards(n int) string {
	if n == 1 {
		return m.OneCard
	}
	return fill(m.Cards, "n", strconv.Itoa(n))
}
