package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// spelling is a deck whose answers are easily recognised words, and one number, which is
// always read back before it is graded.
const spelling = "question\tanswer\n" +
	"Which word spells C?\tCharlie\nWhich word spells N?\tNovember\nWhich word spells V?\tVictor\n" +
	"Which word spells F?\tFoxtrot\nWhich word spells J?\tJuliet\nWhich word spells R?\tRomeo\n" +
	"Which word spells T?\tTango\nWhich word spells H?\tHotel\nWhich word spells O?\tOscar\n"

const sixth = "How many sides has a hexagon?\t6\n"

// converse starts a hands-free session with a deck and an open microphone.
func converse(t *testing.T, h host, deck, settings string) (*tab, turn) {
	t.Helper()
	b := h.visit()
	b.takeIn(settings, writeFile(t, "deck.tsv", []byte(deck)))
	b.listenOn()
	b.press("Study")
	return b, b.await(0, "answering")
}

// answerTo returns the right answer in the spelling deck.
func answerTo(question string) string {
	for _, line := range strings.Split(spelling+sixth, "\n") {
		if q, a, _ := strings.Cut(line, "\t"); q == question {
			if a == "6" {
				return "six"
			}
			return strings.ToLower(a)
		}
	}
	return ""
}

// wrongFor returns the answer to another question.
func wrongFor(question string) string {
	if answerTo(question) == "november" {
		return "victor"
	}
	return "november"
}

// keptByVoice checks that the log of the killed program has these grades, all given by
// voice.
func keptByVoice(t *testing.T, h host, want ...int) {
	t.Helper()
	list, _ := kept(t, h, "voice")
	var got []int
	for _, g := range list {
		got = append(got, g.grade)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the grades %v were kept, meant were %v", got, want)
	}
}

// reply says an answer. If it was not understood and the app told the answer, reply says
// the grade.
func (b *tab) reply(lang, words, grade string) turn {
	b.t.Helper()
	after := b.tellIn(lang, words)
	if after.View.Phase == "revealed" {
		return b.tellIn(lang, grade)
	}
	return after
}

// answering waits until the next question has been said to its end.
func (b *tab) answering(after turn) turn {
	b.t.Helper()
	return b.await(after.Turn, "answering")
}

// TestAConversation has a right answer, a wrong one, a number that is read back and
// confirmed, an unrelated sentence, an undo, and three silences. Only what was meant is
// recorded.
func TestAConversation(t *testing.T) {
	onBothHosts(t, conversation)
}

func conversation(t *testing.T, h host) {
	b, now := converse(t, h, spelling+sixth, `{profile: "hands-free", answer_gap_ms: 4000, rate: 1.6, new_per_day: 50}`)
	var want []int
	confirmed, unrelated, undone := false, false, false
	for done := 0; done < 5 || !confirmed; {
		question := now.View.Card.Text
		answer := answerTo(question)
		if answer == "" {
			t.Fatalf("the question %q is none of the deck", question)
		}
		var after turn
		switch {
		case answer == "six":
			after = now
			for after.View.Phase == "answering" { // not understood, or not yet said
				b.settled()
				from := b.turn()
				b.say("six")
				after = b.next(from)
			}
			if after.View.Phase != "confirming" {
				t.Fatalf("a number is not read back: %+v", after.View)
			}
			b.shot("talk-read-back")
			b.tell("yes")
			confirmed = true
			want = append(want, 3)
		case done == 1:
			after = b.reply("en", wrongFor(question), "missed it")
			b.shot("talk-wrong")
			want = append(want, 1)
		case done == 2 && !unrelated:
			unrelated = true
			b.settled()
			b.say("the weather was really rather nice all over the country yesterday")
			after = b.next(now)
			if after.View.Card == nil || after.View.Card.ID != now.View.Card.ID || after.View.Done != now.View.Done {
				t.Errorf("an unrelated sentence moved on: %+v", after.View)
			}
			b.shot("talk-unrelated")
			switch after.View.Phase {
			case "confirming":
				b.tell("no")
			case "answering":
			default:
				t.Errorf("an unrelated sentence led to %s", after.View.Phase)
			}
			now = b.await(after.Turn-1, "answering")
			continue
		case done == 4 && !undone:
			undone = true
			back := b.takeBack(now)
			want = want[:len(want)-1]
			done--
			now = b.await(back.Turn-1, "answering")
			continue
		default:
			after = b.reply("en", answer, "knew it")
			if done == 0 {
				b.shot("talk-right")
			}
			want = append(want, 3)
		}
		done++
		now = b.await(now.Turn, "answering")
		for now.View.Card.Text == question {
			now = b.answering(now)
		}
	}
	// Silence: each card is asked twice, then its answer is told, and nothing is graded.
	until(t, 3*time.Minute, "for silence to pause the session", func() bool { return b.turn().View.Phase == "paused" })
	quiet := b.await(0, "paused")
	b.shot("talk-silence")
	if quiet.View.Done != now.View.Done {
		t.Errorf("silence counted: %d cards done, %d before", quiet.View.Done, now.View.Done)
	}
	b.tell("resume session")
	b.await(quiet.Turn, "answering")
	h.kill()
	keptByVoice(t, h, want...)
}

