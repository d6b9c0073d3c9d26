package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// spelling is a deck whose answers are words made to be understood, and one
// number, which is always read back before it is graded.
const spelling = "question\tanswer\n" +
	"Which word spells C?\tCharlie\nWhich word spells N?\tNovember\nWhich word spells V?\tVictor\n" +
	"Which word spells F?\tFoxtrot\nWhich word spells J?\tJuliet\nWhich word spells R?\tRomeo\n" +
	"Which word spells T?\tTango\nWhich word spells H?\tHotel\nWhich word spells O?\tOscar\n"

const sixth = "How many sides has a hexagon?\t6\n"

// sounds lets a test take the sound from the page, as a call does, and give it
// back.
const sounds = microphone + `;(() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.element = this; return play.call(this); };
})()`

// converse begins a hands-free session with a deck, microphone open.
func converse(t *testing.T, deck, settings, round string) (*program, *tab, turn) {
	t.Helper()
	p := serve(t, t.TempDir())
	b := visitIn(t, browser(t), p.url, sounds)
	file := filepath.Join(t.TempDir(), "deck.tsv")
	if err := os.WriteFile(file, []byte(deck), 0o644); err != nil {
		t.Fatal(err)
	}
	b.upload(file)
	b.see(".job.done")
	b.settings(settings)
	b.do(chromedp.Reload())
	b.see(".today")
	b.listenOn()
	if round != "" {
		js[bool](t, b.ctx, `(document.querySelector(".rounds").open = true)`)
		b.press(round)
	} else {
		b.press("Study")
	}
	return p, b, b.await(0, "answering")
}

// answerTo is the right answer in the spelling deck.
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

// wrongFor is an answer to another question.
func wrongFor(question string) string {
	if answerTo(question) == "november" {
		return "victor"
	}
	return "november"
}

// grades are the grades kept of a stopped program, oldest first, without those
// taken back.
func (p *program) grades() []int {
	p.t.Helper()
	gone := map[string]bool{}
	for _, r := range p.reviews() {
		gone[r.Review.Cancels] = true
	}
	var kept []int
	for _, r := range p.reviews() {
		if r.Review.Kind == "graded" && !gone[r.Review.ID] {
			kept = append(kept, r.Review.Grade)
		}
	}
	return kept
}

// reply says an answer. Where it was not understood, so that the answer was
// told, the learner says how it went.
func (b *tab) reply(lang, words, grade string) turn {
	b.t.Helper()
	after := b.tellIn(lang, words)
	if after.View.Phase == "revealed" {
		return b.tellIn(lang, grade)
	}
	return after
}

// answering waits for the next question that is asked and heard out.
func (b *tab) answering(after turn) turn {
	b.t.Helper()
	return b.await(after.Turn, "answering")
}

// TestAConversation: right, wrong, a number read back and confirmed, an
// unrelated sentence, an undo, and three silences; only what was meant is kept.
func TestAConversation(t *testing.T) {
	p, b, now := converse(t, spelling+sixth, `{profile: "hands-free", answer_gap_ms: 4000, rate: 1.6, new_per_day: 50}`, "")
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
			b.settled()
			b.say("six")
			after = b.next(now)
			for after.View.Phase == "answering" { // not understood
				b.settled()
				from := after
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
			b.settled()
			b.say("undo that")
			back := b.await(now.Turn, "asking", "answering")
			if back.View.Card.ID == now.View.Card.ID {
				t.Errorf("\"undo that\", heard as %q, did not bring the last card back", b.heard())
			}
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
	// Silence: each card is asked twice, then told, and nothing is graded.
	quiet := b.await(now.Turn-1, "paused", "answering")
	for deadline := time.Now().Add(3 * time.Minute); quiet.View.Phase != "paused"; {
		if time.Now().After(deadline) {
			t.Fatalf("silence never paused the session: %s", b.heard())
		}
		time.Sleep(200 * time.Millisecond)
		quiet = b.turn()
	}
	b.shot("talk-silence")
	if quiet.View.Done != now.View.Done {
		t.Errorf("silence counted: %d cards done, %d before", quiet.View.Done, now.View.Done)
	}
	b.tell("resume session")
	b.await(quiet.Turn, "answering")
	p.kill()
	sameList(t, p.grades(), want)
}

func sameList(t *testing.T, got, want []int) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("the grades %v were kept, meant were %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("the grades %v were kept, meant were %v", got, want)
		}
	}
}

