// The browser's own voices, for texts that Carrel's have no clip for. Only
// voices that run on this device: the others send the text away.

function find(lang: string): SpeechSynthesisVoice | undefined {
  if (!("speechSynthesis" in window)) return undefined;
  const want = lang.toLowerCase().split(/[-_]/)[0] || document.documentElement.lang;
  const local = speechSynthesis.getVoices().filter((v) => v.localService);
  return local.find((v) => v.lang.toLowerCase() === lang.toLowerCase()) ?? local.find((v) => v.lang.toLowerCase().split(/[-_]/)[0] === want);
}

export interface Spoken {
  done: Promise<void>;
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** Says a text with a voice of this device; null where there is none for the language. */
export function say(text: string, lang: string): Spoken | null {
  const voice = find(lang);
  if (!voice) return null;
  const u = new SpeechSynthesisUtterance(text);
  u.voice = voice;
  u.lang = voice.lang;
  const done = new Promise<void>((resolve) => {
    u.onend = () => resolve();
    u.onerror = () => resolve();
  });
  speechSynthesis.speak(u);
  return {
    done,
    pause: () => speechSynthesis.pause(),
    resume: () => speechSynthesis.resume(),
    cancel: () => {
      speechSynthesis.resume();
      speechSynthesis.cancel();
    },
  };
}
