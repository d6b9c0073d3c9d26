// The browser's own recogniser, used only if the browser confirms that it works on this device
// (SpeechRecognition.available with processLocally). Otherwise it might send the voice away, so it
// is never started.

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
  // A browser without the property would accept the assignment and still send the sound.
  if (!R || typeof R.available !== "function" || !("processLocally" in R.prototype)) return null;
  return R;
}

/** Reports whether the browser confirms that it now recognises a language on this device. */
export async function onDevice(lang: string): Promise<boolean> {
  try {
    return (await recognition()?.available?.({ langs: [REGION[lang] ?? lang], processLocally: true })) === "available";
  } catch {
    return false;
  }
}

/** One utterance in the browser's recogniser. */
export interface OnDevice {
  /** Resolves to the text after the end of the utterance; "" if there is none. */
  text(): Promise<string>;
  cancel(): void;
}

/** Starts to recognise; null unless it certainly stays on this device. Ask onDevice first. */
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
