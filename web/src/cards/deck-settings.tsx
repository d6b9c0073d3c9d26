// What can be set for one deck, and deleting it.

import { useState } from "preact/hooks";
import { api } from "../api/client";
import type { Deck } from "../api/types";
import { t } from "../i18n/index";
import { attempt, decks, notice, refresh, settings } from "../state/app";
import { go } from "../state/route";
import { Confirm } from "../ui/dialog";
import { Switch } from "../ui/field";
import { Retention } from "../ui/retention";

export function DeckSettings({ deck }: { deck: Deck }) {
  const [asking, setAsking] = useState(false);
  const own = deck.retention > 0;
  const general = settings.value?.retention ?? 0.9;
  const set = (part: Parameters<typeof api.setDeck>[1]) =>
    attempt(async () => {
      const changed = await api.setDeck(deck.id, part);
      decks.value = decks.value.map((d) => (d.id === deck.id ? { ...d, ...changed } : d));
      notice.value = t("app.saved");
    });
  return (
    <div class="form">
      <Switch
        label={t("deck.retentionOwn")}
        checked={own}
        onChange={(on) => void set({ retention: on ? general : 0 })}
      />
      {own && <Retention value={deck.retention} onChange={(retention) => void set({ retention })} />}
      <div class="field">
        <label for="deadline">{t("deck.deadline")}</label>
        <input
          id="deadline"
          type="date"
          value={deck.deadline}
          aria-describedby="deadline-about"
          onChange={(e) => void set({ deadline: e.currentTarget.value })}
        />
        <p id="deadline-about" class="hint">
          {t("deck.deadlineAbout")}
        </p>
        {deck.new_per_day > 0 && (
          <p class="cost" role="status">
            {t(
              settings.value && settings.value.new_per_day < deck.new_per_day
                ? "deck.deadlineMore"
                : "deck.deadlinePace",
              { n: deck.new_per_day },
            )}
          </p>
        )}
      </div>
      <div class="field">
        <label for="deck-lang">{t("deck.lang")}</label>
        <input
          id="deck-lang"
          class="short"
          value={deck.lang}
          maxLength={20}
          autocapitalize="off"
          spellcheck={false}
          aria-describedby="deck-lang-about"
          onChange={(e) => void set({ lang: e.currentTarget.value.trim() })}
        />
        <p id="deck-lang-about" class="hint">
          {t("deck.langAbout")}
        </p>
      </div>
      <button type="button" class="button danger" onClick={() => setAsking(true)}>
        {t("deck.erase")}
      </button>
      {asking && (
        <Confirm
          title={t("deck.eraseAsk", { deck: deck.name })}
          yes={t("deck.eraseYes")}
          onClose={() => setAsking(false)}
          onYes={() =>
            void attempt(async () => {
              await api.eraseDeck(deck.id);
              await refresh();
              go("library");
            })
          }
        >
          <p>{t("deck.eraseText", { n: deck.cards })}</p>
        </Confirm>
      )}
    </div>
  );
}
