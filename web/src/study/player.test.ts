import assert from "node:assert/strict";
import { test } from "node:test";
import type { Effect } from "../api/types";
import { Bench, listen, say, settle, view } from "./testing/bench";

test("sounds of one answer play in order, and their end is told once", async () => {
  const b = new Bench();
  await b.started([say("q"), { effect: "earcon", name: "your-turn", url: "e" }]);
  b.soundsEnd();
  await settle();
  assert.deepEqual(b.sent, [{ event: "clip_ended", turn: 1 }]);
});

test("without a microphone only the timer runs, and its end is silence", async () => {
  const b = new Bench();
  await b.started([say("q"), listen(6000)]);
  assert.deepEqual(b.waitingTimers, [], "time to answer begins after the question");
  b.soundsEnd();
  assert.deepEqual(b.waitingTimers, [6000]);
  b.pass(6000);
  await settle();
  assert.deepEqual(b.sent, [{ event: "silence", turn: 1 }]);
});

test("a timeout of 0 waits for ever", async () => {
  const b = new Bench();
  await b.started([listen(0)]);
  assert.deepEqual(b.waitingTimers, []);
  assert.deepEqual(b.sent, []);
});

test("with a microphone listening begins after the sounds, and the recogniser keeps the time", async () => {
  const b = new Bench();
  b.micOpen = true;
  await b.started([say("q"), listen(6000)]);
  assert.deepEqual(b.log, []);
  b.soundsEnd();
  assert.deepEqual(b.log, ["idle", "listen 6000"]);
  assert.deepEqual(b.waitingTimers, []);
});

test("with headphones listening begins with the first sound, its time when the sounds have ended", async () => {
  const b = new Bench();
  b.micOpen = true;
  await b.started([say("q"), listen(6000, { during: true })]);
  b.hooks!.started();
  b.soundsEnd();
  assert.deepEqual(b.log, ["listen 6000 held", "idle", "ear timer"]);
});

test("where nothing can be said the timer runs though the microphone is open", async () => {
  const b = new Bench();
  b.micOpen = true;
  await b.started([listen(6000, { grammar: undefined })]);
  assert.deepEqual(b.waitingTimers, [6000]);
});

test("a voice cuts the prompt it is heard during", async () => {
  const b = new Bench();
  b.micOpen = true;
  await b.started([say("q"), listen(6000, { during: true })]);
  b.hooks!.started();
  b.log = [];
  b.player.heard({ kind: "speech_start" });
  assert.deepEqual(b.log, ["idle", "ear timer"]);
  b.player.heard({ kind: "heard", text: "paris", confidence: 0.9, verdict: "sure", alternatives: [] });
  await settle();
  assert.deepEqual(b.sent, [
    { event: "heard", text: "paris", confidence: 0.9, verdict: "sure", alternatives: [], how: "voice", turn: 1 },
  ]);
});

test("a key holds the sound before the answer to it is there", async () => {
  const b = new Bench();
  await b.started([say("q")]);
  void b.player.input({ event: "command", command: "show", how: "key" });
  assert.deepEqual(b.log, ["hold"]);
  await b.reply({ turn: 2, effects: [say("a")] });
  assert.deepEqual(b.log, ["hold", "deaf", "play a"]);
});

test("what plays goes on when nothing comes of a key", async () => {
  const b = new Bench();
  await b.started([say("q")]);
  void b.player.input({ event: "command", command: "explain", how: "key" });
  await b.reply({ turn: 1, effects: [] });
  assert.deepEqual(b.log, ["hold", "release"]);
  b.soundsEnd();
  await settle();
  assert.deepEqual(b.sent.at(-1), { event: "clip_ended", turn: 1 });
});

test("a changed view alone leaves the sounds, whose end carries the new turn", async () => {
  const b = new Bench();
  await b.started([say("q")]);
  void b.player.input({ event: "command", command: "slower", how: "key" });
  await b.reply({ turn: 2, effects: [] });
  b.soundsEnd();
  await settle();
  assert.deepEqual(b.sent.at(-1), { event: "clip_ended", turn: 2 });
});

test("the end of sounds that a newer answer replaced is not told", async () => {
  const b = new Bench();
  await b.started([say("q")]);
  const old = b.hooks!;
  void b.player.input({ event: "command", command: "show", how: "key" });
  await b.reply({ turn: 2, effects: [say("a")] });
  old.ended();
  await settle();
  assert.equal(b.sent.filter((e) => e.event === "clip_ended").length, 0);
});

test("silence that comes while a grade is under way never lands on the next card", async () => {
  const b = new Bench();
  await b.started([listen(6000)]);
  void b.player.input({ event: "command", command: "good", how: "key" });
  await settle();
  b.pass(6000);
  await b.reply({ turn: 2, effects: [say("q2"), listen(6000)], view: view("c2") });
  assert.deepEqual(
    b.sent.map((e) => e.event),
    ["command"],
  );
});