// TestACallInTheMiddle takes the sound away in the middle of a question. The session
// pauses, and asks the same card again when the sound comes back.
func TestACallInTheMiddle(t *testing.T) {
	p := serve(t, t.TempDir())
	b, now := converse(t, p, spelling, `{profile: "hands-free", answer_gap_ms: 6000, rate: 1.6}`)
	js[bool](t, b.ctx, `window.element.pause() ?? true`)
	paused := b.await(now.Turn, "paused")
	b.shot("talk-call")
	if paused.View.Card == nil || paused.View.Card.ID != now.View.Card.ID {
		t.Errorf("the call lost the card")
	}
	js[bool](t, b.ctx, `window.element.play().then(() => true)`)
	again := b.answering(paused)
	if again.View.Card.ID != now.View.Card.ID || again.View.Done != 0 {
		t.Errorf("after the call another card is asked, or one is graded: %+v", again.View)
	}
	b.reply("en", answerTo(again.View.Card.Text), "knew it")
	p.kill()
	keptByVoice(t, p, 3)
}

// TestBargeIn interrupts a long question by speech, with headphones. The question takes a
// quarter of a minute to read, so a session that waited for its end would not answer while
// the question is being asked.
func TestBargeIn(t *testing.T) {
	const long = "It comes after Tuesday and before Thursday, in the middle of the week as most people count it. "
	p := serve(t, t.TempDir())
	b := p.visit()
	b.takeIn(`{profile: "hands-free", headphones: true, answer_gap_ms: 6000, rate: 0.5}`,
		writeFile(t, "deck.tsv", []byte("question\tanswer\n"+long+"Which day is it?\tWednesday\n")))
	b.listenOn()
	b.press("Study")
	now := b.await(0, "asking")
	shown := now
	for shown.View.Phase == "asking" { // not understood, or not yet said
		b.settled()
		from := b.turn()
		b.say("show answer")
		shown = b.next(from)
	}
	b.shot("talk-barge-in")
	if shown.View.Phase != "revealed" {
		t.Errorf("speech over the question led to %q: the question was not cut", shown.View.Phase)
	}
	if shown.View.Done != 0 {
		t.Error("speech over the question was graded")
	}
	p.kill()
	keptByVoice(t, p)
}

// TestAChallengeAndADuel checks that a challenge ends with the first wrong answer, and
// that two people take turns in a duel, which records nothing.
func TestAChallengeAndADuel(t *testing.T) {
	p := serve(t, t.TempDir())
	b := p.visit()
	b.takeIn(`{profile: "hands-free", answer_gap_ms: 6000, rate: 1.6, new_per_day: 50}`, writeFile(t, "deck.tsv", []byte(spelling)))
	b.listenOn()
	round := func(name string) turn {
		t.Helper()
		js[bool](t, b.ctx, `(document.querySelector(".rounds").open = true)`)
		b.press(name)
		return b.await(b.turn().Turn, "answering")
	}

	now := round("Challenge")
	b.reply("en", answerTo(now.View.Card.Text), "knew it")
	next := b.answering(now)
	b.reply("en", wrongFor(next.View.Card.Text), "missed it")
	b.await(next.Turn, "finished")
	b.waitFor(60*time.Second, "to be told why the round is over", `document.querySelector("main").innerText.includes("first miss")`)
	b.shot("talk-challenge")

	b.do(chromedp.Navigate(p.url+"/#/library"), chromedp.Reload())
	b.see(".rounds")
	b.listenOn()
	now = round("Duel")
	b.shot("talk-duel")
	b.reply("en", answerTo(now.View.Card.Text), "knew it")
	next = b.answering(now)
	if next.View.Card.ID == now.View.Card.ID {
		t.Error("the second player is asked the same card")
	}
	b.reply("en", wrongFor(next.View.Card.Text), "missed it")
	b.answering(next)
	b.tellUntil("en", "stop studying", func(now turn) bool { return now.View.Phase == "finished" })
	b.await(0, "finished")
	b.shot("talk-duel-over")
	p.kill()
	keptByVoice(t, p, 3, 1)
}

// TestAConversationInFrench has question, answer and commands in French, said by
// espeak-ng. It skips the site, which uses the same recogniser, because this browser has
// no French voice for it.
func TestAConversationInFrench(t *testing.T) {
	p := serve(t, t.TempDir())
	p.kill()
	p.carrel("voice", "--", "espeak-ng", "--stdin", "--stdout", "-v", "{lang}")
	p.start()
	b := p.visit()
	// This word is understood when espeak-ng says it, whichever card comes first. (“Athènes”
	// is not: it sounds like “attends”, which pauses.)
	const madrid = "Madrid"
	const deck = "#lang:fr\nquestion\tanswer\nQuelle est la capitale de l’Espagne ?\t" + madrid + "\nDans quelle ville est le musée du Prado ?\t" + madrid + "\n"
	b.takeIn(`{profile: "hands-free", lang: "fr", answer_gap_ms: 6000, rate: 1.2}`, writeFile(t, "deck.tsv", []byte(deck)))
	b.press("Écoute")
	b.waitFor(60*time.Second, "for the microphone", `document.querySelector(".mic-line.open")`)
	b.press("Étudier")
	now := b.await(0, "answering")
	b.reply("fr", madrid, "je le savais")
	next := b.answering(now)
	if next.View.Card.ID == now.View.Card.ID {
		t.Errorf("%s was not taken for the answer to %s", madrid, now.View.Card.Text)
	}
	shown := b.tellIn("fr", "la réponse")
	b.shot("talk-french")
	if shown.View.Phase != "revealed" {
		t.Fatalf("« la réponse » led to %s", shown.View.Phase)
	}
	b.tellIn("fr", "je le savais")
	if third := b.answering(next); third.View.Card.ID == next.View.Card.ID {
		t.Error("« je le savais » did not go on to the next card")
	}
	p.kill()
	keptByVoice(t, p, 3, 3)
}
