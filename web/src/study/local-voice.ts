// The browser's own voices, for texts without a clip. Only voices that run on this device are used,
// because the others send the text away.

const LOOK_MS = 1000;
/** the longest time for a text: this, and PER_LETTER_MS for each letter */
const LONGEST_MS = 15000;
const PER_LETTER_MS = 250;

function find(lang: string): SpeechSynthesisVoice | undefined {
  if (!("speechSynthesis" in window)) return undefined;
  const want = lang.toLowerCase().split(/[-_]/)[0] || document.documentElement.lang;
  const local = speechSynthesis.getVoices().filter((v) => v.localService);
  return (
    local.find((v) => v.lang.toLowerCase() === lang.toLowerCase()) ??
    local.find((v) => v.lang.toLowerCase().split(/[-_]/)[0] === want)
  );
}

export interface Spoken {
  done: Promise<void>;
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** Says a text with a voice of this device; null if there is none for the language. */
export function say(text: string, lang: string): Spoken | null {
  const voice = find(lang);
  if (!voice) return null;
  const u = new SpeechSynthesisUtterance(text);
  u.voice = voice;
  u.lang = voice.lang;
  // Some browsers never report the end, so it is polled as well. Held time does not count.
  let held = false;
  let over = () => {};
  const done = new Promise<void>((resolve) => {
    over = resolve;
    u.onend = () => resolve();
    u.onerror = () => resolve();
  });
  let still = 0;
  let left = LONGEST_MS + text.length * PER_LETTER_MS;
  const look = window.setInterval(() => {
    if (held) return;
    still = speechSynthesis.speaking || speechSynthesis.pending ? 0 : still + 1;
    left -= LOOK_MS;
    if (still < 3 && left > 0) return;
    speechSynthesis.cancel();
    over();
  }, LOOK_MS);
  void done.then(() => window.clearInterval(look));
  speechSynthesis.speak(u);
  return {
    done,
    pause: () => {
      held = true;
      speechSynthesis.pause();
    },
    resume: () => {
      held = false;
      speechSynthesis.resume();
    },
    cancel: () => {
      window.clearInterval(look);
      speechSynthesis.resume();
      speechSynthesis.cancel();
    },
  };
}
