import assert from "node:assert/strict";
import { test } from "node:test";
import { provideFliteWorker } from "../src/speech/flite-remote.ts";

/** A worker that answers a sentence with its text, and fails on "bad". */
class Fake {
  static alive = 0;
  static most = 0;
  static made = 0;
  static compiled = 0;
  onmessage?: (e: { data: unknown }) => void;
  onerror?: () => void;
  private module: unknown;

  constructor() {
    Fake.made++;
    Fake.most = Math.max(Fake.most, ++Fake.alive);
  }

  terminate(): void {
    Fake.alive--;
    this.onmessage = undefined;
  }

  postMessage(m: { url: string; module: unknown } | { text: string }): void {
    if ("url" in m) {
      this.module = m.module;
      return;
    }
    setTimeout(() => {
      if (m.text === "dies") return this.onerror?.();
      if (!this.module) {
        Fake.compiled++;
        this.module = {};
        this.onmessage?.({ data: { module: this.module } });
      }
      this.onmessage?.({ data: m.text === "bad" ? { error: "cannot say that" } : { wav: new TextEncoder().encode(m.text) } });
    }, 1);
  }
}

test("sentences are said in order each by a worker of its own", async () => {
  Object.assign(globalThis, { location: { href: "https://example.org/site/" } });
  provideFliteWorker(() => new Fake() as unknown as Worker, "flite.wasm");
  const say = (text: string) =>
    (globalThis as unknown as { carrelFlite(...a: unknown[]): Promise<Uint8Array> }).carrelFlite(text, "slt", 1, 1).then((wav) => new TextDecoder().decode(wav));
  const order: string[] = [];
  const texts = Array.from({ length: 10 }, (_, i) => `sentence ${i}`);
  await Promise.all(texts.map((text) => say(text).then((got) => order.push(got))));
  assert.deepEqual(order, texts);
  assert.equal(Fake.most, 1);
  assert.equal(Fake.made, 10, "workers for ten sentences");
  assert.equal(Fake.alive, 0, "workers that live on");
  assert.equal(Fake.compiled, 1, "the voice is compiled once");

  await assert.rejects(say("bad"), /cannot say that/);
  const after = Promise.allSettled([say("dies"), say("on it goes")]);
  const [dead, alive] = await after;
  assert.equal(dead!.status, "rejected");
  assert.deepEqual(alive, { status: "fulfilled", value: "on it goes" });
});
