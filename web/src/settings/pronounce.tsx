import { useId, useState } from "preact/hooks";
import type { Pronunciation, Settings } from "../api/types";
import { languageNames, t } from "../i18n/index";
import { keep } from "../state/app";
import { PlayIcon } from "../ui/icons";
import { useTrial } from "./voice-choice";

/** The list of words with their own pronunciation, and a form to add one. */
export function Pronounce({ s }: { s: Settings }) {
  const [word, setWord] = useState("");
  const [say, setSay] = useState("");
  const [lang, setLang] = useState("");
  const trial = useTrial();
  const ids = { word: useId(), say: useId(), lang: useId() };
  const list = s.pronounce;
  const complete = word.trim() !== "" && say.trim() !== "";
  const hear = (text: string, l?: string) => trial({ text, lang: l || s.lang, voice: "", rate: s.rate });
  const add = async (e: Event) => {
    e.preventDefault();
    if (!complete) return;
    const one: Pronunciation = { word: word.trim(), say: say.trim(), ...(lang ? { lang } : {}) };
    if (!(await keep({ pronounce: [...list.filter((p) => p.word !== one.word || (p.lang ?? "") !== lang), one] })))
      return;
    setWord("");
    setSay("");
  };
  return (
    <div class="pronounce">
      <h3>{t("settings.say")}</h3>
      <p class="hint">{t("settings.sayAbout")}</p>
      {list.length > 0 && (
        <ul class="pronounce-list">
          {list.map((p) => (
            <li key={p.word + " " + (p.lang ?? "")}>
              <span>
                <strong>{p.word}</strong> → {p.say}{" "}
                {p.lang && <span class="hint">({languageNames[p.lang] ?? p.lang})</span>}
              </span>
              <button
                type="button"
                class="button quiet"
                aria-label={t("settings.hearNamed", { voice: p.word })}
                onClick={() => hear(p.word, p.lang)}
              >
                <PlayIcon /> {t("settings.hear")}
              </button>
              <button
                type="button"
                class="button quiet"
                onClick={() => void keep({ pronounce: list.filter((x) => x !== p) })}
              >
                {t("settings.sayRemove", { word: p.word })}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="row" onSubmit={(e) => void add(e)}>
        <div class="field">
          <label for={ids.word}>{t("settings.sayWord")}</label>
          <input
            id={ids.word}
            type="text"
            maxLength={200}
            value={word}
            onInput={(e) => setWord(e.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={ids.say}>{t("settings.sayAs")}</label>
          <input id={ids.say} type="text" maxLength={200} value={say} onInput={(e) => setSay(e.currentTarget.value)} />
        </div>
        <div class="field">
          <label for={ids.lang}>{t("settings.sayLang")}</label>
          <select id={ids.lang} value={lang} onChange={(e) => setLang(e.currentTarget.value)}>
            <option value="">{t("settings.sayAny")}</option>
            {Object.entries(languageNames).map(([l, name]) => (
              <option key={l} value={l}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="button" class="button" disabled={say.trim() === ""} onClick={() => hear(say, lang)}>
          <PlayIcon /> {t("settings.hear")}
        </button>
        <button type="submit" class="button" disabled={!complete}>
          {t("settings.sayAdd")}
        </button>
      </form>
    </div>
  );
}
