// Backups, what can leave the device, and deleting everything.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import { Backups } from "../backups/backups";
import { downloadBackup } from "../backups/download";
import { HostLines } from "../backups/host-lines";
import { t } from "../i18n/index";
import { Jobs } from "../imports/job-list";
import { importFiles, jobs } from "../imports/jobs";
import { recallWords } from "../microphone/ears";
import { attempt, load, refresh, report } from "../state/app";
import { go } from "../state/route";
import { Confirm } from "../ui/dialog";

export function YourData() {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [lines, setLines] = useState<string[]>([]);
  useEffect(() => void api.whatLeaves().then(setLines, report), []);
  return (
    <section aria-labelledby={id} class="form">
      <h2 id={id}>{t("settings.data")}</h2>
      <div class="row">
        <button type="button" class="button" onClick={() => void attempt(downloadBackup)}>
          {t("settings.backup")}
        </button>
        <input ref={input} type="file" hidden onChange={(e) => importFiles([...(e.currentTarget.files ?? [])])} />
        <button type="button" class="button" onClick={() => input.current?.click()}>
          {t("settings.restore")}
        </button>
        <span class="hint">{t("settings.restoreAbout")}</span>
      </div>
      <HostLines />
      <Jobs />
      <Backups />
      <h3>{t("settings.leaves")}</h3>
      <ul class="leaves">
        {lines.map((l, i) => (
          <li key={i}>{l}</li>
        ))}
      </ul>
      <Erase />
    </section>
  );
}

function Erase() {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const field = useId();
  const phrase = t("settings.erasePhrase");
  return (
    <>
      <h3>{t("settings.erase")}</h3>
      <p class="hint">{t("settings.eraseAbout")}</p>
      <p>
        <button
          type="button"
          class="button danger"
          onClick={() => {
            setTyped("");
            setAsking(true);
          }}
        >
          {t("settings.erase")}
        </button>
      </p>
      {asking && (
        <Confirm
          title={t("settings.erase")}
          yes={t("settings.eraseYes")}
          disabled={typed.trim().toLowerCase() !== phrase}
          onClose={() => setAsking(false)}
          onYes={() =>
            void attempt(async () => {
              try {
                await api.eraseEverything();
              } finally {
                // An error about a file comes after everything else was deleted.
                jobs.value = [];
                await recallWords();
                await load();
                await refresh();
              }
              go("library");
            })
          }
        >
          <p>{t("settings.eraseAbout")}</p>
          <label for={field}>{t("settings.eraseType", { phrase })}</label>
          <input
            id={field}
            value={typed}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onInput={(e) => setTyped(e.currentTarget.value)}
          />
        </Confirm>
      )}
    </>
  );
}
