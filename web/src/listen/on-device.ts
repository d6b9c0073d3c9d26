// The browser's own recogniser, and only where the browser confirms that it
// works on this device: SpeechRecognition.available with processLocally. What
// does not say so might send a voice away, and is never started.

interface Result {
  readonly isFinal: boolean;
  readonly [i: number]: { readonly transcript: string };
}

interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  onresult: ((e: { results: ArrayLike<Result> }) => void) | null;
  onerror: (() => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

interface RecognitionClass {
  new (): Recognition;
  prototype: object;
  available?(o: { langs: string[]; processLocally: boolean }): Promise<string>;
}

const REGION: Record<string, string> = { en: "en-US", fr: "fr-FR" };

function recognition(): RecognitionClass | null {
  const R = (globalThis as { SpeechRecognition?: RecognitionClass }).SpeechRecognition;
  // One that does not know the property would take the assignment and send all the same.
  if (!R || typeof R.available !== "function" || !("processLocally" in R.prototype)) return null;
  return R;
}

/** Whether the browser confirms that it recognises a language on this device, now. */
export async function onDevice(lang: string): Promise<boolean> {
  try {
    return (await recognition()?.available?.({ langs: [REGION[lang] ?? lang], processLocally: true })) === "available";
  } catch {
    return false;
  }
}

/** One utterance under way in the browser's recogniser. */
export interface OnDevice {
  /** The text, once the utterance has ended; "" where nothing came of it. */
  text(): Promise<string>;
  cancel(): void;
}

/** Begins to recognise; null where it cannot be done on this device for certain. Ask onDevice first. */
export function beginOnDevice(lang: string): OnDevice | null {
  const R = recognition();
  if (!R) return null;
  const r = new R();
  r.processLocally = true;
  if (r.processLocally !== true) return null;
  r.lang = REGION[lang] ?? lang;
  r.continuous = true;
  r.interimResults = false;
  let text = "";
  const done = new Promise<void>((resolve) => {
    r.onresult = (e) => {
      text = Array.from(e.results, (x) => (x.isFinal ? (x[0]?.transcript ?? "") : ""))
        .join(" ")
        .trim();
    };
    r.onerror = () => resolve();
    r.onend = () => resolve();
  });
  try {
    r.start();
  } catch {
    return null;
  }
  return {
    async text() {
      r.stop();
      await done;
      return text;
    },
    cancel: () => r.abort(),
  };
}
