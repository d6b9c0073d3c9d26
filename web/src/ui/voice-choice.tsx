import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Settings, Voice } from "../api/types";
import { t } from "../i18n/index";
import { attempt, keep, report, status } from "../state/app";
import { Select } from "./field";
import { PlayIcon } from "./icons";

/** The voices there are, and a press to hear the one chosen. */
export function VoiceChoice({ s }: { s: Settings }) {
  const [voices, setVoices] = useState<Voice[]>([]);
  const audio = useRef<HTMLAudioElement | null>(null);
  useEffect(() => {
    api.voices().then(setVoices, report);
    return () => audio.current?.pause();
  }, []);
  const hear = () =>
    attempt(async () => {
      const sound = await api.speak({ text: t("settings.sample"), lang: s.lang, voice: s.voice, rate: s.rate });
      audio.current?.pause();
      const url = URL.createObjectURL(sound);
      const a = new Audio(url);
      audio.current = a;
      a.onended = () => URL.revokeObjectURL(url);
      await a.play();
    });
  const why = status.value?.voice.why;
  return (
    <>
      <Select
        label={t("settings.voice")}
        value={s.voice}
        options={[["", t("settings.voiceDefault")], ...voices.map((v): [string, string] => [v.name, v.name + (v.about ? " – " + v.about : "") + " (" + v.lang + ")"])]}
        onChange={(voice) => void keep({ voice })}
      >
        <button type="button" class="button" onClick={() => void hear()}>
          <PlayIcon /> {t("settings.hear")}
        </button>
      </Select>
      {s.voice_command?.length > 0 && <p class="hint">{t("settings.voiceCommand", { command: s.voice_command.join(" ") })}</p>}
      {why && <p class="hint">{why}</p>}
    </>
  );
}
