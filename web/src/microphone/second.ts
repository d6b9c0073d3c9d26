// A recogniser of the learner's choice beside Carrel's own. It gets the same utterance, judged by
// the same grammar. Carrel's own recogniser still finds where speech begins and ends, and its
// result counts when the other fails.

import { api } from "../api/client";
import { beginOnDevice, onDevice } from "../listen/on-device";
import { place, type Placed } from "../listen/transcript";
import type { Grammar } from "../listen/types";
import { settings, status } from "../state/app";

/** how long to wait for the browser's text after the end of the utterance */
const WAIT_MS = 2000;

export interface Second {
  judge(pcm: Float32Array, g: Grammar): Promise<Placed | null>;
  cancel(): void;
}

/** the languages that the browser has confirmed it recognises on this device */
const confirmed = new Set<string>();

/** Asks the browser whether its recogniser works on this device. Call it before second. */
export async function prepareSecond(lang: string): Promise<void> {
  if (settings.value?.recogniser === "browser" && (await onDevice(lang))) confirmed.add(lang);
  else confirmed.delete(lang);
}

/** Returns the other recogniser for one request, or null if only Carrel's own is used. */
export function second(lang: string): Second | null {
  const s = settings.value;
  if (s?.recogniser === "wyoming" && s.wyoming_hear && status.value?.host === "native") return wyoming;
  if (s?.recogniser !== "browser" || !confirmed.has(lang)) return null;
  const under = beginOnDevice(lang);
  return (
    under && {
      async judge(_, g) {
        const text = await Promise.race([
          under.text(),
          new Promise<null>((done) => window.setTimeout(done, WAIT_MS, null)),
        ]);
        if (!text) return null;
        return place(await api.transcript(g.lang, text), g);
      },
      cancel: () => under.cancel(),
    }
  );
}

const wyoming: Second = {
  judge: async (pcm, g) => place(await api.transcribe(g.lang, new Blob([pcm16(pcm)])), g),
  cancel: () => {},
};

function pcm16(pcm: Float32Array): ArrayBuffer {
  const out = new DataView(new ArrayBuffer(2 * pcm.length));
  pcm.forEach((x, i) => out.setInt16(2 * i, Math.round(32767 * Math.max(-1, Math.min(1, x))), true));
  return out.buffer as ArrayBuffer;
}
