import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Settings, Voice } from "../api/types";
import { lang, num, t } from "../i18n/index";
import { attempt, keep, report, status } from "../state/app";
import { Select, Slider } from "../ui/field";
import { PlayIcon } from "../ui/icons";

const idOf = (v: Voice) => v.engine + "/" + v.name;
const base = (tag: string) => tag.toLowerCase().split(/[-_]/)[0]!;
const nameOf = (l: string) => new Intl.DisplayNames(lang.value, { type: "language" }).of(l) ?? l;

/** a sentence to try a voice; languages without one use a name and a number */
const SAMPLES: Record<string, string> = {
  en: "What is the capital of Iceland? Reykjavik.",
  fr: "Quelle est la capitale de l’Islande ? Reykjavik.",
};

/** Returns a function that plays a text with a voice, one at a time. */
export function useTrial(): (o: { text: string; lang: string; voice: string; rate: number }) => void {
  const audio = useRef<HTMLAudioElement | null>(null);
  useEffect(() => () => audio.current?.pause(), []);
  return (o) =>
    void attempt(async () => {
      const sound = await api.speak(o);
      audio.current?.pause();
      const url = URL.createObjectURL(sound);
      const a = new Audio(url);
      audio.current = a;
      a.onended = () => URL.revokeObjectURL(url);
      await a.play();
    });
}

/** The voices of each language, for questions and for answers, with a button to hear one. */
export function VoiceChoice({ s }: { s: Settings }) {
  const [voices, setVoices] = useState<Voice[]>([]);
  const trial = useTrial();
  useEffect(() => {
    api.voices().then(setVoices, report);
  }, [s.wyoming_speak]);
  const langs = [...new Set(voices.map((v) => base(v.lang)))];
  const why = status.value?.voice.why;
  return (
    <>
      {langs.map((l) => (
        <OneLanguage
          key={l}
          s={s}
          l={l}
          voices={voices.filter((v) => base(v.lang) === l)}
          hear={(voice) => trial({ text: SAMPLES[l] ?? "Reykjavik 1944", lang: l, voice, rate: s.rate })}
        />
      ))}
      {langs.length > 0 && <p class="hint">{t("settings.voicesAbout")}</p>}
      {s.voice_command?.length > 0 && (
        <p class="hint">{t("settings.voiceCommand", { command: s.voice_command.join(" ") })}</p>
      )}
      {why && <p class="hint">{why}</p>}
      <Slider
        label={t("settings.rate")}
        min={0.5}
        max={2}
        step={0.05}
        value={s.rate}
        show={(n) => "× " + num(n, 2)}
        onChange={(rate) => void keep({ rate })}
      />
      <Slider
        label={t("settings.pitch")}
        min={0.5}
        max={2}
        step={0.05}
        value={s.pitch}
        show={(n) => "× " + num(n, 2)}
        onChange={(pitch) => void keep({ pitch })}
      />
    </>
  );
}

function OneLanguage(p: { s: Settings; l: string; voices: Voice[]; hear: (voice: string) => void }) {
  const { s, l } = p;
  const titles = p.voices.map((v): [string, string] => [
    idOf(v),
    v.name + (v.about ? " – " + v.about : "") + " (" + v.lang + ")",
  ]);
  const title = (id: string) => titles.find(([v]) => v === id)?.[1] ?? "";
  // A voice for all languages, as the command line sets, applies to the languages it speaks.
  const chosen = s.voices[l] ?? titles.find(([id]) => id === s.voice || id.endsWith("/" + s.voice))?.[0] ?? "";
  const answer = s.answer_voices[l] ?? "";
  const put = (m: Record<string, string>, voice: string) => {
    const { [l]: _, ...rest } = m;
    return voice ? { ...rest, [l]: voice } : rest;
  };
  const heard = (id: string) => (
    <button
      type="button"
      class="button"
      aria-label={t("settings.hearNamed", { voice: title(id) || t("settings.voiceDefault") })}
      onClick={() => p.hear(id)}
    >
      <PlayIcon /> {t("settings.hear")}
    </button>
  );
  return (
    <>
      <Select
        label={t("settings.voiceFor", { language: nameOf(l) })}
        value={chosen}
        options={[["", t("settings.voiceDefault")], ...titles]}
        onChange={(voice) =>
          void keep({ voices: put(s.voices, voice), ...(chosen && !s.voices[l] ? { voice: "" } : {}) })
        }
      >
        {heard(chosen)}
      </Select>
      <Select
        label={t("settings.voiceAnswer", { language: nameOf(l) })}
        value={answer}
        options={[["", t("settings.voiceSame")], ...titles]}
        onChange={(voice) => void keep({ answer_voices: put(s.answer_voices, voice) })}
      >
        {heard(answer || chosen)}
      </Select>
    </>
  );
}