test("a second press of a grade does not grade the next card", async () => {
  const b = new Bench();
  await b.started([listen(0)]);
  void b.player.input({ event: "command", command: "good", how: "key" });
  void b.player.input({ event: "command", command: "good", how: "key" });
  await b.reply({ turn: 2, effects: [say("q2")], view: view("c2") });
  assert.equal(b.sent.length, 1);
});

test("a second press of show does not go on to repeat the answer", async () => {
  const b = new Bench();
  await b.started([listen(0)]);
  void b.player.input({ event: "command", command: "show", how: "key" });
  void b.player.input({ event: "command", command: "show", how: "key" });
  await b.reply({ turn: 2, effects: [say("a")], view: view("c1", "revealed") });
  assert.equal(b.sent.length, 1);
});

test("stop counts whatever has changed meanwhile", async () => {
  const b = new Bench();
  await b.started([listen(0)]);
  void b.player.input({ event: "command", command: "good", how: "key" });
  void b.player.input({ event: "command", command: "stop", how: "key" });
  await b.reply({ turn: 2, effects: [say("q2")], view: view("c2") });
  assert.deepEqual(b.sent.at(-1), { event: "command", command: "stop", how: "key", turn: 0 });
});

test("a press during the end of the question counts on the same card", async () => {
  const b = new Bench();
  await b.started([say("q")]);
  b.soundsEnd();
  void b.player.input({ event: "command", command: "show", how: "key" });
  await b.reply({
    turn: 2,
    effects: [{ effect: "earcon", name: "your-turn", url: "e" }, listen(6000)],
    view: view("c1", "answering"),
  });
  assert.deepEqual(b.sent.at(-1), { event: "command", command: "show", how: "key", turn: 2 });
});

test("an interruption falls silent at once and nothing sounds until it is over", async () => {
  const b = new Bench();
  await b.started([say("q"), listen(6000)]);
  void b.player.notice("interrupted");
  assert.deepEqual(b.log, ["deaf", "stop"]);
  await b.reply({ turn: 2, effects: [], view: view("c1", "paused") });
  assert.ok(!b.log.some((l) => l.startsWith("play")));
  assert.deepEqual(b.waitingTimers, []);
  void b.player.notice("resumed");
  await b.reply({ turn: 3, effects: [say("q")] });
  assert.equal(b.log.at(-1), "play q");
});

test("after the last sound of a pause the element rests, for the play button", async () => {
  const b = new Bench();
  void b.player.input({ event: "start" });
  await b.reply({ turn: 1, effects: [say("paused"), listen(0)], view: view("c1", "paused") });
  b.soundsEnd();
  assert.ok(b.log.includes("rest"));
});

test("the end of a session is spoken and then nothing more is sent", async () => {
  const b = new Bench();
  await b.started([listen(0)]);
  void b.player.input({ event: "command", command: "stop", how: "key" });
  await b.reply({
    turn: 2,
    effects: [{ effect: "finish", reason: "stopped", summary: { reviews: 0, right: 0, minutes: 0 } }, say("bye")],
    view: view("c1", "finished"),
  });
  const sent = b.sent.length;
  b.soundsEnd();
  await settle();
  assert.equal(b.sent.length, sent);
  assert.equal(b.log.at(-1), "stop");
});

test("a microphone lost in mid-turn leaves the timer", async () => {
  const b = new Bench();
  b.micOpen = true;
  await b.started([listen(6000)]);
  b.micOpen = false;
  b.player.heard({ kind: "problem" });
  assert.deepEqual(b.waitingTimers, [6000]);
});

test("a microphone opened in mid-turn listens at once", async () => {
  const b = new Bench();
  await b.started([listen(6000)]);
  b.micOpen = true;
  b.player.earsChanged();
  assert.deepEqual(b.log, ["listen 6000"]);
  assert.deepEqual(b.waitingTimers, []);
});

test("a failed event is reported, and the next one is still sent", async () => {
  const b = new Bench();
  await b.started([listen(0)]);
  void b.player.input({ event: "command", command: "show", how: "key" });
  await b.reply(new Error("gone"));
  assert.equal(b.failures.length, 1);
  void b.player.input({ event: "command", command: "show", how: "key" });
  await b.reply({ turn: 2, effects: [say("a")] });
  assert.equal(b.sent.length, 2);
});

test("a closed player sends and shows nothing", async () => {
  const b = new Bench();
  await b.started([say("q")]);
  b.player.close();
  b.soundsEnd();
  void b.player.input({ event: "command", command: "show", how: "key" });
  await settle();
  assert.deepEqual(b.sent, []);
});

const play = (url: string, start_ms = 0): Effect => ({
  effect: "play",
  role: "reading",
  text: "",
  url,
  start_ms,
  end_ms: 60_000,
  from_ms: 10_000,
});

