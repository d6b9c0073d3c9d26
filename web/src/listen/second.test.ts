import assert from "node:assert/strict";
import { test } from "node:test";
import { beginOnDevice, onDevice } from "./on-device";
import { place } from "./transcript";
import type { Grammar } from "./types";

const grammar: Grammar = {
  lang: "en",
  words: {},
  phrases: [
    { say: "ottawa", text: "ottawa", tag: "answer:Ottawa", class: "answer" },
    { say: "nineteen sixty nine", text: "nineteen sixty nine", tag: "number:1969", class: "number" },
  ],
};

test("a transcript is sure only where it is a phrase of the grammar, and no number", () => {
  const of = (text: string, ...ways: string[]) => {
    const p = place({ text, ways }, grammar);
    return p.kind === "heard" ? `${p.verdict} ${p.text}` : p.kind;
  };
  assert.equal(of("Ottawa.", "ottawa"), "sure ottawa");
  assert.equal(of("1969", "one nine six nine", "nineteen sixty nine"), "ask nineteen sixty nine");
  assert.equal(of("I think it is Ottawa.", "i think it is ottawa"), "ask I think it is Ottawa");
  assert.equal(of("", ""), "no_match");
  assert.equal(of("and then she told him that they would all come over on Sunday afternoon if it rained"), "no_match");
});

interface Stub {
  processLocally?: boolean;
  lang?: string;
  started?: boolean;
}

/** Installs a fake of the browser's recogniser. */
function browser(o: {
  property?: boolean;
  keeps?: boolean;
  available?: (q: { langs: string[]; processLocally: boolean }) => Promise<string>;
}) {
  const made: Stub[] = [];
  class R {
    started = false;
    onend: (() => void) | null = null;
    onresult: ((e: unknown) => void) | null = null;
    constructor() {
      made.push(this as Stub);
    }
    start() {
      this.started = true;
    }
    stop() {
      this.onresult?.({ results: [Object.assign([{ transcript: "ottawa" }], { isFinal: true })] });
      this.onend?.();
    }
    abort() {
      this.onend?.();
    }
    static available = o.available;
  }
  if (o.property) {
    let value = false;
    Object.defineProperty(R.prototype, "processLocally", {
      get: () => value,
      set: (v: boolean) => (value = o.keeps === false ? false : v),
      configurable: true,
    });
  }
  (globalThis as { SpeechRecognition?: unknown }).SpeechRecognition = R;
  return made;
}

test("the browser's recogniser is refused where nothing confirms that it stays on the device", async () => {
  delete (globalThis as { SpeechRecognition?: unknown }).SpeechRecognition;
  assert.equal(await onDevice("en"), false);
  assert.equal(beginOnDevice("en"), null);

  for (const o of [
    {}, // the old API, which sends the sound
    { available: async () => "available" }, // no processLocally
    { property: true }, // it has no method to ask
  ]) {
    const made = browser(o);
    assert.equal(await onDevice("en"), false);
    assert.equal(beginOnDevice("en"), null);
    assert.equal(made.length, 0, "none is even made");
  }
  for (const answer of ["unavailable", "downloadable", "downloading", "", "yes"]) {
    browser({ property: true, available: async () => answer });
    assert.equal(await onDevice("en"), false, answer);
  }
  browser({ property: true, available: async () => Promise.reject(new Error("no")) });
  assert.equal(await onDevice("en"), false);

  const made = browser({ property: true, keeps: false, available: async () => "available" });
  assert.equal(beginOnDevice("en"), null);
  assert.equal(made[0]!.started, false, "one that does not keep the wish is not started");
});

test("where it is confirmed it is asked for this language, on this device", async () => {
  const asked: unknown[] = [];
  const made = browser({ property: true, available: async (q) => (asked.push(q), "available") });
  assert.equal(await onDevice("fr"), true);
  assert.deepEqual(asked, [{ langs: ["fr-FR"], processLocally: true }]);
  const r = beginOnDevice("fr")!;
  assert.deepEqual([made[0]!.started, made[0]!.processLocally, made[0]!.lang], [true, true, "fr-FR"]);
  assert.equal(await r.text(), "ottawa");
});