// TestACallInTheMiddle: the sound is taken in the middle of a question; the
// session pauses, and asks the same card again when it is given back.
func TestACallInTheMiddle(t *testing.T) {
	p, b, now := converse(t, spelling, `{profile: "hands-free", answer_gap_ms: 6000, rate: 1.6}`, "")
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
	sameList(t, p.grades(), []int{3})
}

// TestBargeIn: with headphones, speech cuts a long question.
func TestBargeIn(t *testing.T) {
	const long = "It comes after Tuesday and before Thursday, in the middle of the week as most people count it. "
	p := serve(t, t.TempDir())
	b := visitIn(t, browser(t), p.url, sounds)
	file := filepath.Join(t.TempDir(), "deck.tsv")
	if err := os.WriteFile(file, []byte("question\tanswer\n"+long+"Which day is it?\tWednesday\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	b.upload(file)
	b.see(".job.done")
	b.settings(`{profile: "hands-free", headphones: true, answer_gap_ms: 6000, rate: 0.5}`)
	b.do(chromedp.Reload())
	b.see(".today")
	b.listenOn()
	b.press("Study")
	now := b.await(0, "asking")
	b.settled()
	b.say("show answer")
	// The question takes a quarter of a minute to read: who waits for its end is never
	// told the answer while it is still being asked.
	shown := b.next(now)
	for shown.View.Phase == "asking" { // not understood
		b.settled()
		from := shown
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
	sameList(t, p.grades(), nil)
}

// TestAChallenge ends with the first miss.
func TestAChallenge(t *testing.T) {
	p, b, now := converse(t, spelling, `{profile: "hands-free", answer_gap_ms: 6000, rate: 1.6, new_per_day: 50}`, "Challenge")
	b.reply("en", answerTo(now.View.Card.Text), "knew it")
	next := b.answering(now)
	b.reply("en", wrongFor(next.View.Card.Text), "missed it")
	b.await(next.Turn, "finished")
	b.shot("talk-challenge")
	if said := b.text("main"); !strings.Contains(said, "first miss") {
		t.Errorf("the page does not say why the round is over:\n%s", said)
	}
	p.kill()
	sameList(t, p.grades(), []int{3, 1})
}

// TestADuel: two people take turns, and nothing is kept.
func TestADuel(t *testing.T) {
	p, b, now := converse(t, spelling, `{profile: "hands-free", answer_gap_ms: 6000, rate: 1.6, new_per_day: 50}`, "Duel")
	b.shot("talk-duel")
	b.reply("en", answerTo(now.View.Card.Text), "knew it")
	next := b.answering(now)
	if next.View.Card.ID == now.View.Card.ID {
		t.Error("the second player is asked the same card")
	}
	b.reply("en", wrongFor(next.View.Card.Text), "missed it")
	third := b.answering(next)
	b.settled()
	b.say("stop studying")
	b.await(third.Turn, "finished")
	b.shot("talk-duel-over")
	p.kill()
	sameList(t, p.grades(), nil)
}

// TestAConversationInFrench: question, answer and commands in French.
func TestAConversationInFrench(t *testing.T) {
	p := serve(t, t.TempDir())
	p.kill()
	p.carrel("voice", "--", "espeak-ng", "--stdin", "--stdout", "-v", "{lang}")
	p.start()
	b := visitIn(t, browser(t), p.url, sounds)
	file := filepath.Join(t.TempDir(), "deck.tsv")
	// Words that espeak-ng says well enough to be understood.
	const deck = "#lang:fr\nquestion\tanswer\nQuelle est la capitale de l’Espagne ?\tMadrid\nQuelle est la capitale de la Grèce ?\tAthènes\n"
	if err := os.WriteFile(file, []byte(deck), 0o644); err != nil {
		t.Fatal(err)
	}
	b.upload(file)
	b.see(".job.done")
	b.settings(`{profile: "hands-free", lang: "fr", answer_gap_ms: 6000, rate: 1.2}`)
	b.do(chromedp.Reload())
	b.see(".today")
	b.press("Écoute")
	b.waitFor(60*time.Second, "for the microphone", `document.querySelector(".mic-line.open")`)
	b.press("Étudier")
	now := b.await(0, "answering")
	capital := "Madrid"
	if strings.Contains(now.View.Card.Text, "Grèce") {
		capital = "Athènes"
	}
	b.reply("fr", capital, "je le savais")
	next := b.answering(now)
	if next.View.Card.ID == now.View.Card.ID {
		t.Errorf("%s was not taken for the answer to %s", capital, now.View.Card.Text)
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
	sameList(t, p.grades(), []int{3, 3})
}