test("an event while a recording plays says how far it is in its section", async () => {
  const b = new Bench();
  await b.started([play("m", 12_000)]);
  b.position = 15_400;
  void b.player.input({ event: "command", command: "pause", how: "key" });
  await settle();
  assert.deepEqual(b.sent, [{ event: "command", command: "pause", how: "key", at_ms: 5400, turn: 0 }]);
});

test("a call takes the place of a recording along", async () => {
  const b = new Bench();
  await b.started([play("m")]);
  b.position = 31_000;
  void b.player.notice("interrupted");
  await settle();
  assert.deepEqual(b.sent, [{ event: "interrupted", at_ms: 21_000 }]);
});

test("a recording tells now and then how far it is, and goes on", async () => {
  const b = new Bench();
  await b.started([play("m")]);
  b.position = 14_000;
  b.hooks!.played();
  await b.reply({ turn: 1, effects: [] });
  assert.deepEqual(b.sent, [{ event: "played", at_ms: 4000, turn: 1 }]);
  assert.deepEqual(b.log, ["release"], "nothing is cut");
  b.soundsEnd();
  await settle();
  assert.deepEqual(b.sent[1], { event: "clip_ended", turn: 1 });
});

test("a recording that cannot be played pauses and says so", async () => {
  const b = new Bench();
  await b.started([play("m")]);
  b.hooks!.unplayable();
  await settle();
  assert.equal(b.log[0], "unplayable");
  assert.deepEqual(b.sent, [{ event: "interrupted" }]);
});

test("a voice that cuts a recording is sent with the place it cut", async () => {
  const b = new Bench();
  b.micOpen = true;
  await b.started([play("m"), listen(600, { during: true })]);
  b.hooks!.started();
  b.position = 22_000;
  b.player.heard({ kind: "speech_start" });
  b.position = null;
  b.player.heard({ kind: "heard", text: "stop", confidence: 0.9, verdict: "sure", alternatives: [] });
  await settle();
  assert.deepEqual(b.sent, [
    {
      event: "heard",
      text: "stop",
      confidence: 0.9,
      verdict: "sure",
      alternatives: [],
      how: "voice",
      at_ms: 12_000,
      turn: 1,
    },
  ]);
});

test("push-to-talk gates what is listened for, held or not", async () => {
  const b = new Bench();
  b.micOpen = b.pushToTalk = true;
  await b.started([say("q"), listen(6000)]);
  b.soundsEnd();
  assert.deepEqual(b.log, ["idle", "listen 6000 gated"]);
  b.player.talkBegin();
  b.player.talkEnd();
  assert.deepEqual(b.log.slice(2), ["talk", "talked"]);
});

test("a tap opens the ears and has no end", async () => {
  const b = new Bench();
  b.micOpen = b.pushToTalk = true;
  await b.started([listen(6000)]);
  b.log = [];
  b.player.talkBegin(true);
  b.player.talkEnd();
  assert.deepEqual(b.log, ["open"]);
});

test("push-to-talk cuts the question, and what is said goes to its turn", async () => {
  const b = new Bench();
  b.micOpen = b.pushToTalk = true;
  await b.started([say("q")]);
  b.player.talkBegin();
  assert.deepEqual(b.log, ["idle"]);
  await b.reply({
    turn: 2,
    effects: [{ effect: "earcon", name: "your-turn", url: "e" }, listen(6000)],
    view: view("c1", "answering"),
  });
  assert.deepEqual(b.sent, [{ event: "clip_ended", turn: 1 }]);
  assert.deepEqual(b.log, ["idle", "deaf", "play e", "idle", "listen 6000 gated", "talk"]);
  b.player.talkEnd();
  assert.equal(b.log.at(-1), "talked");
});

test("push-to-talk during the feedback cuts nothing, and what comes next is not cut by a key let go", async () => {
  const b = new Bench();
  b.micOpen = true;
  void b.player.input({ event: "start", profile: "desk" });
  await b.reply({ effects: [say("right")], view: view("c1", "feedback") });
  b.log = [];
  b.player.talkBegin();
  b.player.talkEnd();
  assert.ok(!b.log.includes("idle") && !b.log.includes("talk"));
  b.log = [];
  b.soundsEnd();
  await b.reply({ turn: 2, effects: [say("q2"), listen(6000, { during: true })], view: view("c2") });
  assert.deepEqual(b.log, ["idle", "deaf", "play q2"]);
});

test("a key that is still held when the answer has come does not cut what follows", async () => {
  const b = new Bench();
  b.micOpen = b.pushToTalk = true;
  await b.started([listen(6000)]);
  b.player.talkBegin();
  b.player.heard({ kind: "no_match" });
  b.log = [];
  await b.reply({ turn: 2, effects: [say("again"), listen(6000, { during: true })], view: view("c1", "answering") });
  assert.deepEqual(b.log, ["deaf", "play again"]);
});

test("without a microphone push-to-talk does nothing", async () => {
  const b = new Bench();
  await b.started([say("q")]);
  b.player.talkBegin();
  assert.deepEqual(b.log, []);
});
