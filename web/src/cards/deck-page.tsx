// The page of one deck: its settings and its cards.

import { useEffect } from "preact/hooks";
import { t } from "../i18n/index";
import { decks, refresh, report } from "../state/app";
import { study } from "../study/start";
import { PlayIcon } from "../ui/icons";
import { CardList } from "./card-list";
import { DeckSettings } from "./deck-settings";

export function DeckPage({ id }: { id: string }) {
  useEffect(() => void refresh().catch(report), [id]);
  const deck = decks.value.find((d) => d.id === id);
  if (!deck) return <h1 tabIndex={-1}>{t("deck.title")}</h1>;
  const path = deck.name.split("::");
  return (
    <>
      {path.length > 1 && <p class="crumbs">{path.slice(0, -1).join(" › ")}</p>}
      <div class="spread">
        <h1 tabIndex={-1}>{path.at(-1)}</h1>
        <div class="row">
          <button type="button" class="button primary" onClick={() => void study({ deck: id })}>
            <PlayIcon /> {t("deck.study")}
          </button>
          <button type="button" class="button" onClick={() => void study({ deck: id, mode: "topic" })}>
            {t("deck.topic")}
          </button>
        </div>
      </div>
      <details class="deck-settings">
        <summary>{t("deck.settings")}</summary>
        <DeckSettings key={id} deck={deck} />
      </details>
      <CardList deck={id} />
    </>
  );
}
