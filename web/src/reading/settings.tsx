// What can be set for one reading, and deleting it.

import { useId, useState } from "preact/hooks";
import { api } from "../api/client";
import type { ReadingPage as Reading } from "../api/types";
import { t } from "../i18n/index";
import { attempt, decks, notice } from "../state/app";
import { go } from "../state/route";
import { Confirm } from "../ui/dialog";
import { loadReadings } from "./readings";

export function ReadingSettings({ r, changed }: { r: Reading; changed: (r: Reading) => void }) {
  const [asking, setAsking] = useState(false);
  const field = useId();
  return (
    <div class="form">
      {r.questions < r.chapters && decks.value.length > 0 && (
        <div class="field">
          <label for={field}>{t("read.askFrom")}</label>
          <select
            id={field}
            value={r.deck}
            aria-describedby={field + "-about"}
            onChange={(e) => {
              const deck = e.currentTarget.value;
              void attempt(async () => {
                changed(await api.askFrom(r.id, deck));
                notice.value = t("app.saved");
              });
            }}
          >
            <option value="">{t("read.askNothing")}</option>
            {decks.value.map((d) => (
              <option key={d.id} value={d.id}>
                {d.name}
              </option>
            ))}
          </select>
          <p id={field + "-about"} class="hint">
            {t("read.askFromAbout")}
          </p>
        </div>
      )}
      <button type="button" class="button danger" onClick={() => setAsking(true)}>
        {t("read.erase")}
      </button>
      {asking && (
        <Confirm
          title={t("deck.eraseAsk", { deck: r.title })}
          yes={t("deck.eraseYes")}
          onClose={() => setAsking(false)}
          onYes={() =>
            void attempt(async () => {
              await api.eraseReading(r.id);
              await loadReadings();
              go("library");
            })
          }
        >
          <p>{t("read.eraseText")}</p>
        </Confirm>
      )}
    </div>
  );
}
