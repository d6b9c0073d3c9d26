import assert from "node:assert/strict";
import { test } from "node:test";
import { provideFliteWorker } from "./flite-remote.ts";

/** a worker that answers each sentence with its text in order, and fails on "bad" and "dies" */
class Fake {
  static alive = 0;
  static made = 0;
  static ended = 0;
  onmessage?: (e: { data: unknown }) => void;
  onerror?: () => void;
  private url = "";
  private last: Promise<void> = Promise.resolve();

  constructor() {
    Fake.made++;
    Fake.alive++;
  }

  terminate(): void {
    Fake.alive--;
    Fake.ended++;
    this.onmessage = undefined;
  }

  postMessage(m: { url: string } | { text: string }): void {
    if ("url" in m) {
      this.url = m.url;
      return;
    }
    this.last = this.last
      .then(() => new Promise((done) => setTimeout(done, 1)))
      .then(() => {
        assert.equal(this.url, "https://example.org/site/flite.wasm");
        if (m.text === "dies") return this.onerror?.();
        this.onmessage?.({
          data: m.text === "bad" ? { error: "cannot say that" } : { wav: new TextEncoder().encode(m.text) },
        });
      });
  }
}

test("one worker says all sentences in order and is replaced only when it fails", async () => {
  Object.assign(globalThis, { location: { href: "https://example.org/site/" } });
  provideFliteWorker(() => new Fake() as unknown as Worker, "flite.wasm");
  const say = (text: string) =>
    (globalThis as unknown as { carrelFlite(...a: unknown[]): Promise<Uint8Array> })
      .carrelFlite(text, "slt", 1, 1)
      .then((wav) => new TextDecoder().decode(wav));
  assert.equal(Fake.made, 0, "workers before anything is said");
  const order: string[] = [];
  const texts = Array.from({ length: 40 }, (_, i) => `sentence ${i}`);
  await Promise.all(texts.map((text) => say(text).then((got) => order.push(got))));
  assert.deepEqual(order, texts);
  assert.equal(Fake.made, 1, "workers for forty sentences");
  assert.equal(Fake.ended, 0, "workers that were ended");

  await assert.rejects(say("bad"), /cannot say that/);
  assert.equal(Fake.made, 1, "a sentence that cannot be said needs no other worker");

  const [dead, waiting] = await Promise.allSettled([say("dies"), say("it was asked as well")]);
  assert.equal(dead!.status, "rejected");
  assert.equal(waiting!.status, "rejected", "what a dead worker was asked is told as lost");
  assert.equal(await say("it goes on"), "it goes on");
  assert.equal(Fake.made, 2);
  assert.equal(Fake.alive, 1);
});
