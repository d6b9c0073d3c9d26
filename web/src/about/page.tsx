import { useState } from "preact/hooks";
import { t } from "../i18n/index";
import { attempt, status } from "../state/app";

export function About() {
  const [text, setText] = useState("");
  const load = () =>
    attempt(async () => {
      const r = await fetch(new URL("THIRD-PARTY.txt", document.baseURI));
      if (!r.ok) throw new Error("THIRD-PARTY.txt");
      setText(await r.text());
    });
  return (
    <>
      <h1 tabIndex={-1}>{t("about.title")}</h1>
      <p class="lead">{t("about.text")}</p>
      {status.value && <p class="hint">{t("about.version", { version: status.value.version })}</p>}
      <h2>{t("about.parts")}</h2>
      <p>{t("about.partsAbout")}</p>
      {text ? (
        <pre class="licences" tabIndex={0} role="region" aria-label={t("about.parts")}>
          {text}
        </pre>
      ) : (
        <button type="button" class="button" onClick={() => void load()}>
          {t("about.show")}
        </button>
      )}
    </>
  );
}
